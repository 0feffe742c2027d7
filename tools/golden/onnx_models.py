"""Writes ONNX models and what ONNX Runtime computes with them, for rnn4j-io to compare with.

`operators.zip` has one model of a recurrent node for each of many options, drawn at random from a
fixed seed, and beside each `NNN.onnx` its inputs and outputs as `NNN.safetensors`. Where ONNX Runtime
lacks something that the operator has, it runs a model that is the same function: the one that is not
batch-first, or the one of single precision.

`places.onnx` has recurrent nodes in nested graphs and functions, with weights that come from
initialisers by way of other nodes, in every type and form of storage; `places.safetensors` has the
weights as ONNX's own reference evaluates them.
"""

import io
import pathlib
import zipfile

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import save

RESOURCES = pathlib.Path(__file__).parents[2] / "rnn4j-io/src/test/resources/rnn4j/io/onnx"
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
FUNCTIONS = {"LSTM": 3, "GRU": 2, "RNN": 1}
# Number of coefficients of each activation.
COEFFICIENTS = {
    "Relu": 0, "Tanh": 0, "Sigmoid": 0, "Affine": 2, "LeakyRelu": 1, "ThresholdedRelu": 1,
    "ScaledTanh": 2, "HardSigmoid": 2, "Elu": 1, "Softsign": 0, "Softplus": 0,
}  # fmt: skip


def model(nodes, inputs, outputs, initializers, opset=14, functions=(), domains=()):
    """Returns a checked model; `inputs` and `outputs` are name, type, dimensions."""
    graph = helper.make_graph(
        nodes,
        "graph",
        [helper.make_tensor_value_info(*value) for value in inputs],
        [helper.make_tensor_value_info(*value) for value in outputs],
        initializers,
    )
    opsets = [helper.make_opsetid("", opset), *(helper.make_opsetid(d, 1) for d in domains)]
    made = helper.make_model(
        graph, opset_imports=opsets, functions=list(functions), ir_version=8, producer_name="rnn4j"
    )
    onnx.checker.check_model(made)
    return made


def draw_attributes(random, op, directions):
    """Returns attributes other than the direction."""
    attributes = {}
    if random.random() < 0.3:
        attributes["clip"] = float(np.float32(random.uniform(0.2, 2)))
    if op == "LSTM" and random.random() < 0.25:
        attributes["input_forget"] = 1
    if op == "GRU" and random.random() < 0.5:
        attributes["linear_before_reset"] = 1
    if random.random() < 0.5:
        names = random.choice(list(COEFFICIENTS), FUNCTIONS[op] * directions).tolist()
        alphas, betas = [], []
        for name in names:
            if COEFFICIENTS[name] > 0:
                alphas.append(float(np.float32(random.uniform(-0.4, 0.6))))
            if COEFFICIENTS[name] > 1:
                betas.append(float(np.float32(random.uniform(-0.4, 0.6))))
        attributes["activations"] = names
        if alphas:
            attributes["activation_alpha"] = alphas
        if betas:
            attributes["activation_beta"] = betas
    return attributes


def operator_case(seed):
    """Returns a model's bytes and its tensors by name."""
    random = np.random.default_rng(seed)

    def uniform(*shape):
        return random.uniform(-0.7, 0.7, shape).astype(np.float32)

    op = ["LSTM", "GRU", "RNN"][seed % 3]
    direction = str(random.choice(["forward", "reverse", "bidirectional"]))
    d = 2 if direction == "bidirectional" else 1
    t, n, i, h = (int(random.integers(1, high)) for high in (7, 5, 6, 9))
    attributes = {"hidden_size": h, "direction": direction} | draw_attributes(random, op, d)
    weights = {"W": uniform(d, GATES[op] * h, i), "R": uniform(d, GATES[op] * h, h)}
    if random.random() < 0.8:
        weights["B"] = uniform(d, 2 * GATES[op] * h)
    given = {"X": 2 * uniform(t, n, i)}
    if random.random() < 0.5:
        given["sequence_lens"] = random.integers(0, t + 1, n).astype(np.int32)
    if random.random() < 0.6:
        given["initial_h"] = uniform(d, n, h)
    if op == "LSTM" and random.random() < 0.6:
        given["initial_c"] = uniform(d, n, h)
    if op == "LSTM" and random.random() < 0.4:
        weights["P"] = uniform(d, 3 * h)
    batch_first = random.random() < 0.25
    element = str(random.choice(["float32", "float64", "float16"], p=[0.7, 0.15, 0.15]))
    if element == "float16":  # so that both models have the same weights
        weights = {k: v.astype(np.float16).astype(np.float32) for k, v in weights.items()}

    names = ["X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P"]
    present = [name if name in weights | given else "" for name in names]
    outputs = ["Y", "Y_h"] + (["Y_c"] if op == "LSTM" else [])

    def make(dtype, layout):
        kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
        node = helper.make_node(
            op, present[: 8 if op == "LSTM" else 6], outputs, name=f"{op}_{seed}", layout=layout,
            **attributes,
        )  # fmt: skip
        inputs = [
            (name, TensorProto.INT32 if value.ndim == 1 else kind, [None] * value.ndim)
            for name, value in given.items()
        ]
        stored = [numpy_helper.from_array(v.astype(dtype), k) for k, v in weights.items()]
        out = [(name, kind, [None] * (4 if name == "Y" else 3)) for name in outputs]
        return model([node], inputs, out, stored)

    session = onnxruntime.InferenceSession(make(np.float32, 0).SerializeToString())
    computed = dict(zip(outputs, session.run(None, given)))
    tensors = given | computed
    if batch_first:
        axes = {"X": (1, 0, 2), "Y": (2, 0, 1, 3)}
        tensors = {
            name: value if value.ndim == 1 else value.transpose(axes.get(name, (1, 0, 2)))
            for name, value in tensors.items()
        }
    tensors = {name: value.astype(np.float32, order="C") for name, value in tensors.items()}
    return make(element, int(batch_first)).SerializeToString(), tensors


def operators(count):
    """Returns the bytes of a zip file; its times are fixed so that the same bytes come again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for seed in range(count):
            content, tensors = operator_case(seed)
            for name, data in ((f"{seed:03}.onnx", content), (f"{seed:03}.safetensors", save(tensors))):
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def typed(name, array, data_type):
    """Returns a tensor with its elements as numbers of the wire form instead of raw bytes."""
    if data_type == TensorProto.BFLOAT16:
        bits = (array.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
        tensor = TensorProto(name=name, data_type=data_type, dims=array.shape)
        tensor.int32_data.extend(bits.ravel().tolist())
        return tensor
    return helper.make_tensor(name, data_type, array.shape, array.ravel().tolist())


def places():
    """Returns a model with recurrent nodes in all sorts of places, and their weights."""
    random = np.random.default_rng(7)

    def uniform(*shape):
        # Multiples of 1/64, so that half precision and bfloat16 hold them too.
        return (random.integers(-64, 64, shape) / 64).astype(np.float32)

    x, h = 3, 2
    expected, initializers = {}, []

    def store(name, array, data_type=None):
        made = (
            numpy_helper.from_array(array, name)
            if data_type is None
            else typed(name, array, data_type)
        )
        initializers.append(made)

    def integers(name, *values):
        return helper.make_node("Constant", [], [name], value_ints=list(values))

    def lstm(name, source, hidden=h, w=None, r=None, b=None, **attributes):
        inputs = [source, w or f"{name}_W", r or f"{name}_R", b or f"{name}_B"]
        return helper.make_node(
            "LSTM", inputs, [f"{name}_Y", f"{name}_Yh"], name=name, hidden_size=hidden, **attributes
        )

    def remember(name, w, r, b=None):
        expected[f"{name}.W"], expected[f"{name}.R"] = w, r
        if b is not None:
            expected[f"{name}.B"] = b

    # Weights as PyTorch's exporters leave them: gates cut from stored ones, put in order, unsqueezed.
    w, r, b = uniform(4 * h, x), uniform(4 * h, h), uniform(8 * h)
    store("torch_ih", w)
    store("torch_hh", r)
    store("torch_b", b[: 4 * h])
    store("torch_bb", b[4 * h :])
    nodes = [integers("zero", 0), integers("one", 1)]
    cuts = {"i": 0, "f": 1, "g": 2, "o": 3}
    for gate, k in cuts.items():
        nodes += [integers(f"from_{gate}", k * h), integers(f"to_{gate}", (k + 1) * h)]
    for value in ("torch_ih", "torch_hh", "torch_b", "torch_bb"):
        for gate in cuts:
            nodes.append(
                helper.make_node(
                    "Slice", [value, f"from_{gate}", f"to_{gate}", "zero"], [f"{value}_{gate}"]
                )
            )
        parts = [f"{value}_{gate}" for gate in "iofg"]
        nodes.append(helper.make_node("Concat", parts, [f"{value}_iofg"], axis=0))
    nodes += [
        helper.make_node("Unsqueeze", ["torch_ih_iofg", "zero"], ["sliced_W"]),
        helper.make_node("Unsqueeze", ["torch_hh_iofg", "zero"], ["sliced_R"]),
        helper.make_node("Concat", ["torch_b_iofg", "torch_bb_iofg"], ["torch_b_all"], axis=0),
        helper.make_node("Unsqueeze", ["torch_b_all", "zero"], ["sliced_B"]),
        lstm("sliced", "X"),
    ]
    order = [0, 3, 1, 2]
    pick = lambda a: np.concatenate([np.split(a, 4)[k] for k in order])[None]  # noqa: E731
    remember("sliced", pick(w), pick(r), np.concatenate([pick(b[: 4 * h]), pick(b[4 * h :])], 1))

    # Types and forms of storage: the elements of each are the same.
    w, r, b = uniform(1, 4 * h, x), uniform(1, 4 * h, h), uniform(1, 8 * h)
    for kind in ("FLOAT", "DOUBLE", "FLOAT16", "BFLOAT16"):
        code = getattr(TensorProto, kind)
        for form in ("raw", "typed"):
            name = f"{kind.lower()}_{form}"
            for letter, array in (("W", w), ("R", r), ("B", b)):
                if form == "typed":
                    store(f"{name}_{letter}_stored", array, code)
                else:
                    initializers.append(
                        helper.make_tensor(
                            f"{name}_{letter}_stored", code, array.shape,
                            array.astype(helper.tensor_dtype_to_np_dtype(code)).tobytes(),
                            raw=True,
                        )
                    )  # fmt: skip
                nodes.append(
                    helper.make_node(
                        "Cast", [f"{name}_{letter}_stored"], [f"{name}_{letter}"], to=TensorProto.FLOAT
                    )
                )
            nodes.append(lstm(name, "X"))
            remember(name, w, r, b)

    # Every other rearrangement.
    w, r, b = uniform(1, 4 * h, x), uniform(1, 4 * h, h), uniform(1, 8 * h)
    store("moved_a", np.ascontiguousarray(w[0].T))
    store("moved_b", np.concatenate([np.zeros((1, h, 4 * h), np.float32), r.transpose(0, 2, 1)], 1))
    store("moved_c", b.reshape(8, h)[::-1].copy())
    nodes += [
        helper.make_node("Transpose", ["moved_a"], ["moved_a1"]),
        helper.make_node("Identity", ["moved_a1"], ["moved_a2"]),
        helper.make_node("Constant", [], ["moved_shape"], value_ints=[1, 0, -1]),
        helper.make_node("Unsqueeze", ["moved_a2", "zero"], ["moved_a3"]),
        helper.make_node("Constant", [], ["moved_same"], value_ints=[0, 0, -1]),
        helper.make_node("Reshape", ["moved_a3", "moved_same"], ["moved_W"]),
        helper.make_node("Split", ["moved_b"], ["moved_b1", "moved_b2"], axis=1),
        helper.make_node("Unsqueeze", ["moved_b2", "zero"], ["moved_b3"]),
        helper.make_node("Squeeze", ["moved_b3", "zero"], ["moved_b4"]),
        helper.make_node("Transpose", ["moved_b4"], ["moved_R"], perm=[0, 2, 1]),
        integers("last", -1),
        integers("before", -(2**63)),
        helper.make_node("Slice", ["moved_c", "last", "before", "zero", "last"], ["moved_c1"]),
        helper.make_node("Flatten", ["moved_c1"], ["moved_B"], axis=0),
        lstm("moved", "X"),
    ]
    remember("moved", w, r, b)

    # Nested graphs, which see the names around them and have their own.
    w, r, b = uniform(1, 4 * h, x), uniform(1, 4 * h, h), uniform(1, 8 * h)
    store("outer_W", w)
    outer_r = numpy_helper.from_array(r, "inner_R")
    y = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [None] * 4)  # noqa: E731
    inner = helper.make_graph(
        [
            helper.make_node("Constant", [], ["inner_B"], value=numpy_helper.from_array(b, "b")),
            lstm("deep", "X", w="outer_W", r="inner_R", b="inner_B"),
        ],
        "inner",
        [],
        [y("deep_Y")],
        [outer_r],
    )
    other = helper.make_graph([lstm("deep", "X", w="outer_W", r="outer_R", b="sliced_B")], "other", [], [y("deep_Y")])
    other_r = uniform(1, 4 * h, h)
    store("outer_R", other_r)
    within = helper.make_graph(
        [helper.make_node("If", ["yes"], ["in_Y"], name="choice", then_branch=inner, else_branch=other)],
        "within", [], [y("in_Y")],
    )  # fmt: skip
    store("yes", np.array(True))
    nodes.append(
        helper.make_node(
            "If", ["yes"], ["nested_Y"], name="outside", then_branch=within,
            else_branch=helper.make_graph(
                [helper.make_node("Identity", ["float_raw_Y"], ["else_Y"])], "plain", [], [y("else_Y")]
            ),
        )
    )  # fmt: skip
    remember("outside.then_branch/choice.then_branch/deep", w, r, b)
    remember("outside.then_branch/choice.else_branch/deep", w, other_r, expected["sliced.B"])

    # Functions: a weight given by the caller, a size as an attribute, one function in another.
    inside = helper.make_function(
        "rnn4j.test", "Inside", ["x", "w", "r"], ["out"],
        [
            helper.make_node("Transpose", ["r"], ["turned"], perm=[0, 2, 1]),
            onnx.parser.parse_node("out, last = GRU <hidden_size: int = @size, linear_before_reset = 1> (x, w, turned)"),
        ],
        [helper.make_opsetid("", 14)], attributes=["size"],
    )  # fmt: skip
    inside.node[1].name = "gru"
    outside = helper.make_function(
        "rnn4j.test", "Outside", ["x", "r"], ["out"],
        [
            helper.make_node("Constant", [], ["w"], value=numpy_helper.from_array(uniform(1, 3 * h, x), "w")),
            onnx.parser.parse_node("out = rnn4j.test.Inside <size: int = @width> (x, w, r)"),
        ],
        [helper.make_opsetid("", 14), helper.make_opsetid("rnn4j.test", 1)], attributes=["width"],
    )  # fmt: skip
    outside.node[1].name = "inner_call"
    function_w = numpy_helper.to_array(outside.node[0].attribute[0].t)
    for call in ("first", "second"):
        r = uniform(1, 3 * h, h)
        store(f"{call}_r", np.ascontiguousarray(r.transpose(0, 2, 1)))
        node = helper.make_node("Outside", ["X", f"{call}_r"], [f"{call}_Y"], name=call, domain="rnn4j.test", width=h)
        nodes.append(node)
        remember(f"{call}/inner_call/gru", function_w, r)

    # Weights that the model computes are none of ours, but the other nodes can be read all the same.
    nodes += [
        helper.make_node("Mul", ["outer_W", "X1"], ["computed_W"]),
        lstm("computed", "X", r="outer_R", b="sliced_B"),
    ]
    outs = [n.output[0] for n in nodes if n.op_type == "LSTM"] + ["nested_Y", "first_Y", "second_Y"]
    made = model(
        nodes,
        [("X", TensorProto.FLOAT, ["time", "batch", x]), ("X1", TensorProto.FLOAT, [1])],
        [(name, TensorProto.FLOAT, [None] * 4) for name in outs],
        initializers,
        functions=[inside, outside],
        domains=["rnn4j.test"],
    )
    data = uniform(4, 2, x)
    session = onnxruntime.InferenceSession(made.SerializeToString())
    results = session.run(outs, {"X": data, "X1": np.ones(1, np.float32)})
    tensors = {f"weights:{k}": np.ascontiguousarray(v.astype(np.float32)) for k, v in expected.items()}
    tensors |= {"X": data} | {f"Y:{k}": v for k, v in zip(outs, results)}
    return made.SerializeToString(), tensors


if __name__ == "__main__":
    onnxruntime.set_default_logger_severity(4)
    RESOURCES.mkdir(parents=True, exist_ok=True)
    (RESOURCES / "operators.zip").write_bytes(operators(180))
    content, tensors = places()
    (RESOURCES / "places.onnx").write_bytes(content)
    (RESOURCES / "places.safetensors").write_bytes(save(tensors))
