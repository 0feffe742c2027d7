"""Golden cases of torch.nn.LSTM, GRU and RNN over packed sequences."""

import torch

from golden import GoldenFile
from recurrent import record, sizes

LSTM, GRU, RNN = torch.nn.LSTM, torch.nn.GRU, torch.nn.RNN

file = GoldenFile("packed")


def packed(layer, options, lengths, seq_len=None, enforce_sorted=False, padding_value=0.0, total_length=None, **given):
    packing = dict(lengths=lengths, enforce_sorted=enforce_sorted, padding_value=padding_value)
    if total_length:
        packing["total_length"] = total_length
    words = ["", "len" + ".".join(map(str, lengths)), "sorted" if enforce_sorted else ""]
    words += ["total" if total_length else "", "padding" if padding_value else ""]
    suffix = "-".join(words[:2] + [word for word in words[2:] if word])
    record(file, layer, options, seq_len=seq_len or max(lengths), batch=len(lengths), packing=packing, suffix=suffix, **given)


for layer in LSTM, GRU, RNN:
    packed(layer, sizes(3, 5), [4, 2, 1], enforce_sorted=True)
    packed(layer, sizes(3, 5), [1, 4, 2], states=True)
    packed(layer, sizes(3, 4, bidirectional=True), [3, 5, 5, 1], states=True)
    packed(layer, sizes(5, 3, 2, bidirectional=True, dropout=0.3), [2, 6, 4], states=True)
    packed(layer, sizes(5, 3, 3, batch_first=True, dropout=0.5), [2, 6, 4], states=True, dtype=torch.float64)
    packed(layer, sizes(1, 1, 2, bidirectional=True, bias=False), [3, 3], dtype=torch.float64)
    packed(layer, sizes(3, 5, bidirectional=True, batch_first=True), [7])
    packed(layer, sizes(3, 5), [3, 1, 2], seq_len=5)  # the input is longer than every sequence
    packed(layer, sizes(3, 5, bidirectional=True), [3, 1, 2], total_length=6, padding_value=-2.5)
    packed(layer, sizes(8, 17), [20, 3, 11, 16, 1, 20, 8], states=True)
packed(LSTM, sizes(3, 5, 2, bidirectional=True, proj_size=2), [2, 5, 3, 1], states=True)
packed(LSTM, sizes(5, 8, proj_size=3, batch_first=True), [1, 4], states=True, dtype=torch.float64)
packed(RNN, sizes(3, 5, 2, nonlinearity="relu", bidirectional=True), [2, 4, 1], states=True)

file.save()
