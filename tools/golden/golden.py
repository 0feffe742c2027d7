"""Writes golden files: named cases of options and tensors. The format is described in README.md."""

import base64
import gzip
import pathlib

import numpy as np
import torch

RESOURCES = pathlib.Path(__file__).parents[2] / "rnn4j-core/src/test/resources/golden"

torch.set_num_threads(1)  # sums over threads would depend on the machine


class GoldenFile:
    """The cases of one file, in order; save() writes it."""

    def __init__(self, name):
        self.name = name
        self.cases = []
        self.formulas = 0

    def case(self, name, **options):
        if any(case.name == name for case in self.cases):
            raise ValueError(f"two cases are named {name}")
        self.cases.append(GoldenCase(self, name, options))
        return self.cases[-1]

    def save(self):
        lines = [f"# made by tools/golden with PyTorch {torch.__version__}"]
        for case in self.cases:
            lines += case.lines()
        data = gzip.compress("\n".join(lines + [""]).encode(), compresslevel=9, mtime=0)
        RESOURCES.mkdir(parents=True, exist_ok=True)
        (RESOURCES / f"{self.name}.txt.gz").write_bytes(data)
        print(f"{self.name}: {len(self.cases)} cases, {len(data)} bytes")


class GoldenCase:
    def __init__(self, file, name, options):
        self.file = file
        self.name = name
        self.options = options
        self.tensors = []

    def tensor(self, name, values):
        """Records what PyTorch computed, or an input that no formula gives."""
        data = base64.b64encode(values.detach().numpy().tobytes()).decode()
        self._add("tensor", name, values.dtype, values.shape, data)

    def formula(self, name, shape, dtype=torch.float32, scale=1.0, special=None, map=None):
        """Returns a tensor of values of [-1, 1) and records only how to make it again.

        Scaled, with special values ({index: value}) or mapped by a function it is recorded in full.
        """
        self.file.formulas += 1
        values = formula_values(self.file.formulas, int(np.prod(shape)))
        result = torch.from_numpy(values).to(dtype).reshape(shape)
        if scale == 1.0 and not special and not map:
            self._add("formula", name, dtype, shape, str(self.file.formulas))
            return result
        result = result * scale
        for index, value in (special or {}).items():
            result[index] = value
        result = map(result) if map else result
        self.tensor(name, result)
        return result

    def results(self, results, inputs, module=None, backward=True):
        """Records results and, from upstream gradients by formula, those of inputs and parameters."""
        for name, value in results.items():
            self.tensor(name, value)
        if not backward:
            return
        values = list(results.values())
        shapes = {name: value.shape for name, value in results.items()}
        upstream = [self.formula("upstream." + name, shape, values[0].dtype) for name, shape in shapes.items()]
        torch.autograd.backward(values, upstream)
        for name, value in [*inputs.items(), *(module.named_parameters() if module else [])]:
            self.tensor("grad." + name, value.grad)

    def parameters(self, module):
        """Records a hash of all parameters: they are made again from the seed."""
        content = b"".join(p.detach().numpy().tobytes() for p in module.parameters())
        self.options["parameters"] = fnv1a(content)

    def generator(self, when):
        """Records a hash of the state of the default generator."""
        self.options["generator_" + when] = fnv1a(torch.get_rng_state().numpy().tobytes())

    def lines(self):
        words = [f"{key}={text(value)}" for key, value in self.options.items() if value is not None]
        return [" ".join(["case", self.name, *words]), *self.tensors]

    def _add(self, kind, name, dtype, shape, content):
        dims = "(" + ",".join(map(str, shape)) + ")"
        self.tensors.append(" ".join([kind, name, code(dtype), dims, content]).rstrip())


def code(dtype):
    return {torch.float32: "f32", torch.float64: "f64", torch.int64: "i64"}[dtype]


def text(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    if value == float("inf"):
        return "Infinity"  # as Java spells it
    return str(value)


def mix(indices, salt):
    """Hashes of 32 bits: multiplications, shifts and xors modulo 2^32."""
    h = np.asarray(indices, dtype=np.uint32) * np.uint32(0x9E3779B1)
    h += np.uint32(salt * 0x85EBCA77 & 0xFFFFFFFF)
    h = (h ^ (h >> np.uint32(15))) * np.uint32(0x2C1B3C6D)
    h = (h ^ (h >> np.uint32(12))) * np.uint32(0x297A2D39)
    return h ^ (h >> np.uint32(15))


def formula_values(salt, count):
    """Multiples of 2^-23 in [-1, 1), exact in float32."""
    return (mix(np.arange(count), salt) >> np.uint32(8)) * 2.0**-23 - 1


def fnv1a(content):
    """The 64-bit FNV-1a hash, in hexadecimal."""
    h = 0xCBF29CE484222325
    for byte in content:
        h = (h ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


def pattern(dtype, *shape):
    """Returns a tensor of bits that look random: infinite, subnormal and not-a-number are among them.

    The bytes are the middle ones of i * 2654435761, for i from 0.
    """
    size = torch.empty(0, dtype=dtype).element_size()
    count = int(np.prod(shape)) * size
    data = (np.arange(count, dtype=np.uint64) * 2654435761 >> 16).astype(np.uint8)
    return torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape)
