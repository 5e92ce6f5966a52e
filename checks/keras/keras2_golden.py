"""Models that Keras 2 wrote: tf-backend/src/test/resources/golden2/<case>/.

Keras 2 is `tf_keras`, which goes beside the Keras of requirements.txt without its own dependencies; `run` puts it into .keras2. The
committed folders were made by `.venv/bin/python keras2_golden.py`; keras2_check.py compares them with what Keras 2 does now.

Each folder has model.json (`to_json`), weights.h5 (`save_weights`, Keras 2's layout) and arrays.npz with input_i and the output_i
that Keras 2 predicted. Compiled models have, in place of weights.h5, model.h5 (`save`, after a few steps), and among the arrays
target_i, the losses of further steps (next_losses) and what they lead to (next_output_i). older.json is the same model in the
spellings of Keras 2.0 to 2.4, which no Keras of today writes: the functions below make it of model.json.
"""
import copy
import json
import os
import shutil
import sys
from pathlib import Path

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

sys.path.append(str(Path(__file__).resolve().parent / ".keras2"))

import h5py  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
import tf_keras as keras  # noqa: E402

from store import write_arrays  # noqa: E402

L = keras.layers
ROOT = Path(__file__).resolve().parents[2] / "tf-backend/src/test/resources/golden2"
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def functional(inputs, outputs, **kwargs):
    return keras.Model(inputs, outputs, **kwargs)


@case
def sequential_dense():
    return keras.Sequential([
        L.Dense(5, activation="relu", input_shape=(4,), kernel_regularizer="l2",
                kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_in", "untruncated_normal")),
        L.BatchNormalization(), L.Dropout(0.3), L.LeakyReLU(0.2),
        L.Dense(3, activation="softmax", bias_constraint=keras.constraints.MaxNorm(2),
                activity_regularizer=keras.regularizers.L1L2(0.01, 0.02))])


@case
def sequential_convolution():
    return keras.Sequential([
        keras.Input((8, 8, 2)), L.Conv2D(3, 3, padding="same", activation="swish"), L.MaxPooling2D(),
        L.DepthwiseConv2D(3), L.SeparableConv2D(4, 2), L.Conv2DTranspose(2, 2, strides=2), L.UpSampling2D(),
        L.ZeroPadding2D(1), L.Cropping2D(1), L.SpatialDropout2D(0.2), L.GlobalAveragePooling2D(), L.Dense(2)])


@case
def sequential_deferred():
    model = keras.Sequential([L.Dense(4, activation="elu"), L.LayerNormalization(), L.Dense(2)])
    model.build((None, 3))
    return model


@case
def sequential_words():
    return keras.Sequential([L.Embedding(12, 3, input_length=5, mask_zero=True), L.LSTM(4), L.Dense(2)])


@case
def recurrent():
    x = keras.Input((6, 3))
    y = L.Bidirectional(L.GRU(3, return_sequences=True))(x)
    y = L.TimeDistributed(L.Dense(4, activation="hard_sigmoid"))(y)
    y = L.RNN([L.LSTMCell(3), L.GRUCell(2)], return_sequences=True)(y)
    return functional(x, L.SimpleRNN(3)(y))


@case
def recurrent_masked():
    x = keras.Input((6, 3))
    y = L.Masking()(x)
    y = L.Bidirectional(L.LSTM(3, recurrent_activation="hard_sigmoid", return_sequences=True))(y)
    return functional(x, L.GRU(3, reset_after=False)(y))


@case
def recurrent_states():
    x, h, c = keras.Input((5, 3)), keras.Input((4,)), keras.Input((4,))
    y, a, b = L.LSTM(4, return_state=True, return_sequences=True)(x, initial_state=[h, c])
    z = L.GRU(4)(y, initial_state=a)
    return functional([x, h, c], [z, b])


@case
def convolution_lstm():
    x = keras.Input((3, 6, 6, 2))
    return functional(x, L.ConvLSTM2D(2, 3)(x))


@case
def branches():
    x, y = keras.Input((4,), name="left"), keras.Input((4,), name="right")
    a, b = L.Dense(3)(x), L.Dense(3)(y)
    z = L.Concatenate()([L.Add()([a, b]), L.Multiply()([a, b]), L.Subtract()([a, b]), L.Maximum()([a, b]),
                         L.Average()([a, b]), L.Dot(1)([a, b])])
    return functional([x, y], [L.Dense(2, name="first")(z), L.Dense(1, name="second")(z)])


@case
def shared():
    x, y = keras.Input((4,)), keras.Input((4,))
    twice = L.Dense(3, activation="tanh")
    normal = L.BatchNormalization(axis=-1)
    return functional([x, y], L.Dense(2)(L.Concatenate()([normal(twice(x)), twice(y)])))


@case
def nested():
    i = keras.Input((3,))
    inner = functional(i, L.Dense(3)(L.BatchNormalization()(L.Dense(4, activation="relu")(i))), name="inner")
    chain = keras.Sequential([keras.Input((3,)), L.Dense(3), L.BatchNormalization()], name="chain")
    x, y = keras.Input((3,)), keras.Input((3,))
    z = L.Add()([inner(x), chain(inner(y))])
    return functional([x, y], [inner(z), chain(z), z])


@case
def nested_frozen():
    i = keras.Input((3,))
    a = L.Dense(3, trainable=False)(i)
    inner = functional(i, L.Dense(3)(L.BatchNormalization()(a)), name="inner")
    frozen = keras.Sequential([keras.Input((3,)), L.Dense(3), L.BatchNormalization(), inner], name="frozen")
    frozen.trainable = False
    x = keras.Input((3,))
    return functional(x, L.Dense(2)(frozen(inner(x))))


@case
def nested_outputs():
    i, j = keras.Input((3,)), keras.Input((2,))
    inner = functional([i, j], [L.Dense(2)(i), L.Dense(3)(L.Concatenate()([i, j]))], name="two")
    x, y = keras.Input((3,)), keras.Input((2,))
    a, b = inner([x, y])
    c, _ = inner([b, a])
    return functional([x, y], [c, a])


@case
def dictionaries():
    x, y = keras.Input((3,), name="x"), keras.Input((2,), name="y")
    z = L.Concatenate()([x, y])
    return functional({"x": x, "y": y}, {"p": L.Dense(2, name="p")(z), "q": L.Dense(1, name="q")(z)})


@case
def attention():
    x, y = keras.Input((5, 4)), keras.Input((3, 4))
    z = L.MultiHeadAttention(2, 3)(x, y, key=y)
    z = L.LayerNormalization()(L.Add()([x, z]))
    z = L.MultiHeadAttention(2, 3, value_dim=2)(z, z, use_causal_mask=True)
    return functional([x, y], L.Attention(use_scale=True)([z, y, y]))


@case
def arithmetic():
    x = keras.Input((4,))
    y = L.Dense(4, activation="tanh")(x)
    z = 2.0 - y * 3 + x / 2.0 - (-y) ** 2
    z = tf.where(y > 0, z, tf.stop_gradient(1 / (2 + tf.exp(y))))
    return functional(x, [tf.concat([x, z], -1), tf.minimum(z, 0.3), tf.math.squared_difference(x, y), tf.abs(y),
                          tf.cast(y > x, "float32"), tf.clip_by_value(x, -0.5, 0.5), tf.math.l2_normalize(x, -1),
                          tf.one_hot(tf.argmax(x, -1), 4), tf.add_n([x, y, z]), tf.nn.leaky_relu(x),
                          tf.nn.gelu(x), tf.nn.softmax(y)])


@case
def shapes():
    x = keras.Input((2, 6))
    y = tf.reshape(x, [tf.shape(x)[0], 3, 4])
    a, b = tf.split(y, 2, axis=-1)
    c, _, d = tf.split(x, [1, 2, 3], axis=2)
    return functional(x, [tf.transpose(y, [0, 2, 1]), tf.expand_dims(a, 1), b[:, 1:, None], x[..., 0], x[:, -1], d,
                          tf.squeeze(tf.reduce_sum(y, 1, keepdims=True), 1), tf.stack([a, b], 1), tf.tile(c, [1, 2, 1]),
                          tf.pad(x, [[0, 0], [1, 1], [0, 2]]), tf.matmul(y, y, transpose_b=True),
                          tf.unstack(x, axis=1)[1], tf.reverse(x, [1]), tf.gather(x, [1, 0], axis=1),
                          tf.reduce_mean(x), tf.repeat(x, 2, axis=1), tf.roll(x, 1, 1)])


@case
def backend():
    x = keras.Input((3, 4))
    k = keras.backend
    y = k.mean(x, axis=1) + k.sqrt(k.abs(k.sum(x, axis=1))) - k.max(x, axis=1, keepdims=False)
    return functional(x, [y, k.concatenate([y, y], -1), k.batch_dot(x, k.permute_dimensions(x, (0, 2, 1))), k.softmax(y),
                          k.square(y), k.expand_dims(y, 1), k.l2_normalize(y, -1), k.relu(y), k.sigmoid(y)])


@case
def added():
    x = keras.Input((4,))
    y = L.Dense(3, name="out")(x)
    model = functional(x, y)
    model.add_loss(0.5 * tf.reduce_mean(tf.square(y)))
    model.add_metric(tf.abs(y), name="size", aggregation="mean")
    return model


@case
def activations():
    x = keras.Input((5,))
    names = ("elu selu gelu softplus softsign relu tanh sigmoid exponential hard_sigmoid swish linear mish "
             "softmax log_softmax").split()
    return functional(x, [L.Activation(name)(x) for name in names] + [
        L.ReLU(1.0, 0.1, 0.2)(x), L.ThresholdedReLU(0.3)(x), L.ELU(0.7)(x), L.PReLU()(x), L.Softmax()(x),
        L.Dense(2, activation=L.LeakyReLU(0.4))(x)])


@case
def preprocessing():
    x, words = keras.Input((4,)), keras.Input((3,), dtype="string")
    normal = L.Normalization(mean=[1.0, 2.0, 0.0, -1.0], variance=[1.0, 4.0, 0.5, 2.0])
    look = L.StringLookup(vocabulary=["a", "b", "c"])
    return functional([x, words], [L.Rescaling(0.5, -1.0)(normal(x)), L.Discretization([0.0, 1.0])(x),
                                   L.CategoryEncoding(4, output_mode="count")(look(words))])


@case
def normalizations():
    x = keras.Input((4, 6))
    y = L.GroupNormalization(3)(x)
    y = L.UnitNormalization()(L.LayerNormalization(axis=[1, 2])(y))
    y = L.experimental.SyncBatchNormalization()(y) if hasattr(L.experimental, "SyncBatchNormalization") else y
    return functional(x, L.EinsumDense("abc,cd->abd", (None, 3), bias_axes="d")(L.GaussianNoise(0.1)(y)))


@case
def volumes():
    x = keras.Input((4, 5, 6, 2))
    y = L.Conv3D(2, 2, groups=1)(x)
    y = L.Permute((2, 1, 3, 4))(L.AveragePooling3D(2, strides=1)(y))
    y = L.Reshape((-1, 4))(L.Conv3DTranspose(2, 2)(y))
    y = L.Conv1D(3, 2, padding="causal", dilation_rate=2)(y)
    return functional(x, L.Flatten()(L.Conv1DTranspose(2, 3)(L.GlobalMaxPooling1D(keepdims=True)(y))))


def compiled(optimizer, decay=0.0, loss="mse", metrics=("mae",), legacy=False):
    x = keras.Input((4,))
    y = L.BatchNormalization()(L.Dense(5, activation="tanh")(x))
    model = functional(x, L.Dense(1, activation="sigmoid")(y))
    home = keras.optimizers.legacy if legacy else keras.optimizers
    kwargs = {"decay": decay} if decay else {}
    model.compile(getattr(home, optimizer)(learning_rate=0.01, **kwargs), loss, metrics=list(metrics))
    return model


@case
def trained_adam():
    return compiled("Adam", loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1), metrics=("accuracy", "mse"))


@case
def trained_adam_legacy():
    return compiled("Adam", loss="binary_crossentropy", metrics=(keras.metrics.AUC(),), legacy=True)


@case
def trained_decay_legacy():
    return compiled("SGD", decay=0.1, metrics=(keras.metrics.MeanSquaredError(), "accuracy"), legacy=True)


@case
def trained_rmsprop():
    return compiled("RMSprop", loss=keras.losses.Huber())


@case
def trained_adagrad_legacy():
    return compiled("Adagrad", legacy=True)


@case
def trained_outputs():
    model = branches()
    model.compile("adam", {"first": "mse", "second": keras.losses.MeanAbsoluteError()},
                  loss_weights={"first": 1.0, "second": 0.5}, metrics={"first": ["mae"]})
    return model


def legacy(tree):
    """As Keras wrote until 2.12: no modules."""
    if isinstance(tree, dict):
        return {k: legacy(v) for k, v in tree.items() if k not in ("module", "registered_name", "build_config", "optional")}
    return [legacy(e) for e in tree] if isinstance(tree, list) else tree


def model_class(tree):
    """Until TensorFlow 2.3 a functional model was a Model."""
    tree = legacy(tree)
    if tree["class_name"] == "Functional":
        tree["class_name"] = "Model"
        tree["config"].pop("trainable", None)
    for layer in tree["config"]["layers"]:
        if "layers" in layer["config"]:
            layer.update(model_class(layer))
    return {**tree, "keras_version": "2.2.4-tf"} if "keras_version" in tree else tree


def bare_list(tree):
    """Keras 2.0 and 2.1: a Sequential is a list, its first layer says the shape of the input."""
    tree = legacy(tree)
    layers = [l for l in tree["config"]["layers"] if l["class_name"] != "InputLayer"]
    shape = [l for l in tree["config"]["layers"] if l["class_name"] == "InputLayer"][0]["config"]["batch_input_shape"]
    layers[0]["config"]["batch_input_shape"] = shape
    for layer in layers:
        for key, value in layer["config"].items():
            if isinstance(value, dict) and value.get("class_name") == "GlorotUniform":
                value.update(class_name="VarianceScaling", config={
                    "scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": None})
    return {"class_name": "Sequential", "config": layers, "keras_version": "2.1.6", "backend": "tensorflow"}


def versions(tree):
    """Class names of TensorFlow 1.14 to 2.0."""
    tree = model_class(tree)
    names = {"BatchNormalization": "BatchNormalizationV1", "LSTM": "LSTMV2", "GRU": "UnifiedGRU"}
    for layer in tree["config"]["layers"]:
        layer["class_name"] = names.get(layer["class_name"], layer["class_name"])
        for key, value in layer["config"].items():
            if key.endswith("initializer") and isinstance(value, dict):
                value["config"]["dtype"] = "float32"
        if "dtype" in layer["config"] and layer["class_name"] != "InputLayer":
            layer["config"]["dtype"] = {"class_name": "Policy", "config": {"name": "float32"}}
    return tree


def wrapped_calls(tree):
    """TensorFlow 2.4: the first argument of an op is in a list of its own."""
    tree = legacy(tree)
    for layer in tree["config"]["layers"]:
        if layer["class_name"].endswith("OpLambda"):
            layer["inbound_nodes"] = [[c] if isinstance(c[0], str) and c[0] != "_CONSTANT_VALUE" else c
                                      for c in layer["inbound_nodes"]]
    tree["keras_version"] = "2.4.0"
    return tree


def old_gru(tree):
    """Keras 2.1: no reset_after, which was false."""
    tree = model_class(tree)
    for layer in tree["config"]["layers"]:
        if layer["class_name"] == "GRU":
            assert layer["config"].pop("reset_after") is False
    return tree


OLD = {"sequential_dense": bare_list, "sequential_convolution": bare_list, "branches": model_class, "nested": model_class,
       "shared": versions, "recurrent_masked": old_gru, "arithmetic": wrapped_calls, "shapes": wrapped_calls,
       "recurrent": versions, "nested_outputs": model_class}


def cudnn(folder: Path) -> None:
    """LSTM and GRU as CuDNNLSTM and CuDNNGRU: the layout that Keras's loader takes apart, by its own inverse."""
    from tf_keras.src.saving.legacy import hdf5_format
    x = keras.Input((4, 3))
    a, b = L.LSTM(2, name="cu_dnnlstm"), L.GRU(3, name="cu_dnngru")
    model = functional(x, [a(x), b(x)])
    fill(model, np.random.default_rng(5))
    tree = legacy(json.loads(model.to_json()))
    keep = ("name trainable dtype return_sequences return_state go_backwards stateful units kernel_initializer "
            "recurrent_initializer bias_initializer unit_forget_bias").split()
    for layer in tree["config"]["layers"]:
        if layer["class_name"] in ("LSTM", "GRU"):
            layer["class_name"] = "CuDNN" + layer["class_name"]
            layer["config"] = {k: v for k, v in layer["config"].items() if k in keep}
    tree["keras_version"] = "2.2.4"
    write(model, folder, json.dumps(tree))
    with h5py.File(folder / "weights.h5", "a") as file:
        for layer in (a, b):
            group = file[layer.name]
            names = list(group.attrs["weight_names"])
            gates = 4 if layer is a else 3
            kernel, recurrent, bias = [group[n][()] for n in names]
            units = recurrent.shape[0]
            back = [k.T.reshape(-1).reshape(k.shape) for k in np.hsplit(kernel, gates)]
            split = np.random.default_rng(6).normal(size=(2, gates * units)).astype("float32")
            if layer is a:
                split[1] = bias - split[0]
            else:
                split = bias
            new = [np.hstack(back), np.hstack([r.T for r in np.hsplit(recurrent, gates)]), split.reshape(-1)]
            for name, value in zip(names, new):
                del group[name]
                group[name] = value.astype("float32")
            check = hdf5_format.preprocess_weights_for_loading(layer, new, original_keras_version="2")
            for w, c in zip(layer.get_weights(), check):
                assert np.allclose(w, c, atol=1e-6)


def fill(model, random) -> None:
    values = []
    for weight in model.weights:
        low, high = (0.5, 1.5) if "variance" in weight.name else (-0.8, 0.8)
        value = random.uniform(low, high, weight.shape)
        values.append(value.astype(weight.dtype.as_numpy_dtype) if weight.dtype.is_floating else weight.numpy())
    model.set_weights(values)


def inputs_of(model, random) -> list:
    arrays = []
    for tensor in tf.nest.flatten(model.inputs):
        shape = [2 if n is None else n for n in tensor.shape]
        if tensor.shape.rank == 2 and model.name.startswith("sequential") and isinstance(model.layers[0], L.Embedding):
            shape = [2, 5]
        if tensor.dtype == tf.string:
            arrays.append(random.choice(["a", "b", "c", "d"], shape))
        elif any(isinstance(layer, L.Embedding) for layer in model.layers):
            arrays.append(random.integers(0, 12, shape).astype("float32"))
        else:
            arrays.append(random.uniform(-1, 1, shape).astype("float32"))
    if any(isinstance(layer, L.Masking) for layer in model.layers):
        arrays[0][0, 4:] = 0
    return arrays


def write(model, folder: Path, text=None) -> None:
    random = np.random.default_rng(7)
    folder.mkdir(parents=True)
    (folder / "model.json").write_text((text or model.to_json()) + "\n")
    inputs = inputs_of(model, random)
    arrays = {f"input_{i}": a for i, a in enumerate(inputs)}
    feed = [tf.constant(a) for a in inputs]
    if isinstance(model.input, dict):
        feed = dict(zip(sorted(model.input), feed))
    elif len(feed) == 1:
        feed = feed[0]

    def predicted(prefix):
        outputs = tf.nest.flatten(model(feed, training=False))
        arrays.update({f"{prefix}_{i}": o.numpy() for i, o in enumerate(outputs)})
    if getattr(model, "optimizer", None):
        targets = [random.uniform(0, 1, (2, *o.shape[1:])).round().astype("float32") for o in model.outputs]
        arrays.update({f"target_{i}": a for i, a in enumerate(targets)})
        targets = targets[0] if len(targets) == 1 else targets
        for _ in range(3):
            model.train_on_batch(feed, targets)
        model.save(folder / "model.h5")
    else:
        model.save_weights(folder / "weights.h5")
    predicted("output")
    if getattr(model, "optimizer", None):
        losses = [model.train_on_batch(feed, targets, return_dict=True)["loss"] for _ in range(3)]
        arrays["next_losses"] = np.array(losses, "float32")
        predicted("next_output")
    write_arrays(folder / "arrays.npz", arrays)


def main() -> None:
    chosen = sys.argv[1:]
    for name, build in CASES.items():
        if chosen and name not in chosen:
            continue
        keras.backend.clear_session()
        keras.utils.set_random_seed(1)
        folder = ROOT / name
        shutil.rmtree(folder, ignore_errors=True)
        model = build()
        fill(model, np.random.default_rng(3))
        write(model, folder)
        if name in OLD:
            tree = OLD[name](copy.deepcopy(json.loads(model.to_json())))
            (folder / "older.json").write_text(json.dumps(tree) + "\n")
        print("wrote", name)
    if not chosen:
        keras.backend.clear_session()
        shutil.rmtree(ROOT / "cudnn", ignore_errors=True)
        cudnn(ROOT / "cudnn")


if __name__ == "__main__":
    main()
