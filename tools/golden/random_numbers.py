"""Golden cases of PyTorch's CPU generator: draws in a row from one seed, and the state after the first.

PyTorch chooses its vector or its portable path when it starts, so the script runs itself a second
time with ATEN_CPU_CAPABILITY=default and takes over that run's cases.
"""

import os
import pickle
import subprocess
import sys

import torch

from golden import GoldenFile, fnv1a

HEAD = 20  # values recorded; of the others only a hash

SEEDS = [0, 1, 42, 2**32 + 5, -3, 67280421310721]
CASES = {f"words-seed{seed}": (seed, ["randint/i64/2000/0/4294967295"]) for seed in SEEDS}
CASES["uniform"] = 7, ["uniform/f32/100000/-0.3/0.7", "uniform/f64/100000/-0.3/0.7", "uniform/f32/1000/1/1.0000002"]
for n in (1, 15, 16, 17, 31, 32, 33, 100000):
    CASES[f"normal-f32-n{n}"] = 8, [f"normal/f32/{n}/0.5/2.25", "uniform/f32/5/0/1"]
    CASES[f"normal-f64-n{n}"] = 9, [f"normal/f64/{n}/-1/0.3", "uniform/f32/5/0/1"]
CASES["normal-spare"] = 10, ["normal/f32/3/0/1", "uniform/f32/5/0/1", "normal/f32/20/0/1", "normal/f32/4/10/2"]
CASES["bernoulli"] = 11, ["bernoulli/f32/10000/0.3", "bernoulli/f64/10000/0.3"]
for p in (0.0, 0.1, 0.3, 0.5, 0.9, 1.0):
    CASES[f"dropout-p{p}"] = 12, [f"dropout/f32/1000/{p}", f"dropout/f64/1000/{p}"]
RANGES = [(-5, 100), (0, 2**28 - 1), (0, 2**28), (-(2**63), 2**63 - 1)]
CASES["randint"] = 13, [f"randint/i64/1000/{start}/{end}" for start, end in RANGES]
CASES["randperm"] = 14, [f"randperm/i64/{n}" for n in (0, 1, 2, 10, 100000)]


def draw(name, dtype, n, *arguments):
    dtype = {"f32": torch.float32, "f64": torch.float64, "i64": torch.int64}[dtype]
    values = torch.ones(int(n), dtype=dtype)
    if name == "randperm":
        return torch.randperm(int(n))
    if name == "randint":
        return torch.randint(int(arguments[0]), int(arguments[1]), (int(n),))
    if name == "dropout":
        return torch.nn.functional.dropout(values, float(arguments[0]))
    return getattr(values, name + "_")(*map(float, arguments))


def add_cases(file, capability):
    for name, (seed, draws) in CASES.items():
        hashes = []
        case = file.case(f"{name}-{capability.lower()}", capability=capability, seed=seed, draws=draws)
        torch.manual_seed(seed)
        for i, words in enumerate(draws):
            values = draw(*words.split("/"))
            hashes.append(fnv1a(values.numpy().tobytes()))
            case.tensor(f"head{i}", values[:HEAD])
            if i == 0 and name in ("uniform", "normal-spare", "normal-f32-n16"):
                case.tensor("state", torch.get_rng_state().view(torch.int64))
        case.options["hashes"] = hashes
        case.generator("after")


file = GoldenFile("random")
if "--portable" in sys.argv:
    add_cases(file, "DEFAULT")
    sys.stdout.buffer.write(pickle.dumps([(case.name, case.options, case.tensors) for case in file.cases]))
else:
    add_cases(file, "AVX2")
    portable = subprocess.run(
        [sys.executable, __file__, "--portable"],
        env={**os.environ, "ATEN_CPU_CAPABILITY": "default"},
        check=True,
        stdout=subprocess.PIPE,
    )
    for name, options, tensors in pickle.loads(portable.stdout):
        file.case(name, **options).tensors = tensors
    file.save()
