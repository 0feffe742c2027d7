"""Golden cases of the layers that are written out: their equations in PyTorch, with its gradients."""

import math

import torch
from torch.nn import LSTM, Linear, Module, Parameter, Sequential

from golden import GoldenFile, code

file = GoldenFile("textbook")


class Written(Module):
    """Has parameters drawn from U(-1/sqrt(hidden), 1/sqrt(hidden)), in the order of their names here."""

    def draw(self, hidden, dtype, **shapes):
        bound = 1 / math.sqrt(hidden)
        for name, shape in shapes.items():
            values = torch.empty(shape, dtype=dtype).uniform_(-bound, bound)
            self.register_parameter(name, Parameter(values))

    def forward(self, x, h, c):
        hidden = []
        for x_t in x.unbind(1):
            h, c = self.step(x_t, h, c)
            hidden.append(h)
        return dict(hidden=torch.stack(hidden, 1), h=h, c=c)


class NaiveLstm(Written):
    def __init__(self, inputs, hidden, dtype):
        super().__init__()
        for gate in "ifco":
            shapes = {"U_" + gate: (inputs, hidden), "V_" + gate: (hidden, hidden), "b_" + gate: (hidden,)}
            self.draw(hidden, dtype, **shapes)

    def step(self, x, h, c):
        i = torch.sigmoid(x @ self.U_i + h @ self.V_i + self.b_i)
        f = torch.sigmoid(x @ self.U_f + h @ self.V_f + self.b_f)
        g = torch.tanh(x @ self.U_c + h @ self.V_c + self.b_c)
        o = torch.sigmoid(x @ self.U_o + h @ self.V_o + self.b_o)
        c = f * c + i * g
        return o * torch.tanh(c), c


class FusedGateLstm(Written):
    def __init__(self, inputs, hidden, dtype):
        super().__init__()
        self.draw(hidden, dtype, W=(inputs, 4 * hidden), U=(hidden, 4 * hidden), bias=(4 * hidden,))

    def step(self, x, h, c):
        i, f, g, o = (x @ self.W + h @ self.U + self.bias).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        return torch.sigmoid(o) * torch.tanh(c), c


class FullPeepholeLstm(FusedGateLstm):
    def forward(self, x, c):  # h is never read
        return super().forward(x, None, c)

    def step(self, x, h, c):
        i, f, _, o = torch.sigmoid(x @ self.W + c @ self.U + self.bias).chunk(4, 1)
        g = torch.sigmoid((x @ self.W + self.bias).chunk(4, 1)[2])
        c = f * c + i * g
        return torch.tanh(o * c), c


class DiagonalPeepholeLstm(FusedGateLstm):
    def __init__(self, inputs, hidden, dtype):
        super().__init__(inputs, hidden, dtype)
        self.draw(hidden, dtype, p_i=(hidden,), p_f=(hidden,), p_o=(hidden,))

    def step(self, x, h, c):
        i, f, g, o = (x @ self.W + h @ self.U + self.bias).chunk(4, 1)
        c_before = c
        c = torch.sigmoid(f + self.p_f * c_before) * c + torch.sigmoid(i + self.p_i * c_before) * torch.tanh(g)
        return torch.sigmoid(o + self.p_o * c) * torch.tanh(c), c


class DeepRnn(Written):
    ACTIVATIONS = dict(tanh=torch.tanh, relu=torch.relu, sigmoid=torch.sigmoid, identity=lambda x: x)

    def __init__(self, inputs, hidden, outputs, phi, dtype):
        super().__init__()
        self.phi = [self.ACTIVATIONS[name] for name in phi]
        for l in range(1, len(phi) + 1):
            below = inputs if l == 1 else hidden
            shapes = {f"W_xh_{l}": (below, hidden), f"W_hh_{l}": (hidden, hidden), f"b_h_{l}": (hidden,)}
            self.draw(hidden, dtype, **shapes)
        self.draw(hidden, dtype, W_hq=(hidden, outputs), b_q=(outputs,))

    def forward(self, x, *h):
        h = list(h)
        outputs = []
        for below in x.unbind(1):
            for l, phi in enumerate(self.phi):
                product = h[l] @ getattr(self, f"W_hh_{l + 1}")
                below = phi(below @ getattr(self, f"W_xh_{l + 1}") + product + getattr(self, f"b_h_{l + 1}"))
                h[l] = below
            outputs.append(below @ self.W_hq + self.b_q)
        return dict(output=torch.stack(outputs, 1)) | {f"h_{l + 1}": h[l] for l in range(len(h))}


class BidirectionalLSTM(Module):
    """The recurrent block of a CRNN."""

    def __init__(self, inputs, hidden, outputs, dtype):
        super().__init__()
        self.rnn = LSTM(inputs, hidden, bidirectional=True, dtype=dtype)
        self.embedding = Linear(2 * hidden, outputs, dtype=dtype)

    def forward(self, x):
        return self.embedding(self.rnn(x)[0])


def record(name, create, x_shape, state_shapes, dtype, **options):
    """Records one run with gradients; create makes the module once the generator is seeded."""
    seed = len(file.cases) + 1
    type = code(dtype)
    case = file.case(f"{name}-{type}", layer=name.split("-")[0], **options, dtype=type, seed=seed)
    torch.manual_seed(seed)
    module = create()
    case.parameters(module)
    inputs = {"x": case.formula("x", x_shape, dtype).requires_grad_()}
    for state, shape in state_shapes.items():
        inputs[state] = case.formula(state, shape, dtype).requires_grad_()
    results = module(*inputs.values())
    case.results(results if isinstance(results, dict) else {"output": results}, inputs, module)


BATCH, SEQ_LEN, INPUTS, HIDDEN = 3, 5, 4, 6
for dtype in torch.float32, torch.float64:
    sizes = dict(input_size=INPUTS, hidden_size=HIDDEN)
    state = dict(h0=(BATCH, HIDDEN), c0=(BATCH, HIDDEN))
    for layer in NaiveLstm, FusedGateLstm, FullPeepholeLstm, DiagonalPeepholeLstm:
        read = dict(c0=state["c0"]) if layer is FullPeepholeLstm else state
        record(layer.__name__, lambda: layer(INPUTS, HIDDEN, dtype), (BATCH, SEQ_LEN, INPUTS), read, dtype, **sizes)
    for phi in ["tanh"], ["relu", "identity"], ["sigmoid", "tanh", "relu"]:
        record(
            "DeepRnn-" + "-".join(phi),
            lambda: DeepRnn(INPUTS, HIDDEN, 2, phi, dtype),
            (BATCH, SEQ_LEN, INPUTS),
            {f"h0_{l + 1}": (BATCH, HIDDEN) for l in range(len(phi))},
            dtype,
            **sizes,
            output_size=2,
            phi=phi,
        )
    record(
        "BidirectionalLSTM",
        lambda: Sequential(BidirectionalLSTM(INPUTS, HIDDEN, 5, dtype), BidirectionalLSTM(5, HIDDEN, 2, dtype)),
        (SEQ_LEN, BATCH, INPUTS),
        {},
        dtype,
        sizes="4,6,5,6,2",
    )

file.save()
