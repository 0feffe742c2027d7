"""Golden cases of torch.nn.LSTMCell, GRUCell and RNNCell."""

import torch

from golden import GoldenFile, code
from recurrent import case_name

file = GoldenFile("cells")


def record(layer, input_size, hidden_size, batch, *, bias=True, states=True, dtype=torch.float32, scale=1.0, **options):
    """Adds one case; batch is None for a single vector, inputs and states are multiplied by scale."""
    mode = layer.__name__
    options = dict(input_size=input_size, hidden_size=hidden_size, bias=bias, **options)
    name = case_name(mode, options, batch=batch, dtype=dtype, states=states) + ("" if scale == 1.0 else "-x100")
    seed = len(file.cases) + 1
    case = file.case(name, mode=mode, **options, dtype=code(dtype), seed=seed)
    torch.manual_seed(seed)
    module = layer(**options, dtype=dtype)
    case.parameters(module)
    case.generator("after_init")

    def given(name, size):
        shape = (size,) if batch is None else (batch, size)
        return case.formula(name, shape, dtype, scale).requires_grad_()

    inputs = {"input": given("input", input_size)}
    hx = None
    if states:
        hx = inputs["h0"] = given("h0", hidden_size)
        if mode == "LSTMCell":
            inputs["c0"] = given("c0", hidden_size)
            hx = (hx, inputs["c0"])
    result = module(inputs["input"], hx)
    case.results(dict(zip(["h1", "c1"], [result] if torch.is_tensor(result) else result)), inputs, module)


for layer, options in [
    (torch.nn.LSTMCell, {}),
    (torch.nn.GRUCell, {}),
    (torch.nn.RNNCell, dict(nonlinearity="tanh")),
    (torch.nn.RNNCell, dict(nonlinearity="relu")),
]:
    record(layer, 3, 5, 2, **options)
    record(layer, 3, 5, 2, states=False, **options)
    record(layer, 3, 5, None, **options)
    record(layer, 5, 17, 1, bias=False, **options)
    record(layer, 8, 3, 4, dtype=torch.float64, **options)
    record(layer, 1, 1, 3, states=False, bias=False, dtype=torch.float64, **options)
    record(layer, 3, 4, 0, **options)
    # 1 - tanh^2 of saturated sums is nothing but rounding in single precision.
    saturated = torch.float64 if layer is torch.nn.RNNCell else torch.float32
    record(layer, 3, 5, 3, dtype=saturated, scale=100.0, **options)

file.save()
