"""Golden cases of torch.nn.LSTM."""

import math

import torch

from golden import GoldenFile
from recurrent import grid, record, sizes

LSTM = torch.nn.LSTM
INF = math.inf

file = GoldenFile("lstm")
for case in grid(rounds=2, mode="LSTM"):
    record(file, LSTM, **case)

# Long sequences, wider layers, one of everything.
record(file, LSTM, sizes(8, 17, 2, bidirectional=True, dropout=0.3), seq_len=50, batch=3)
record(file, LSTM, sizes(3, 5), seq_len=50, batch=1, states=True)
record(file, LSTM, sizes(5, 8, proj_size=3), seq_len=50, batch=2, dtype=torch.float64)
record(file, LSTM, sizes(40, 33), seq_len=6, batch=9, states=True)
record(file, LSTM, sizes(1, 1), seq_len=1, batch=1)
record(file, LSTM, sizes(1, 1, 3, bidirectional=True), seq_len=9, batch=2, states=True)
record(file, LSTM, sizes(5, 1, 2, bias=False, batch_first=True), seq_len=4, batch=3, dtype=torch.float64)

# An empty batch.
record(file, LSTM, sizes(3, 5, 2, bidirectional=True), seq_len=4, batch=0, states=True)
record(file, LSTM, sizes(3, 5, batch_first=True, proj_size=2), seq_len=4, batch=0)

# Dropout of everything, in evaluation mode, and where there is nothing to drop.
record(file, LSTM, sizes(3, 4, 2, dropout=1.0), seq_len=5, batch=2, states=True)
record(file, LSTM, sizes(3, 4, 3, dropout=0.5, bidirectional=True), seq_len=5, batch=2, train=False)
record(file, LSTM, sizes(3, 4, dropout=0.5), seq_len=5, batch=2)
record(file, LSTM, sizes(3, 4, 3, dropout=0.5, batch_first=True), seq_len=5, batch=3, dtype=torch.float64)

# Saturated gates.
record(file, LSTM, sizes(3, 5, 2), seq_len=6, batch=3, states=True, scale=100.0, suffix="-x100")
record(file, LSTM, sizes(3, 5, bidirectional=True), seq_len=6, batch=3, states=True, scale=1e30, suffix="-x1e30")
record(file, LSTM, sizes(5, 8, proj_size=3), seq_len=6, batch=3, states=True, scale=30.0, suffix="-x30")
record(file, LSTM, sizes(3, 5, 2), seq_len=6, batch=3, special={(2, 1, 0): INF}, suffix="-inf")
record(file, LSTM, sizes(3, 5), seq_len=6, batch=3, special={(2, 1, 0): -INF, (4, 2, 1): INF}, suffix="-infs")
record(file, LSTM, sizes(1, 4, bias=False), seq_len=6, batch=2, special={(1, 0, 0): -INF}, suffix="-inf")
record(file, LSTM, sizes(3, 5, 2, bidirectional=True), seq_len=6, batch=3, special={(2, 1, 0): math.nan}, suffix="-nan")
record(file, LSTM, sizes(3, 5, proj_size=2), seq_len=6, batch=3, special={(2, 1, 0): math.nan}, suffix="-nan")

file.save()
