"""Golden cases of torch.nn.RNN."""

import math

import torch

from golden import GoldenFile
from recurrent import grid, record, sizes

RNN = torch.nn.RNN

file = GoldenFile("rnn")
for case in grid(rounds=1, mode="RNN"):
    record(file, RNN, **case)

record(file, RNN, sizes(8, 17, 2, bidirectional=True, dropout=0.3), seq_len=50, batch=3)
record(file, RNN, sizes(3, 5), seq_len=50, batch=1, states=True)
record(file, RNN, sizes(5, 8), seq_len=50, batch=2, dtype=torch.float64)
record(file, RNN, sizes(40, 33), seq_len=6, batch=9, states=True)
record(file, RNN, sizes(5, 17, nonlinearity="relu"), seq_len=30, batch=3, states=True)
# In single precision PyTorch's own gradients of this one are off by 2e-5, of the next by the rounding of 1 - tanh^2.
record(file, RNN, sizes(1, 1, 3, bidirectional=True), seq_len=9, batch=2, states=True, dtype=torch.float64)
record(file, RNN, sizes(3, 5, 2, bidirectional=True), seq_len=4, batch=0, states=True)
record(file, RNN, sizes(3, 4, 2, dropout=1.0), seq_len=5, batch=2, states=True)
record(file, RNN, sizes(3, 4, 3, dropout=0.5, bidirectional=True), seq_len=5, batch=2, train=False)
record(file, RNN, sizes(3, 5, 2), seq_len=6, batch=3, states=True, scale=100.0, dtype=torch.float64, suffix="-x100")
record(file, RNN, sizes(3, 5), seq_len=6, batch=3, special={(2, 1, 0): math.inf}, suffix="-inf")
record(file, RNN, sizes(3, 5, nonlinearity="relu"), seq_len=6, batch=3, special={(2, 1, 0): math.inf}, suffix="-inf")
record(file, RNN, sizes(3, 5, 2, bidirectional=True), seq_len=6, batch=3, special={(2, 1, 0): math.nan}, suffix="-nan")

file.save()
