"""Writes files with torch.save, today's form and the legacy one, for rnn4j-io to read.

NAME.pt and NAME-legacy.pt hold the same; NAME.safetensors is what must be read from them.
"""

import argparse
import pathlib
import zipfile

import numpy as np
import torch
from golden import pattern
from safetensors.torch import save_file

RESOURCES = pathlib.Path(__file__).parents[2] / "rnn4j-io/src/test/resources/rnn4j/io/torch"


def save(name, value, expected):
    torch.save(value, RESOURCES / f"{name}.pt")
    torch.save(value, RESOURCES / f"{name}-legacy.pt", _use_new_zipfile_serialization=False)
    save_file({k: v.detach().clone().contiguous() for k, v in expected.items()}, RESOURCES / f"{name}.safetensors")


class Net(torch.nn.Module):
    """A model with layers of every kind, whose options only the whole module tells."""

    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(4, 3)
        self.encoder = torch.nn.ModuleDict(
            {
                "lstm": torch.nn.LSTM(3, 5, num_layers=2, batch_first=True, dropout=0.25, proj_size=2),
                "gru": torch.nn.GRU(2, 3, bidirectional=True, bias=False),
            }
        )
        self.rnn = torch.nn.RNN(6, 4, nonlinearity="relu", batch_first=True)
        self.cell = torch.nn.RNNCell(4, 2, nonlinearity="relu")
        self.register_buffer("mean", pattern(torch.float32, 3))


class Scripted(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(3, 5, bidirectional=True)
        self.linear = torch.nn.Linear(10, 2)

    def forward(self, x):
        return self.linear(self.lstm(x)[0])


def big_endian(name):
    """Rewrites NAME.pt as a big-endian machine would have written it: the storages, and what says so."""
    value = torch.load(RESOURCES / f"{name}.pt")
    with zipfile.ZipFile(RESOURCES / f"{name}.pt") as old, zipfile.ZipFile(RESOURCES / f"{name}-big-endian.pt", "w") as new:
        number = number_bytes(value)
        for entry in old.infolist():
            data = old.read(entry)
            folder, _, local = entry.filename.partition("/")
            if local == "byteorder":
                data = b"big"
            elif local.startswith("data/"):
                data = np.frombuffer(data, np.uint8).reshape(-1, number[local[5:]])[:, ::-1].tobytes()
            new.writestr(zipfile.ZipInfo(entry.filename), data)


def number_bytes(value):
    """Returns the number of bytes of each number in every storage; storages are numbered as first met."""
    keys, sizes = {}, {}
    for tensor in value.values():
        pointer = tensor.untyped_storage().data_ptr() or id(tensor)
        key = keys.setdefault(pointer, str(len(keys)))
        sizes[key] = tensor.element_size() // (2 if tensor.is_complex() else 1)
    return sizes


def without_code(name):
    """Leaves out of a file of torch.jit.save what speaks of the code, which nobody here reads."""
    with zipfile.ZipFile(RESOURCES / f"{name}.pt") as old:
        entries = [(e, old.read(e)) for e in old.infolist() if "/code/" not in e.filename]
    with zipfile.ZipFile(RESOURCES / f"{name}.pt", "w") as new:
        for entry, data in entries:
            new.writestr(zipfile.ZipInfo(entry.filename), data)


# The legacy form has the source code of every module.
torch.serialization.get_source_lines_and_file = lambda obj: (["class Module: ...\n"], 1, "module.py")
RESOURCES.mkdir(parents=True, exist_ok=True)

torch.manual_seed(0)
lstm = torch.nn.LSTM(3, 5, num_layers=2, bidirectional=True)
save("lstm", lstm.state_dict(), lstm.state_dict())

base = pattern(torch.float32, 6, 4)
views = {
    "base": base,
    "rows": base[2:5],
    "column": base[:, 1],
    "transposed": base.t(),
    "strided": base[1::2, ::3],
    "expanded": base[3:4, 1:2].expand(5, 7),
    "parameter": torch.nn.Parameter(pattern(torch.float32, 3)),
    "empty": torch.zeros(0, 4),
    "scalar": pattern(torch.float64).reshape(()),
    "half": pattern(torch.float16, 2, 3).t(),
    "brain": pattern(torch.bfloat16, 5),
    "double": pattern(torch.float64, 2, 2),
    "long": pattern(torch.int64, 3),
    "int": pattern(torch.int32, 3),
    "short": pattern(torch.int16, 3),
    "char": pattern(torch.int8, 3),
    "byte": pattern(torch.uint8, 3),
    "bool": torch.tensor([True, False, True]),
    "complex": pattern(torch.complex64, 2),
}
save("views", views, views)
big_endian("views")

torch.manual_seed(1)
net = Net()
optimizer = torch.optim.Adam(net.parameters())
sum(p.sum() for p in net.parameters()).backward()
optimizer.step()
checkpoint = {
    "epoch": 3,
    "name": "tagger",
    "best": np.float64(0.5),
    "mean": np.zeros(2),
    "args": argparse.Namespace(lr=0.1, layers=[1, 2]),
    "device": torch.device("cpu"),
    "shape": torch.Size([2, 3]),
    "big": 2**70,
    "losses": [1.5, None, {"a": (True, 7)}],
    "training": {"model_state_dict": net.state_dict(), "optimizer": optimizer.state_dict()},
}
save("checkpoint", checkpoint, net.state_dict())
save("whole", net, net.state_dict())
save("pair", {"generator": {"a": torch.ones(2)}, "discriminator": {"a": torch.zeros(3)}}, {"generator.a": torch.ones(2), "discriminator.a": torch.zeros(3)})

torch.manual_seed(2)
scripted = torch.jit.script(Scripted())
scripted.save(RESOURCES / "scripted.pt")
without_code("scripted")
save_file(scripted.state_dict(), RESOURCES / "scripted.safetensors")
