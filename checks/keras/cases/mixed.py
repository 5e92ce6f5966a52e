"""Types other than float32: policies of models, which Keras gives the process while a model is made, and of single layers."""
from collections.abc import Callable
from dataclasses import dataclass

from case import Case, integers, Train
from quiet_keras import keras

L, O = keras.layers, keras.optimizers


@dataclass(frozen=True)
class Policy:
    """
    A policy, and how exact numbers are by it.

    Of two correct kernels one may add in float32 and round at the end, another round each sum, and either may round the results of
    inner ops: gradients of real Keras with oneDNN's kernels are up to a tenth from those without. So each case says how far Keras is from
    float64, array by array; Lamina may be twice as far from it, and besides by four units in the last of 11 bits of float16 or 8 of
    bfloat16. Training adds what gradients differ by, times the rate.
    """
    name: str
    short: str
    tolerance: float
    trained: float | None


POLICIES = [
    Policy("mixed_bfloat16", "bfloat16", 4 * 2**-8, 4 * 2**-8),
    Policy("mixed_float16", "float16", 4 * 2**-11, 4 * 2**-11),
    Policy("float64", "float64", 1e-5, None),
]
FLOAT16 = POLICIES[1]


def under(policy: str, build: Callable[[], keras.Model]) -> Callable[[], keras.Model]:
    """Builds a model while the policy is that of the process: it is then the model's, and that of all its layers."""
    def built() -> keras.Model:
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy(policy)
        try:
            return build()
        finally:
            keras.config.set_dtype_policy(before)
    return built


def dense():
    x = keras.Input((3,), name="x")
    y = L.Dense(4, "tanh", name="hidden")(x)
    return keras.Model(x, L.Dense(2, "softmax", name="out")(y))


def to_sigmoid():
    """
    For bfloat16: the gradients of a softmax cancel, and what is left of them is noise, in which real Keras with oneDNN's kernels
    differs from real Keras without by nine tenths of a bias's gradient. That it trains is in train_mixed_bfloat16.
    """
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, "sigmoid", name="out")(L.Dense(4, "tanh", name="hidden")(x)))


def penalties():
    """Keras cannot add regularizers in float64, nor those of activities in narrow types, to a loss in float32."""
    x = keras.Input((3,), name="x")
    y = L.Dense(4, "tanh", name="hidden", kernel_regularizer="l2")(x)
    return keras.Model(x, L.Dense(2, name="out", kernel_constraint="max_norm")(y))


def images():
    x = keras.Input((6, 6, 2), name="x")
    y = L.Conv2D(3, 3, padding="same", activation="relu", name="conv")(x)
    y = L.MaxPooling2D(2)(L.BatchNormalization(name="norm")(y))
    y = L.DepthwiseConv2D(2, activation="gelu", name="depthwise")(y)
    y = L.GlobalAveragePooling2D()(L.Conv2DTranspose(2, 2, name="up")(y))
    return keras.Model(x, L.Dense(2, name="out")(y))


def recurrent(make):
    def build():
        x = keras.Input((4, 3), name="x")
        return keras.Model(x, L.Dense(2, name="out")(make()(x)))
    return build


def words():
    x = keras.Input((4,), name="x", dtype="int32")
    y = L.Embedding(8, 4, mask_zero=True, name="words")(x)
    return keras.Model(x, L.Dense(2, name="out")(L.GlobalAveragePooling1D()(y)))


def attention():
    x = keras.Input((4, 6), name="x")
    y = L.MultiHeadAttention(2, 3, name="heads")(x, x, use_causal_mask=True)
    y = L.LayerNormalization(name="norm")(L.Add()([x, y]))
    return keras.Model(x, L.Attention(name="attention")([y, L.Dense(6, name="out")(y)]))


def off():
    """Layers that are off in inference, and normalisations that have no moving statistics."""
    x = keras.Input((4, 4), name="x")
    y = L.Dropout(0.0)(L.GroupNormalization(2, name="groups")(x))
    y = L.UnitNormalization()(L.RMSNormalization(name="rms")(y))
    return keras.Model(x, L.EinsumDense("abc,cd->abd", output_shape=(4, 2), bias_axes="d", name="out")(y))


def sequential():
    return keras.Sequential([keras.Input((4,)), L.Dense(3, "relu", name="hidden"), L.BatchNormalization(name="norm"),
                             L.Dense(2, name="out")], name="sequential")


def ending_in_float32():
    """As Keras's guide of mixed precision has it: the outputs are of float32."""
    x = keras.Input((3,), name="x")
    y = L.Dense(2, name="head")(L.Dense(4, "relu", name="hidden")(x))
    return keras.Model(x, L.Activation("softmax", dtype="float32", name="out")(y))


def nested():
    x = keras.Input((3,), name="x")
    inner = keras.Sequential([keras.Input((3,)), L.Dense(3, "tanh", name="first"), L.Dense(3, name="second")], name="inner")
    return keras.Model(x, L.Dense(2, name="out")(L.Add()([inner(x), x])))


def by_layer(single=None):
    """Each layer has a policy of its own, and casts what comes in; ops promote. The process's policy is float32."""
    x = keras.Input((3,), name="x")
    a = L.Dense(3, "tanh", name="half", dtype=single or "mixed_float16")(x)
    b = L.Dense(3, "tanh", name="brain", dtype=single or "mixed_bfloat16")(x)
    c = L.Dense(3, "tanh", name="double", dtype="float64")(a)
    pure = L.Dense(3, "tanh", name="pure", dtype=single or "float16")(x)
    y = L.Add(name="sum", dtype=single)([a, b, c])
    z = keras.ops.multiply(a, L.Dense(3, name="single", dtype=single)(pure))
    return keras.Model(x, [L.Dense(2, name="out", dtype=single)(L.Concatenate(name="both", dtype=single)([y, z])), c, a])


BUILDS = {
    "dense": dense, "images": images, "words": words, "attention": attention, "off": off, "sequential": sequential,
    "nested": nested, "ending_in_float32": ending_in_float32,
    "lstm": recurrent(lambda: L.LSTM(3, name="lstm")),
    "lstm_sequences": recurrent(lambda: L.LSTM(2, return_sequences=True, go_backwards=True, activation="relu", name="lstm")),
    "gru": recurrent(lambda: L.GRU(3, name="gru")),
    "gru_before": recurrent(lambda: L.GRU(2, reset_after=False, return_sequences=True, name="gru")),
    "simple_rnn": recurrent(lambda: L.Bidirectional(L.SimpleRNN(2, name="simple"))),
}


def whole(policy: Policy, name: str, build) -> Case:
    values = {"x": integers(8)} if name == "words" else {}
    exact = None if policy.trained is None else under("float64", build)
    return Case(f"mixed_{policy.short}_{name}", under(policy.name, build), values, batch=4, exact=exact,
                tolerance=policy.tolerance,
                train=Train(steps=3, in_json=True, tolerance=policy.trained))


def trained(name: str, build, policy: Policy = FLOAT16, **options) -> Case:
    train = Train(**{"steps": 8, "in_json": True, "tolerance": policy.trained} | options)
    return Case(f"train_mixed_{name}", under(policy.name, build), batch=4, tolerance=policy.tolerance, train=train,
                exact=None if policy.trained is None else under("float64", build))


def scaled():
    return O.LossScaleOptimizer(O.Adam(0.02), initial_scale=2.0**20, dynamic_growth_steps=2)


CASES = [
    *[whole(p, n, b) for p in POLICIES for n, b in BUILDS.items() if (p, n) != (POLICIES[0], "dense")],
    whole(POLICIES[0], "sigmoid", to_sigmoid),
    *[whole(p, "penalties", penalties) for p in POLICIES[:2]],
    Case("mixed_by_layer", by_layer, exact=lambda: by_layer(single="float64"), batch=4, tolerance=POLICIES[0].tolerance,
         train=Train(steps=3, in_json=True, tolerance=POLICIES[0].trained)),
    trained("overflow", dense, loss_weights=[200.0], optimizer=lambda: O.SGD(0.001)),
    trained("adam", sequential, optimizer=lambda: O.Adam(0.01)),
    trained("own_scale", dense, optimizer=scaled),
    trained("not_scaled", dense, auto_scale_loss=False),
    trained("clipped", dense,
            optimizer=lambda: O.SGD(O.schedules.ExponentialDecay(0.1, 2, 0.5), momentum=0.9, global_clipnorm=0.1)),
    trained("factor", dense, optimizer=lambda: O.Adam(0.02, loss_scale_factor=4.0)),
    trained("bfloat16", dense, POLICIES[0], optimizer=lambda: O.Adam(0.01)),
    trained("float64", dense, POLICIES[2], optimizer=lambda: O.Adam(0.01)),
]
