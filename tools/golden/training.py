"""Golden cases of training: ten steps of a layer with a linear read-out."""

import torch

from golden import GoldenFile, code

STEPS, SEQ_LEN, BATCH, INPUT_SIZE, OUTPUT_SIZE = 10, 6, 4, 3, 2
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.01)),
    "adam": (torch.optim.Adam, dict(lr=0.02, weight_decay=0.0)),
    "adamw": (torch.optim.AdamW, dict(lr=0.02, weight_decay=0.1)),
}

file = GoldenFile("training")


class Model(torch.nn.Module):
    """A recurrent layer and a linear layer of its output at every step."""

    def __init__(self, layer, options, dtype):
        super().__init__()
        self.rnn = layer(INPUT_SIZE, **options, dtype=dtype)
        width = (options.get("proj_size") or options["hidden_size"]) * (1 + options["bidirectional"])
        self.linear = torch.nn.Linear(width, OUTPUT_SIZE, dtype=dtype)

    def forward(self, input):
        return self.linear(self.rnn(input)[0])

    def windows(self, input, length):
        """Yields the outputs of a sequence's windows, with states that are carried on and detached."""
        states = None
        for window in input.split(length):
            output, states = self.rnn(window, states)
            states = states.detach() if torch.is_tensor(states) else tuple(s.detach() for s in states)
            yield self.linear(output)


def record(optimizer, layer=torch.nn.LSTM, suffix="", dtype=torch.float32, max_norm=None, window=None, **options):
    options = dict(hidden_size=5, num_layers=1, bidirectional=False, dropout=0.0) | options
    stepper_type, rates = OPTIMIZERS[optimizer]
    seed = len(file.cases) + 1
    more = dict(window=window) if window else {}
    case = file.case(
        "-".join(filter(None, [layer.__name__.lower(), optimizer, suffix, "f64" if dtype == torch.float64 else ""])),
        mode=layer.__name__,
        input_size=INPUT_SIZE,
        output_size=OUTPUT_SIZE,
        **options,
        optimizer=stepper_type.__name__,
        **rates,
        max_norm=max_norm,
        **more,
        steps=STEPS,
        dtype=code(dtype),
        seed=seed,
    )
    torch.manual_seed(seed)
    model = Model(layer, options, dtype)
    case.parameters(model)
    stepper = stepper_type(model.parameters(), **rates)
    input = case.formula("input", (SEQ_LEN, BATCH, INPUT_SIZE), dtype)
    target = case.formula("target", (SEQ_LEN, BATCH, OUTPUT_SIZE), dtype)
    losses, norms = [], []
    while len(losses) < STEPS:
        outputs = model.windows(input, window) if window else [model(input)]
        for output, aim in zip(outputs, target.split(window or SEQ_LEN)):
            stepper.zero_grad()
            loss = torch.nn.functional.mse_loss(output, aim)
            loss.backward()
            if max_norm:
                norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm).item())
            stepper.step()
            losses.append(loss.item())
    case.tensor("losses", torch.tensor(losses, dtype=torch.float64))
    if max_norm:
        case.tensor("norms", torch.tensor(norms, dtype=torch.float64))
    for name, parameter in model.named_parameters():
        case.tensor("final." + name, parameter)


for dtype in torch.float32, torch.float64:
    record("sgd", dtype=dtype)
    record("adam", dtype=dtype)
    record("adamw", suffix="clip", dtype=dtype, max_norm=0.1)
    record("sgd", suffix="bi-l2-d0.3", dtype=dtype, bidirectional=True, num_layers=2, dropout=0.3)
    record("adam", suffix="p2", dtype=dtype, proj_size=2)
    record("adam", torch.nn.GRU, dtype=dtype)
    record("adam", torch.nn.RNN, dtype=dtype)
for dtype in torch.float32, torch.float64:
    record("sgd", suffix="w4", dtype=dtype, window=4)
    record("sgd", suffix="l2-w4", dtype=dtype, num_layers=2, window=4)
    record("adam", torch.nn.GRU, suffix="w4", dtype=dtype, window=4)

file.save()
