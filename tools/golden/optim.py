"""Golden cases of optimisers, fifty steps on a vector, of schedules, and of clipping."""

import torch

from golden import GoldenFile, code

STEPS, SIZE = 50, 7
SGD = dict(lr=0.1, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, maximize=False)
ADAM = dict(lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, amsgrad=False, maximize=False)
ADAMW = {**ADAM, "weight_decay": 0.01}
NADAM = dict(
    lr=0.01, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0, momentum_decay=4e-3, decoupled_weight_decay=False, maximize=False
)
RMSPROP = dict(lr=0.01, alpha=0.99, eps=1e-8, weight_decay=0.0, momentum=0.0, centered=False, maximize=False)
ADAGRAD = dict(lr=0.1, lr_decay=0.0, weight_decay=0.0, initial_accumulator_value=0.0, eps=1e-10, maximize=False)

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


def record_schedule(name, make, momentum=None, lr=0.5, metrics=None, steps=STEPS):
    """The learning rate before each step and, if asked for, the momentum."""
    case = file.case("schedule-" + name, schedule=name, lr=lr, steps=steps)
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=lr, momentum=momentum or 0.0)
    scheduler = make(optimizer)
    rates, momenta = [], []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if metrics:
            scheduler.step(metrics[step])
        else:
            scheduler.step()
    case.tensor("lr", torch.tensor(rates, dtype=torch.float64))
    if momentum:
        case.tensor("momentum", torch.tensor(momenta, dtype=torch.float64))
    if metrics:
        case.tensor("metrics", torch.tensor(metrics, dtype=torch.float64))


def record_value_clipping(max_value):
    case = file.case("clip_grad_value", max_value=max_value)
    parameter = torch.nn.Parameter(torch.zeros(9))
    parameter.grad = case.formula("gradient", (9,)).clone()
    torch.nn.utils.clip_grad_value_([parameter], max_value)
    case.tensor("clipped", parameter.grad)


def record_groups():
    """Two groups of options in one optimiser."""
    case = file.case("groups", groups=2, steps=STEPS)
    parameters = [torch.nn.Parameter(case.formula(f"start{i}", (SIZE,))) for i in range(2)]
    stepper = torch.optim.SGD(
        [dict(params=[parameters[0]], lr=0.1, momentum=0.9), dict(params=[parameters[1]], lr=0.01, weight_decay=0.1)]
    )
    for i in range(STEPS):
        for j, parameter in enumerate(parameters):
            parameter.grad = case.formula(f"gradient{i}.{j}", (SIZE,)).clone()
        stepper.step()
    for i, parameter in enumerate(parameters):
        case.tensor(f"final{i}", parameter)


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

# New cases come last, so that the inputs of those above stay as they were.
for dtype in torch.float32, torch.float64:
    record("nadam", torch.optim.NAdam, NADAM, dtype)
    record("nadam-decay-maximize", torch.optim.NAdam, NADAM, dtype, weight_decay=0.05, maximize=True)
    record("nadam-decoupled", torch.optim.NAdam, NADAM, dtype, weight_decay=0.2, decoupled_weight_decay=True, momentum_decay=0.1)
    record("rmsprop", torch.optim.RMSprop, RMSPROP, dtype)
    record("rmsprop-momentum-decay", torch.optim.RMSprop, RMSPROP, dtype, momentum=0.9, weight_decay=0.05)
    record("rmsprop-centered-maximize", torch.optim.RMSprop, RMSPROP, dtype, centered=True, alpha=0.4, eps=1e-2, maximize=True)
    record("adagrad", torch.optim.Adagrad, ADAGRAD, dtype)
    record("adagrad-all", torch.optim.Adagrad, ADAGRAD, dtype, lr_decay=0.1, weight_decay=0.05, initial_accumulator_value=0.5)

rates = torch.optim.lr_scheduler
record_schedule("step", lambda o: rates.StepLR(o, 7, 0.5))
record_schedule("multi-step", lambda o: rates.MultiStepLR(o, [5, 12, 12, 30], 0.3))
record_schedule("exponential", lambda o: rates.ExponentialLR(o, 0.9))
record_schedule("constant", lambda o: rates.ConstantLR(o, 0.25, 8))
record_schedule("linear", lambda o: rates.LinearLR(o, 0.1, 0.9, 20))
record_schedule("cosine", lambda o: rates.CosineAnnealingLR(o, 20, 0.01))
record_schedule("warm-restarts", lambda o: rates.CosineAnnealingWarmRestarts(o, 5, 2, 0.01))
record_schedule("one-cycle", lambda o: rates.OneCycleLR(o, 0.8, total_steps=STEPS), momentum=0.9)
record_schedule(
    "one-cycle-three-phases", lambda o: rates.OneCycleLR(o, 0.8, total_steps=STEPS, anneal_strategy="linear", three_phase=True), momentum=0.9
)
record_schedule(
    "sequential", lambda o: rates.SequentialLR(o, [rates.LinearLR(o, 0.001, 1.0, 10), rates.CosineAnnealingLR(o, 30)], [10])
)
record_schedule("lambda", lambda o: rates.LambdaLR(o, lambda t: 1 / (1 + t)))
METRICS = [max(1.0 - 0.1 * step, 0.45) + 0.01 * (step % 3) for step in range(STEPS)]
record_schedule("plateau", lambda o: rates.ReduceLROnPlateau(o, factor=0.5, patience=4, cooldown=2, min_lr=0.01), metrics=METRICS)
record_schedule(
    "plateau-max", lambda o: rates.ReduceLROnPlateau(o, mode="max", patience=3, threshold=0.02, threshold_mode="abs"), metrics=METRICS
)
record_value_clipping(0.3)
record_groups()

file.save()
