"""Models that compute in narrow types, in part or whole."""
from quiet_keras import keras

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def mixed(policy: str, ending: str | None = None):
    """Made under a policy of the process, which no file says: only the state of the optimizer tells that the loss is scaled."""
    def build():
        keras.config.set_dtype_policy(policy)
        x = Input((4,), name="x")
        y = L.BatchNormalization(name="norm")(L.Dense(6, activation="tanh", name="hidden")(x))
        model = Model(x, L.Dense(2, name="out", dtype=ending)(y), name=policy)
        model.compile(keras.optimizers.Adam(0.01), "mse", loss_weights=[2.0**9])
        keras.config.set_dtype_policy("float32")
        return model
    build.__name__ = policy if ending is None else f"{policy}_ending_in_{ending}"
    return build


def mixed_sequential():
    keras.config.set_dtype_policy("mixed_float16")
    model = Sequential([Input((4,)), L.Dense(3, "relu"), L.Dense(2)], name="mixed_sequential")
    model.compile(keras.optimizers.SGD(0.01, momentum=0.9), "mse")
    keras.config.set_dtype_policy("float32")
    return model


def mixed_layers():
    """Layers with policies of their own in a model of float32, whose loss Keras does not scale."""
    x = Input((4,), name="x")
    y = L.Dense(3, "tanh", name="half", dtype="mixed_float16")(x)
    model = Model(x, L.Dense(2, name="out")(L.Dense(3, "tanh", name="hidden", dtype="float64")(y)), name="mixed_layers")
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


# Four units in the last of the bits of the type, as of the weights after the steps of cases/mixed.py.
CASES = [mixed("mixed_float16"), mixed("mixed_float16", "float32"), mixed("mixed_bfloat16"), mixed_sequential, mixed_layers]
for _case in CASES:
    _case.tolerance = 4 * 2**(-8 if "bfloat16" in _case.__name__ else -11)
