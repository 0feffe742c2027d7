"""Golden cases of optimisers, fifty steps on a vector, and of clip_grad_norm_."""

import torch

from golden import GoldenFile, code

STEPS, SIZE = 50, 7
SGD = dict(lr=0.1, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, maximize=False)
ADAM = dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, amsgrad=False, maximize=False)
ADAMW = {**ADAM, "weight_decay": 0.01}

file = GoldenFile("optim")


def record(name, optimizer, defaults, dtype, **options):
    options = {**defaults, **options}
    suffix = "-f64" if dtype == torch.float64 else ""
    case = file.case(name + suffix, optimizer=optimizer.__name__, **options, steps=STEPS, dtype=code(dtype))
    parameter = torch.nn.Parameter(case.formula("start", (SIZE,), dtype))
    gradients = case.formula("gradients", (STEPS, SIZE), dtype)
    stepper = optimizer([parameter], **options)
    trajectory = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        stepper.step()
        trajectory.append(parameter.detach().clone())
    case.tensor("trajectory", torch.stack(trajectory))


def record_clipping(name, max_norm, norm_type, shapes, scale=1.0):
    case = file.case("clip_grad_norm-" + name, max_norm=max_norm, norm_type=norm_type)
    parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in shapes]
    for i, parameter in enumerate(parameters):
        parameter.grad = case.formula(f"gradient{i}", parameter.shape, scale=scale).clone()
    case.tensor("total_norm", torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type))
    for i, parameter in enumerate(parameters):
        case.tensor(f"clipped{i}", parameter.grad)


for dtype in torch.float32, torch.float64:
    record("sgd", torch.optim.SGD, SGD, dtype)
    record("sgd-momentum", torch.optim.SGD, SGD, dtype, momentum=0.9)
    record("sgd-dampening", torch.optim.SGD, SGD, dtype, momentum=0.9, dampening=0.3)
    record("sgd-nesterov-decay", torch.optim.SGD, SGD, dtype, momentum=0.9, nesterov=True, weight_decay=0.05)
    record("sgd-decay-maximize", torch.optim.SGD, SGD, dtype, weight_decay=0.05, maximize=True)
    record("adam", torch.optim.Adam, ADAM, dtype)
    record("adam-decay", torch.optim.Adam, ADAM, dtype, weight_decay=0.05)
    record("adam-betas-eps", torch.optim.Adam, ADAM, dtype, betas=(0.8, 0.95), eps=1e-3)
    record("adam-amsgrad-maximize", torch.optim.Adam, ADAM, dtype, amsgrad=True, maximize=True)
    record("adamw", torch.optim.AdamW, ADAMW, dtype)
    record("adamw-decay-amsgrad", torch.optim.AdamW, ADAMW, dtype, weight_decay=0.2, amsgrad=True)

SHAPES = [(3, 4), (5,), (2, 2)]
record_clipping("below", 100.0, 2.0, SHAPES)
record_clipping("above", 0.5, 2.0, SHAPES)
record_clipping("one-norm", 2.0, 1.0, SHAPES)
record_clipping("inf-norm", 0.25, float("inf"), SHAPES)
record_clipping("zero", 1.0, 2.0, SHAPES, scale=0.0)

file.save()
