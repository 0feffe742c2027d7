"""Writes arrays with NumPy, for rnn4j-io to read; all.safetensors is what must be read from them."""

import pathlib

import numpy as np
from golden import pattern
from numpy.lib import format as npy
from safetensors.numpy import save_file
import torch

RESOURCES = pathlib.Path(__file__).parents[2] / "rnn4j-io/src/test/resources/rnn4j/io/npy"


def array(dtype, *shape):
    return pattern(dtype, *shape).numpy()


arrays = {
    "half": array(torch.float16, 2, 3),
    "single": array(torch.float32, 2, 3, 4),
    "double": array(torch.float64, 5),
    "scalar": array(torch.float32).reshape(()),
    "empty": np.zeros((0, 4), np.float32),
    "long": array(torch.int64, 3),
    "int": array(torch.int32, 3),
    "short": array(torch.int16, 2, 2),
    "byte": array(torch.uint8, 3),
    "bool": np.array([[True], [False]]),
}

RESOURCES.mkdir(parents=True, exist_ok=True)
save_file(arrays, RESOURCES / "all.safetensors")
np.savez(RESOURCES / "all.npz", **arrays)
np.savez_compressed(RESOURCES / "compressed.npz", **arrays)
np.savez(RESOURCES / "fortran.npz", **{k: np.asarray(v, order="F") for k, v in arrays.items()})
np.savez(RESOURCES / "big-endian.npz", **{k: v.astype(v.dtype.newbyteorder(">")) for k, v in arrays.items()})
np.savez(
    RESOURCES / "big-endian-fortran.npz",
    **{k: np.asarray(v.astype(v.dtype.newbyteorder(">")), order="F") for k, v in arrays.items()},
)
for version in ((1, 0), (2, 0), (3, 0)):
    with open(RESOURCES / f"version-{version[0]}.npy", "wb") as file:
        npy.write_array(file, arrays["single"], version=version)
