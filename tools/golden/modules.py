"""Golden cases of torch.nn.Linear, Embedding and LayerNorm."""

import torch

from golden import GoldenFile, code

file = GoldenFile("modules")


def construct(name, layer, arguments, options, dtype):
    """Returns the case and the module; the weights follow from the seed, as for recurrent layers."""
    seed = len(file.cases) + 1
    suffix = "-f64" if dtype == torch.float64 else ""
    case = file.case(name + suffix, module=layer.__name__, **arguments, **options, dtype=code(dtype), seed=seed)
    torch.manual_seed(seed)
    module = layer(*arguments.values(), **options, dtype=dtype)
    case.parameters(module)
    case.generator("after_init")
    return case, module


def linear(name, in_features, out_features, rows, dtype, bias=True):
    arguments = dict(in_features=in_features, out_features=out_features)
    case, module = construct(name, torch.nn.Linear, arguments, dict(bias=bias), dtype)
    input = case.formula("input", (*rows, in_features), dtype).requires_grad_()
    case.results({"output": module(input)}, {"input": input}, module)


def embedding(name, indices, dtype, padding_idx=None):
    arguments = dict(num_embeddings=10, embedding_dim=4)
    case, module = construct(name, torch.nn.Embedding, arguments, dict(padding_idx=padding_idx), dtype)
    case.tensor("weight", module.weight)  # float64 normals depend on PyTorch's C library
    input = torch.tensor(indices)
    case.tensor("input", input)
    case.results({"output": module(input)}, {}, module)


def layer_norm(name, rows, normalized_shape, dtype, special=None, **options):
    options = dict(eps=1e-5, elementwise_affine=True, bias=True) | options
    case, module = construct(name, torch.nn.LayerNorm, dict(normalized_shape=normalized_shape), options, dtype)
    with torch.no_grad():
        for key, parameter in module.named_parameters():  # ones and zeros would prove little
            parameter.copy_(case.formula(key, parameter.shape, dtype))
    input = case.formula("input", (*rows, *normalized_shape), dtype, special=special).requires_grad_()
    case.results({"output": module(input)}, {"input": input}, module)


far = {(1, j): 1000.5 + j / 4 for j in range(8)}
for dtype in torch.float32, torch.float64:
    linear("linear", 5, 3, (4,), dtype)
    linear("linear-nobias", 8, 1, (2, 3), dtype, bias=False)
    linear("linear-vector", 3, 17, (), dtype)
    linear("linear-empty", 3, 2, (0,), dtype)
    for in_features in (2, 6, 7, 10, 33):  # the bound of the weights is a matter of rounding
        linear(f"linear-i{in_features}", in_features, 2, (1,), dtype)
    embedding("embedding", [[1, 2, 4, 5], [4, 3, 2, 9]], dtype)
    embedding("embedding-padding0", [[0, 2, 0, 5], [5, 5, 2, 9]], dtype, padding_idx=0)
    embedding("embedding-padding-1", [9, 9, 0, 8, 3], dtype, padding_idx=-1)
    layer_norm("layer_norm", (3, 2), (5,), dtype)
    layer_norm("layer_norm-two-axes", (3,), (2, 5), dtype)
    layer_norm("layer_norm-plain", (4,), (6,), dtype, elementwise_affine=False)
    layer_norm("layer_norm-nobias-eps", (4,), (6,), dtype, bias=False, eps=0.01)
    layer_norm("layer_norm-one", (4,), (1,), dtype)
    layer_norm("layer_norm-constant-row", (3,), (4,), dtype, special={(1, j): 0.75 for j in range(4)})
    layer_norm("layer_norm-far-from-zero", (3,), (8,), dtype, special=far)

file.save()
