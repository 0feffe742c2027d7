"""Writes models with Keras and what Keras computes with them, for rnn4j to compare with.

`models.zip` has one model of many recurrent layers side by side in the three forms that Keras saves,
`model.keras`, `model.h5` and `model.weights.h5`, and in the forms of older versions, written here by
hand: `keras2.h5` (names and `hard_sigmoid` of Keras 2), `cudnn.h5` (layers `CuDNNLSTM` and
`CuDNNGRU`). `outputs.safetensors` has their input `x` and each layer's outputs: `name` is that of
`return_sequences=False` or True as the layer says, `name.states.0` and so on its states, and
`name.masked` the output with a mask of `lengths`.
"""

import io
import json
import os
import pathlib
import tempfile
import zipfile

os.environ["KERAS_BACKEND"] = "jax"

import h5py
import keras
import numpy as np
from keras import layers
from safetensors.numpy import save

RESOURCES = pathlib.Path(__file__).parents[2] / "rnn4j-io/src/test/resources/rnn4j/io/keras"
BATCH, TIME, FEATURES = 3, 5, 3
LENGTHS = [5, 2, 3]


def recurrent_layers():
    """Returns layers of all kinds; every name says what is special about it."""
    seq = {"return_sequences": True}
    return [
        layers.LSTM(4, name="lstm_last"),
        layers.LSTM(4, **seq, name="lstm"),
        layers.LSTM(4, **seq, go_backwards=True, name="lstm_backwards"),
        layers.LSTM(3, **seq, use_bias=False, activation="relu", name="lstm_relu"),
        layers.LSTM(3, **seq, recurrent_activation="hard_sigmoid", activation="softsign", name="lstm_hard"),
        layers.LSTM(2, **seq, unit_forget_bias=False, activation="elu", recurrent_activation="hard_tanh", name="lstm_elu"),
        layers.GRU(4, **seq, name="gru"),
        layers.GRU(4, **seq, reset_after=False, name="gru_before"),
        layers.GRU(3, **seq, reset_after=False, use_bias=False, activation="silu", name="gru_silu"),
        layers.GRU(3, use_bias=False, recurrent_activation="hard_sigmoid", name="gru_last"),
        layers.GRU(2, **seq, activation="selu", recurrent_activation="linear", name="gru_selu"),
        layers.SimpleRNN(4, **seq, name="simple"),
        layers.SimpleRNN(2, activation="leaky_relu", go_backwards=True, **seq, name="simple_leaky"),
        layers.SimpleRNN(2, activation="relu6", name="simple_relu6"),
        layers.RNN(layers.LSTMCell(3, activation="softplus"), **seq, name="rnn_of_cell"),
        layers.Bidirectional(layers.LSTM(3, **seq), name="both"),
        layers.Bidirectional(layers.LSTM(3), name="both_last"),
        layers.Bidirectional(layers.GRU(3, **seq), merge_mode="sum", name="both_sum"),
        layers.Bidirectional(layers.GRU(3, **seq, reset_after=False), merge_mode="mul", name="both_mul"),
        layers.Bidirectional(layers.SimpleRNN(3, **seq), merge_mode="ave", name="both_ave"),
        layers.Bidirectional(
            layers.LSTM(3, **seq, name="ahead"),
            backward_layer=layers.LSTM(2, **seq, go_backwards=True, activation="sigmoid", name="back"),
            name="both_different",
        ),
    ]  # fmt: skip


def uniform(random, *shape):
    return random.uniform(-0.8, 0.8, shape).astype(np.float32)


def outputs(layer, x):
    """Returns what a layer computes, by what is added to its name."""
    mask = np.arange(TIME)[None] < np.array(LENGTHS)[:, None]
    found = {"": layer(x), ".masked": layer(x, mask=mask)}
    clone = type(layer).from_config(layer.get_config())
    if isinstance(clone, layers.Bidirectional):
        clone.forward_layer.return_state = clone.backward_layer.return_state = True
        clone.return_state = True
    else:
        clone.return_state = True
    clone(x)
    clone.set_weights(layer.get_weights())
    for i, state in enumerate(clone(x)[1:]):
        found[f".states.{i}"] = state
    return {key: np.ascontiguousarray(np.asarray(value), np.float32) for key, value in found.items()}


def saved(model, name):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        if name.endswith(".weights.h5"):
            model.save_weights(path)
        else:
            model.save(path)
        return path.read_bytes()


def hdf5(version, model_layers, weights):
    """Returns a file in the layout of Keras 2: layers are (class, config), weights by group and name."""
    stream = io.BytesIO()
    with h5py.File(stream, "w") as file:
        config = {
            "class_name": "Sequential",
            "config": {"name": "m", "layers": [{"class_name": c, "config": o} for c, o in model_layers]},
        }
        file.attrs["model_config"] = json.dumps(config).encode()
        file.attrs["keras_version"] = version.encode()
        file.attrs["backend"] = b"tensorflow"
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = np.array([g.encode() for g in weights])
        for group, named in weights.items():
            made = root.create_group(group)
            # In two parts, as Keras does with lists that are too long for one attribute.
            names = [n.encode() for n in named]
            made.attrs["weight_names0"] = np.array(names[:1])
            made.attrs["weight_names1"] = np.array(names[1:])
            for weight, value in named.items():
                made[weight] = value
    return stream.getvalue()


def keras2(random, x, results):
    """A model of Keras 2.2: hard_sigmoid by default, weights without the cell's name."""
    w = [uniform(random, FEATURES, 16), uniform(random, 4, 16), uniform(random, 16)]
    g = [uniform(random, FEATURES, 9), uniform(random, 3, 9), uniform(random, 9)]
    hard = lambda v: keras.ops.clip(0.2 * v + 0.5, 0, 1)  # noqa: E731
    for layer, weights in (
        (layers.LSTM(4, recurrent_activation=hard, return_sequences=True), w),
        (layers.GRU(3, recurrent_activation=hard, reset_after=False), g),
    ):
        layer(x)
        layer.set_weights(weights)
        results["keras2." + type(layer).__name__] = np.asarray(layer(x))
    common = {"use_bias": True, "go_backwards": False, "stateful": False}
    hard = {"activation": "tanh", "recurrent_activation": "hard_sigmoid"}
    return hdf5(
        "2.2.4",
        [
            ("LSTM", {"name": "LSTM", "units": 4, "return_sequences": True, **hard, **common}),
            ("GRU", {"name": "GRU", "units": 3, "return_sequences": False, **hard, **common}),
        ],
        {
            "LSTM": dict(zip(("LSTM_1/kernel:0", "LSTM_1/recurrent_kernel:0", "LSTM_1/bias:0"), w)),
            "GRU": dict(zip(("GRU/kernel:0", "GRU/recurrent_kernel:0", "GRU/bias:0"), g)),
        },
    )


def cudnn_layout(kernel, recurrent, gates):
    """Returns kernels as CuDNN's layers have them: each gate's elements in the order of CuDNN."""
    turn = lambda k: np.ascontiguousarray(k.T).reshape(k.shape)  # noqa: E731
    return (
        np.hstack([turn(k) for k in np.split(kernel, gates, 1)]),
        np.hstack([k.T for k in np.split(recurrent, gates, 1)]),
    )


def cudnn(random, x, results):
    w = [uniform(random, FEATURES, 16), uniform(random, 4, 16), uniform(random, 32)]
    g = [uniform(random, FEATURES, 9), uniform(random, 3, 9), uniform(random, 18)]
    lstm = layers.LSTM(4, return_sequences=True)
    gru = layers.GRU(3, return_sequences=True, reset_after=True)
    lstm(x)
    lstm.set_weights([w[0], w[1], w[2][:16] + w[2][16:]])
    gru(x)
    gru.set_weights([g[0], g[1], g[2].reshape(2, 9)])
    results["cudnn.CuDNNLSTM"], results["cudnn.CuDNNGRU"] = np.asarray(lstm(x)), np.asarray(gru(x))
    w[:2], g[:2] = cudnn_layout(w[0], w[1], 4), cudnn_layout(g[0], g[1], 3)
    config = {"return_sequences": True, "go_backwards": False, "stateful": False}
    names = ("kernel:0", "recurrent_kernel:0", "bias:0")
    return hdf5(
        "2.2.4",
        [
            ("CuDNNLSTM", {"name": "CuDNNLSTM", "units": 4, **config}),
            ("CuDNNGRU", {"name": "CuDNNGRU", "units": 3, **config}),
        ],
        {
            "CuDNNLSTM": dict(zip((f"cu_dnnlstm/{n}" for n in names), w)),
            "CuDNNGRU": dict(zip((f"cu_dnngru/{n}" for n in names), g)),
        },
    )


def main():
    random = np.random.default_rng(5)
    keras.utils.set_random_seed(5)
    x = uniform(random, BATCH, TIME, FEATURES)
    source = keras.Input((TIME, FEATURES), name="x")
    made = recurrent_layers()
    # Some within a model of their own.
    inner_input = keras.Input((TIME, FEATURES))
    inner = keras.Model(
        inner_input,
        [layers.LSTM(2, return_sequences=True, name="inner_lstm")(inner_input),
         layers.Bidirectional(layers.GRU(2), name="inner_both")(inner_input)],
        name="inner",
    )  # fmt: skip
    model = keras.Model(source, [layer(source) for layer in made] + inner(source), name="model")
    for layer in made + [inner]:
        layer.set_weights([uniform(random, *w.shape) for w in layer.get_weights()])
    results = {"x": x, "lengths": np.array(LENGTHS, np.float32)}
    for layer in made + [inner.get_layer("inner_lstm"), inner.get_layer("inner_both")]:
        for key, value in outputs(layer, x).items():
            results[layer.name + key] = value
    files = {name: saved(model, name) for name in ("model.keras", "model.h5", "model.weights.h5")}
    files["keras2.h5"] = keras2(random, x, results)
    files["cudnn.h5"] = cudnn(random, x, results)
    files["outputs.safetensors"] = save(
        {k: np.ascontiguousarray(v, np.float32) for k, v in results.items()}
    )
    RESOURCES.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(RESOURCES / "models.zip", "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    main()
