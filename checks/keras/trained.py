"""Models that real Keras trained for a while and saved, with what it does next: for Lamina to load and to train on.

<case>/  model.keras, and in arrays.npz
         input_i, target_i  the one batch that every step sees
         output_i           what the saved model predicts
         next_losses        the losses of the next ten steps
         next_output_i      what it predicts behind them
         tolerance          of all this, where the model computes in narrow types
"""
from pathlib import Path

import numpy as np

from quiet_keras import keras
from record import feed, run
from store import write_arrays
import lamina_keras

layers, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential
BATCH, STEPS_BEFORE, STEPS_AFTER = 6, 3, 10


def functional():
    """Branches of unequal length, so that layers lie in the file in another order than they were called in."""
    x = Input((4,), name="x")
    short = layers.Dense(3, name="short")(x)
    long = layers.Dense(5, activation="sigmoid", name="long_1")(x)
    long = layers.Dense(3, activation="sigmoid", name="long_2")(long)
    model = Model(x, layers.Dense(2, name="head")(layers.Add()([short, long])), name="branches")
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


def sequential():
    model = Sequential([
        Input((6, 6, 2)), layers.Conv2D(4, 3, padding="same", name="conv"), layers.BatchNormalization(momentum=0.9),
        layers.Activation("relu"), layers.Flatten(), layers.Dense(3),
    ], name="plain")
    model.compile(keras.optimizers.SGD(0.02, momentum=0.9, nesterov=True), "mse")
    return model


def nested():
    """Models in models: one used twice, one that is Sequential, one with branches; all with layers of the same classes."""
    a = Input((3,), name="a")
    twice = Model(a, layers.Dense(3, activation="sigmoid", name="q")(layers.Dense(4, name="p")(a)), name="twice")
    chain = Sequential([Input((3,)), layers.Dense(4, activation="sigmoid"), layers.Dense(3)], name="chain")
    b = Input((3,), name="b")
    deep = layers.Dense(3, activation="sigmoid", name="deep_2")(layers.Dense(3, name="deep_1")(b))
    inner = Model(b, layers.Add()([layers.Dense(3, name="flat")(b), deep]), name="inner")
    x = Input((3,), name="x")
    y = layers.Dense(3, name="first")(x)
    y = chain(twice(y))
    y = inner(layers.Add()([y, twice(x)]))
    model = Model(x, layers.Dense(2, name="last")(y), name="nested")
    model.compile(keras.optimizers.AdamW(0.01, weight_decay=0.1), "mse")
    return model


def shared():
    """One layer called twice and another frozen; each has a younger sister of its class."""
    x, y = Input((4,), name="x"), Input((4,), name="y")
    twice = layers.Dense(3, activation="sigmoid", name="twice")
    frozen = layers.BatchNormalization(name="frozen")
    frozen.trainable = False
    z = layers.Concatenate()([frozen(twice(x)), layers.BatchNormalization(name="free")(twice(y))])
    model = Model([x, y], layers.Dense(2, name="head")(z), name="shared")
    model.compile(keras.optimizers.Adam(0.01, amsgrad=True), "mse")
    return model


def outputs():
    x = Input((4,), name="x")
    body = layers.Dense(5, activation="relu", name="body")(x)
    heads = [layers.Dense(2, name="left")(body), layers.Dense(3, name="right")(body)]
    model = Model(x, heads, name="outputs")
    model.compile(keras.optimizers.Adam(0.01), {"left": "mse", "right": "mae"}, loss_weights={"left": 1.0, "right": 0.5})
    return model


def spectral():
    """Kernels that are normalized in each step, before the optimizer changes them; metrics that are functions."""
    image = Input((6, 6, 2), name="image")
    y = layers.SpectralNormalization(layers.Conv2D(4, 3, strides=2, activation="relu", name="edges"), name="one")(image)
    y = layers.SpectralNormalization(layers.Dense(3, name="inner"), power_iterations=2, name="two")(layers.Flatten()(y))
    model = Model(image, layers.Dense(1, name="score")(y), name="spectral")
    model.compile(keras.optimizers.Adam(0.01), "mse", metrics=[keras.metrics.huber, keras.metrics.log_cosh, "mae"])
    return model


def vq_vae():
    image = Input((8, 8, 1), name="image")
    z = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu", name="encode")(image)
    q, _ = lamina_keras.VectorQuantizer(6, 4, name="quantize")(z)
    decoded = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu", name="decode")(q)
    model = Model(image, layers.Conv2D(1, 3, padding="same", name="pixels")(decoded), name="vq_vae")
    model.compile(keras.optimizers.Adam(0.005), "mse")
    return model


def optimized(name: str, make):
    """Weights of one, two and four axes, changed by an optimizer that keeps more than a mean for each."""
    def build():
        x = Input((3, 3, 2), name="x")
        y = layers.Flatten(name="flat")(layers.Conv2D(2, 2, activation="tanh", name="conv")(x))
        y = layers.Dense(4, activation="tanh", name="hidden")(y)
        model = Model(x, layers.Dense(2, name="out")(y), name=name)
        model.compile(make(), "mse")
        return model
    build.__name__ = f"optimizer_{name}"
    return build


def mixed(policy: str, ending: str | None = None):
    """Made under a policy of the process, which no file says: only the state of the optimizer tells that the loss is scaled."""
    def build():
        keras.config.set_dtype_policy(policy)
        x = Input((4,), name="x")
        y = layers.BatchNormalization(name="norm")(layers.Dense(6, activation="tanh", name="hidden")(x))
        model = Model(x, layers.Dense(2, name="out", dtype=ending)(y), name=policy)
        model.compile(keras.optimizers.Adam(0.01), "mse", loss_weights=[2.0**9])
        keras.config.set_dtype_policy("float32")
        return model
    build.__name__ = policy if ending is None else f"{policy}_ending_in_{ending}"
    return build


def mixed_sequential():
    keras.config.set_dtype_policy("mixed_float16")
    model = Sequential([Input((4,)), layers.Dense(3, "relu"), layers.Dense(2)], name="mixed_sequential")
    model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "mse")
    keras.config.set_dtype_policy("float32")
    return model


def mixed_layers():
    """Layers with policies of their own in a model of float32, whose loss Keras does not scale."""
    x = Input((4,), name="x")
    y = layers.Dense(3, "tanh", name="half", dtype="mixed_float16")(x)
    model = Model(x, layers.Dense(2, name="out")(layers.Dense(3, "tanh", name="hidden", dtype="float64")(y)), name="mixed_layers")
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


O = keras.optimizers
OPTIMIZERS = {
    "nadam": lambda: O.Nadam(0.01), "ftrl": lambda: O.Ftrl(0.05), "lamb": lambda: O.Lamb(0.01),
    "adafactor": lambda: O.Adafactor(0.02), "muon": lambda: O.Muon(0.01),
    "schedule_free": lambda: O.ScheduleFreeAdamW(0.01, warmup_steps=4),
    "loss_scale": lambda: O.LossScaleOptimizer(O.Adam(0.01), dynamic_growth_steps=4),
    "by_path": lambda: O.MultiOptimizer(O.OptimizerMap(O.Adam(0.01), {"conv/.*": O.SGD(0.02, 0.9), "no": O.RMSprop(0.1)})),
    "averages": lambda: O.SGD(0.02, 0.9, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=13),
    "accumulated": lambda: O.Adam(0.02, gradient_accumulation_steps=2, clipnorm=0.5),
}
MIXED = [mixed("mixed_float16"), mixed("mixed_float16", "float32"), mixed("mixed_bfloat16"), mixed_sequential, mixed_layers]
CASES = [functional, sequential, nested, shared, outputs, spectral, vq_vae, *[optimized(n, o) for n, o in OPTIMIZERS.items()], *MIXED]


def fit(model, inputs, targets, steps: int) -> list:
    target = targets if len(targets) > 1 else targets[0]
    history = model.fit(feed(model, inputs), target, batch_size=BATCH, epochs=steps, shuffle=False, verbose=0)
    return history.history["loss"]


def write(build, folder: Path) -> None:
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(7)
    rng = np.random.default_rng(7)
    model = build()
    inputs = [rng.normal(0, 1, (BATCH, *x.shape[1:])).astype("float32") for x in model.inputs]
    targets = [rng.normal(0, 1, (BATCH, *x.shape[1:])).astype("float32") for x in model.outputs]
    fit(model, inputs, targets, STEPS_BEFORE)
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.keras")
    arrays = {f"input_{i}": a for i, a in enumerate(inputs)} | {f"target_{i}": a for i, a in enumerate(targets)}
    arrays |= {f"output_{i}": a for i, a in enumerate(run(model, inputs, training=False))}
    arrays["next_losses"] = np.array(fit(model, inputs, targets, STEPS_AFTER))
    arrays |= {f"next_output_{i}": a for i, a in enumerate(run(model, inputs, training=False))}
    if build in MIXED:
        # Four units in the last of the bits of the type, as of the weights after the steps of cases/mixed.py.
        arrays["tolerance"] = np.array(4 * 2**(-8 if "bfloat16" in build.__name__ else -11))
    write_arrays(folder / "arrays.npz", arrays)
