"""Runs a recurrent layer forward and backward and records everything that goes in and comes out."""

import itertools

import torch

from golden import mix

DEFAULTS = dict(num_layers=1, bias=True, batch_first=False, dropout=0.0, bidirectional=False)
OF_MODE = {"LSTM": dict(proj_size=0), "GRU": {}, "RNN": dict(nonlinearity="tanh")}
INPUT_SIZES = [1, 3, 5, 8]
HIDDEN_SIZES = [2, 3, 3, 4, 5, 8, 17]
SHAPES = [(1, 1), (1, 4), (2, 3), (3, 2), (4, 5), (5, 1), (6, 2), (7, 3), (3, None), (6, None)]


def grid(rounds, mode):
    """Yields arguments of record: the switches in all combinations, the sizes picked by a hash."""
    variants = {"LSTM": (False, True), "GRU": (None,), "RNN": ("tanh", "relu")}[mode]
    switches = itertools.product(range(rounds), (1, 2, 3), (False, True), variants, (True, False))
    for i, (_, num_layers, bidirectional, variant, bias) in enumerate(switches):

        def pick(what, values):
            return values[int(mix([i], what)[0]) % len(values)]

        # Three layers of size 17 would be most of the file.
        hidden_size = pick(1, HIDDEN_SIZES[: -1 if num_layers == 3 else None])
        options = sizes(pick(2, INPUT_SIZES), hidden_size, num_layers, bias=bias, bidirectional=bidirectional)
        if mode == "LSTM" and variant:
            options["proj_size"] = pick(3, sorted({1, hidden_size // 2, hidden_size - 1}))
        if mode == "RNN":
            options["nonlinearity"] = variant
        options["batch_first"] = pick(4, [False, True])
        options["dropout"] = pick(5, [0.0, 0.3, 0.5]) if num_layers > 1 else 0.0
        seq_len, batch = pick(6, SHAPES)
        dtype = pick(7, [torch.float32, torch.float32, torch.float64])
        yield dict(options=options, seq_len=seq_len, batch=batch, dtype=dtype, states=pick(8, [False, True]))


def sizes(input_size, hidden_size, num_layers=1, **options):
    return dict(input_size=input_size, hidden_size=hidden_size, num_layers=num_layers, **options)


def record(
    file,
    layer,
    options,
    *,
    seq_len,
    batch,
    dtype=torch.float32,
    states=False,
    train=True,
    scale=1.0,
    special=None,
    suffix="",
):
    """Adds one case.

    batch is None for unbatched input. Inputs and states are multiplied by scale; special
    ({(t, row, feature): value}) puts single values into the input, and no gradients are recorded.
    """
    mode = layer.__name__
    options = {**DEFAULTS, **OF_MODE[mode], **options}
    seed = len(file.cases) + 1
    case = file.case(
        case_name(mode, options, seq_len, batch, dtype, states, train) + suffix,
        mode=mode,
        **options,
        dtype="f64" if dtype == torch.float64 else "f32",
        seed=seed,
        train=train,
    )
    torch.manual_seed(seed)
    module = layer(**options, dtype=dtype).train(train)
    case.parameters(module)
    case.generator("after_init")

    def given(name, shape, special=None):
        return case.formula(name, shape, dtype, scale, special).requires_grad_()

    input_shape = shape_of_input(seq_len, batch, options["input_size"], options["batch_first"])
    input = given("input", input_shape, special)
    hx = None
    if states:
        directions = options["num_layers"] * (2 if options["bidirectional"] else 1)
        rows = (directions,) if batch is None else (directions, batch)
        hx = [given("h0", rows + (options.get("proj_size") or options["hidden_size"],))]
        if mode == "LSTM":
            hx.append(given("c0", rows + (options["hidden_size"],)))
    output, last = module(input, unlist(hx))
    case.generator("after_forward")
    record_results(case, module, output, aslist(last), input, aslist(hx), backward=not special)


def record_results(case, module, output, last, input, hx, backward=True):
    """Records output, last states and, for the gradients upstream.output, ..., all gradients."""
    results = {"output": output, **dict(zip(["h_n", "c_n"], last))}
    for name, value in results.items():
        case.tensor(name, value)
    if not backward:
        return
    upstream = [case.formula("upstream." + name, value.shape, value.dtype) for name, value in results.items()]
    torch.autograd.backward(list(results.values()), upstream)
    case.tensor("grad.input", input.grad)
    for name, state in zip(["h0", "c0"], hx):
        case.tensor("grad." + name, state.grad)
    for name, parameter in module.named_parameters():
        case.tensor("grad." + name, parameter.grad)


def case_name(mode, options, seq_len, batch, dtype, states, train):
    parts = [
        mode.lower(),
        options.get("nonlinearity", "").replace("tanh", ""),
        f"i{options['input_size']}",
        f"h{options['hidden_size']}",
        f"l{options['num_layers']}",
        "bi" if options["bidirectional"] else "",
        f"p{options['proj_size']}" if options.get("proj_size") else "",
        "" if options["bias"] else "nobias",
        "bf" if options["batch_first"] else "",
        f"d{options['dropout']}" if options["dropout"] else "",
        "f64" if dtype == torch.float64 else "",
        "" if train else "eval",
        f"t{seq_len}",
        "" if batch is None else f"n{batch}",
        "hx" if states else "",
    ]
    return "-".join(filter(None, parts))


def shape_of_input(seq_len, batch, input_size, batch_first):
    if batch is None:
        return (seq_len, input_size)
    return (batch, seq_len, input_size) if batch_first else (seq_len, batch, input_size)


def aslist(states):
    """The state or states of a layer, none, one tensor or a tuple, as a list."""
    if states is None:
        return []
    return [states] if torch.is_tensor(states) else list(states)


def unlist(states):
    return states if states is None or len(states) > 1 else states[0]
