"""Runs a recurrent layer forward and backward and records everything that goes in and comes out."""

import itertools

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from golden import code, mix

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
    packing=None,
    suffix="",
):
    """Adds one case.

    batch is None for unbatched input. Inputs and states are multiplied by scale; special
    ({(t, row, feature): value}) puts single values into the input, and no gradients are recorded.
    With packing (lengths, enforce_sorted, padding_value, total_length) the input is packed, and the
    output padded again.
    """
    mode = layer.__name__
    options = {**DEFAULTS, **OF_MODE[mode], **options}
    seed = len(file.cases) + 1
    case = file.case(
        case_name(mode, options, seq_len, batch, dtype, states, train) + suffix,
        mode=mode,
        **options,
        **(packing or {}),
        dtype=code(dtype),
        seed=seed,
        train=train,
    )
    torch.manual_seed(seed)
    module = layer(**options, dtype=dtype).train(train)
    case.parameters(module)
    case.generator("after_init")

    shape = shape_of_input(seq_len, batch, options["input_size"], options["batch_first"])
    input = case.formula("input", shape, dtype, scale, special).requires_grad_()
    hx = {}
    if states:
        directions = options["num_layers"] * (2 if options["bidirectional"] else 1)
        rows = (directions,) if batch is None else (directions, batch)
        state_sizes = {"h0": options.get("proj_size") or options["hidden_size"]}
        if mode == "LSTM":
            state_sizes["c0"] = options["hidden_size"]
        for name, size in state_sizes.items():
            hx[name] = case.formula(name, (*rows, size), dtype, scale).requires_grad_()

    given = tuple(hx.values()) if len(hx) == 2 else hx.get("h0")
    if packing:
        output, last = run_packed(case, module, input, given, options["batch_first"], **packing)
    else:
        output, last = module(input, given)
    case.generator("after_forward")
    results = {"output": output, **dict(zip(["h_n", "c_n"], [last] if torch.is_tensor(last) else last))}
    case.results(results, {"input": input, **hx}, module, backward=not special)


def run_packed(case, module, input, hx, batch_first, lengths, enforce_sorted, padding_value=0.0, total_length=None):
    packed = pack_padded_sequence(input, torch.tensor(lengths), batch_first, enforce_sorted)
    case.tensor("batch_sizes", packed.batch_sizes)
    if not enforce_sorted:
        case.tensor("sorted_indices", packed.sorted_indices)
        case.tensor("unsorted_indices", packed.unsorted_indices)
    output, last = module(packed, hx)
    case.tensor("output_data", output.data)
    return pad_packed_sequence(output, batch_first, padding_value, total_length)[0], last


def case_name(mode, options, seq_len=None, batch=None, dtype=torch.float32, states=False, train=True):
    parts = [
        mode.lower(),
        options.get("nonlinearity", "").replace("tanh", ""),
        f"i{options['input_size']}",
        f"h{options['hidden_size']}",
        f"l{options['num_layers']}" if "num_layers" in options else "",
        "bi" if options.get("bidirectional") else "",
        f"p{options['proj_size']}" if options.get("proj_size") else "",
        "" if options["bias"] else "nobias",
        "bf" if options.get("batch_first") else "",
        f"d{options['dropout']}" if options.get("dropout") else "",
        "f64" if dtype == torch.float64 else "",
        "" if train else "eval",
        "" if seq_len is None else f"t{seq_len}",
        "" if batch is None else f"n{batch}",
        "hx" if states else "",
    ]
    return "-".join(filter(None, parts))


def shape_of_input(seq_len, batch, input_size, batch_first):
    if batch is None:
        return (seq_len, input_size)
    return (batch, seq_len, input_size) if batch_first else (seq_len, batch, input_size)
