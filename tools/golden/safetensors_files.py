"""Writes safetensors files with PyTorch and the format's own package, for rnn4j-io to read."""

import pathlib

import torch
from golden import pattern
from safetensors.torch import save_file

RESOURCES = pathlib.Path(__file__).parents[2] / "rnn4j-io/src/test/resources/rnn4j/io"

floats = {
    "lstm.weight_ih_l0": pattern(torch.float32, 12, 5),
    "lstm.weight_hh_l0": pattern(torch.float32, 12, 3),
    "scale": pattern(torch.float64),
    "empty": torch.zeros(0, 4),
    "table": pattern(torch.float64, 2, 3, 4),
    'odd "name" \\ / \t \x1f \x7f \u00fc \uffee \U0001f600': pattern(torch.float32, 1),
    "\U0001f600": pattern(torch.float32, 2),
    "\uffee": pattern(torch.float32, 3),
}
halves = {"half": pattern(torch.float16, 32, 32), "brain": pattern(torch.bfloat16, 32, 32)}
halves |= {name + ".float": values.float() for name, values in halves.items()}
halves["steps"] = torch.arange(3)

RESOURCES.mkdir(parents=True, exist_ok=True)
save_file(floats, RESOURCES / "floats.safetensors", metadata={"format": "pt"})
save_file(halves, RESOURCES / "halves.safetensors")

torch.manual_seed(0)
lstm = torch.nn.LSTM(3, 5, num_layers=2, bidirectional=True)
inputs = torch.randn(7, 2, 3)
save_file(lstm.state_dict(), RESOURCES / "lstm.safetensors")
save_file({"input": inputs, "output": lstm(inputs)[0].detach()}, RESOURCES / "lstm-run.safetensors")
