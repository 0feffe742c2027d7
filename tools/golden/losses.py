"""Golden cases of loss functions, forward and backward."""

import torch
import torch.nn.functional as F

from golden import GoldenFile, code

REDUCTIONS = ["none", "mean", "sum"]
bce = F.binary_cross_entropy_with_logits

file = GoldenFile("losses")


def probabilities(values):
    return values / 2 + 0.5


def case_of(loss, suffix, reduction, dtype, options):
    name = [loss.__name__, suffix, reduction, "f64" if dtype == torch.float64 else ""]
    return file.case("-".join(filter(None, name)), loss=loss.__name__, reduction=reduction, **options, dtype=code(dtype))


def elementwise(loss, suffix="", shape=(3, 4), dtypes=(torch.float32, torch.float64), special=None, weights=(), **options):
    """Losses of an input and a target of the same shape, the target in [0, 1) for probabilities."""
    for reduction in REDUCTIONS:
        for dtype in dtypes:
            case = case_of(loss, suffix, reduction, dtype, options)
            input = case.formula("input", shape, dtype, scale=3.0, special=special).requires_grad_()
            target = case.formula("target", shape, dtype, map=probabilities if loss is bce else None)
            given = {}
            for name, weight in weights:
                given[name] = torch.tensor(weight, dtype=dtype)
                case.tensor(name, given[name])
            output = loss(input, target, reduction=reduction, **given, **options)
            case.results({"output": output}, {"input": input})


def classes(loss, suffix, shape, target, weight=None, dtypes=(torch.float32, torch.float64), special=None, **options):
    """Losses of scores of classes (axis 1, or 0 of a vector) and target classes, None for probabilities."""
    for reduction in REDUCTIONS:
        for dtype in dtypes:
            case = case_of(loss, suffix, reduction, dtype, options)
            input = case.formula("input", shape, dtype, scale=3.0, special=special).requires_grad_()
            if target is None:
                target_values = case.formula("target", shape, dtype, map=lambda values: values.softmax(1))
            else:
                target_values = torch.tensor(target)
                case.tensor("target", target_values)
            given = {}
            if weight:
                given["weight"] = torch.tensor(weight, dtype=dtype)
                case.tensor("weight", given["weight"])
            scores = F.log_softmax(input, min(1, input.dim() - 1)) if loss is F.nll_loss else input
            output = loss(scores, target_values, reduction=reduction, **given, **options)
            case.results({"output": output}, {"input": input})


def ctc(suffix, shape, targets, input_lengths, target_lengths, blank=0, zero_infinity=False, special=None):
    """CTC of logits: PyTorch's gradient with respect to the log-probabilities is right only behind
    log_softmax, so what is recorded is the gradient with respect to its input."""
    for reduction in REDUCTIONS:
        for dtype in (torch.float32, torch.float64):
            options = dict(blank=blank, zero_infinity=zero_infinity)
            case = case_of(F.ctc_loss, suffix, reduction, dtype, options)
            input = case.formula("input", shape, dtype, scale=3.0, special=special).requires_grad_()
            lengths = {
                "targets": torch.tensor(targets, dtype=torch.int64),
                "input_lengths": torch.tensor(input_lengths),
                "target_lengths": torch.tensor(target_lengths),
            }
            for name, values in lengths.items():
                case.tensor(name, values)
            output = F.ctc_loss(F.log_softmax(input, -1), **lengths, reduction=reduction, **options)
            case.results({"output": output}, {"input": input})


elementwise(F.mse_loss)
elementwise(F.l1_loss)
elementwise(F.l1_loss, "equal", special={(0, 0): 0.0, (1, 1): -0.0})
elementwise(F.huber_loss, delta=1.0)
elementwise(F.huber_loss, "delta0.3", delta=0.3)
elementwise(F.smooth_l1_loss, beta=1.0)
elementwise(F.smooth_l1_loss, "beta0.3", beta=0.3)
elementwise(bce)
elementwise(bce, "weighted", weights=[("weight", [[0.5], [2.0], [1.0]]), ("pos_weight", [1.0, 3.0, 0.25, 0.0])])
elementwise(bce, "saturated", special={(0, 0): 200.0, (0, 1): -200.0, (1, 2): 20.0, (2, 3): 0.0})

WEIGHT = [1.0, 0.5, 3.0, 0.25]
for loss in F.cross_entropy, F.nll_loss:
    classes(loss, "", (3, 4), [0, 3, 2], ignore_index=-100)
    classes(loss, "weight", (3, 4), [1, 3, 2], WEIGHT, ignore_index=-100)
    classes(loss, "ignore", (4, 4), [1, 2, -100, 2], WEIGHT, ignore_index=-100)
    classes(loss, "ignore2", (4, 4), [1, 2, 0, 2], WEIGHT, ignore_index=2)
    classes(loss, "ignore-all", (2, 4), [-100, -100], ignore_index=-100)
    classes(loss, "single", (4,), 2, ignore_index=-100)
    classes(loss, "steps", (2, 4, 3), [[0, 3, -100], [1, 1, 2]], WEIGHT, ignore_index=-100)
classes(F.cross_entropy, "smooth", (3, 4), [0, 3, 2], ignore_index=-100, label_smoothing=0.1)
classes(F.cross_entropy, "smooth-weight-ignore", (4, 4), [0, 3, -100, 2], WEIGHT, ignore_index=-100, label_smoothing=0.3)
classes(F.cross_entropy, "probabilities", (3, 4), None, label_smoothing=0.0)
classes(F.cross_entropy, "probabilities-weight-smooth", (3, 4), None, WEIGHT, label_smoothing=0.2)
classes(F.cross_entropy, "huge", (3, 4), [0, 3, 2], ignore_index=-100, special={(0, 0): 1e4, (1, 0): 1e4, (2, 1): -1e4})

ctc("", (6, 3, 4), [[1, 2, 3], [3, 1, 0], [2, 0, 0]], [6, 5, 6], [3, 2, 1])
ctc("repeats", (7, 2, 3), [[1, 1, 2, 2], [2, 2, 2, 0]], [7, 7], [4, 3])
ctc("tight", (5, 2, 3), [[1, 1, 2], [1, 2, 1]], [4, 3], [3, 3])  # as long as it must be
ctc("empty-target", (4, 3, 3), [[1, 2], [0, 0], [0, 0]], [4, 4, 3], [2, 0, 0])
ctc("all-empty", (4, 2, 3), [[], []], [4, 3], [0, 0])
ctc("impossible", (4, 2, 3), [[1, 1, 1], [1, 2, 0]], [4, 4], [3, 2])
ctc("impossible-zero", (4, 2, 3), [[1, 1, 1], [1, 2, 0]], [4, 4], [3, 2], zero_infinity=True)
ctc("concatenated", (6, 3, 4), [1, 2, 3, 3, 1, 2], [6, 5, 6], [3, 2, 1])
ctc("blank-last", (6, 2, 4), [[0, 1, 2], [2, 0, 0]], [6, 4], [3, 1], blank=3)
ctc("single", (5, 4), [1, 2], 5, 2)
ctc("long", (50, 2, 6), [[1, 2, 3, 4, 5, 5, 4, 3, 2, 1], [1] * 10], [50, 43], [10, 9])

file.save()
