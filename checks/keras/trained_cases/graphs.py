"""Graphs of every form: branches, chains, models in models, lists and dictionaries."""
from quiet_keras import keras
from trained_case import adam

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def functional():
    """Branches of unequal length, so that layers lie in the file in another order than they were called in."""
    x = Input((4,), name="x")
    short = L.Dense(3, name="short")(x)
    long = L.Dense(5, activation="sigmoid", name="long_1")(x)
    long = L.Dense(3, activation="sigmoid", name="long_2")(long)
    model = Model(x, L.Dense(2, name="head")(L.Add()([short, long])), name="branches")
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


def sequential():
    model = Sequential([
        Input((6, 6, 2)), L.Conv2D(4, 3, padding="same", name="conv"), L.BatchNormalization(momentum=0.9),
        L.Activation("relu"), L.Flatten(), L.Dense(3),
    ], name="plain")
    model.compile(keras.optimizers.SGD(0.02, momentum=0.9, nesterov=True), "mse")
    return model


def nested():
    """Models in models: one used twice, one that is Sequential, one with branches; all with layers of the same classes."""
    a = Input((3,), name="a")
    twice = Model(a, L.Dense(3, activation="sigmoid", name="q")(L.Dense(4, name="p")(a)), name="twice")
    chain = Sequential([Input((3,)), L.Dense(4, activation="sigmoid"), L.Dense(3)], name="chain")
    b = Input((3,), name="b")
    deep = L.Dense(3, activation="sigmoid", name="deep_2")(L.Dense(3, name="deep_1")(b))
    inner = Model(b, L.Add()([L.Dense(3, name="flat")(b), deep]), name="inner")
    x = Input((3,), name="x")
    y = L.Dense(3, name="first")(x)
    y = chain(twice(y))
    y = inner(L.Add()([y, twice(x)]))
    model = Model(x, L.Dense(2, name="last")(y), name="nested")
    model.compile(keras.optimizers.AdamW(0.01, weight_decay=0.1), "mse")
    return model


def shared():
    """One layer called twice and another frozen; each has a younger sister of its class."""
    x, y = Input((4,), name="x"), Input((4,), name="y")
    twice = L.Dense(3, activation="sigmoid", name="twice")
    frozen = L.BatchNormalization(name="frozen")
    frozen.trainable = False
    z = L.Concatenate()([frozen(twice(x)), L.BatchNormalization(name="free")(twice(y))])
    model = Model([x, y], L.Dense(2, name="head")(z), name="shared")
    model.compile(keras.optimizers.Adam(0.01, amsgrad=True), "mse")
    return model


def outputs():
    x = Input((4,), name="x")
    body = keras.activations.relu(L.Dense(5, name="body")(x), negative_slope=0.1)  # an operation, of no layer
    heads = [L.Dense(2, name="left")(body), L.Dense(3, name="right")(body)]
    model = Model(x, heads, name="outputs")
    model.compile(keras.optimizers.Adam(0.01), {"left": "mse", "right": "mae"}, loss_weights={"left": 1.0, "right": 0.5})
    return model


def one_in_list():
    x = Input((4,), name="x")
    return adam(Model([x], [L.Dense(2, name="out")(L.Dense(3, "tanh")(x))], name="one_in_list"))


def lists():
    """Inputs and outputs in lists in lists."""
    a, b, c = (Input((2,), name=n) for n in "abc")
    y = L.Dense(3, "tanh", name="joined")(L.Concatenate()([a, L.Multiply()([b, c])]))
    model = Model([a, [b, c]], [L.Dense(1, name="p")(y), [L.Dense(2, name="q")(y)]], name="lists")
    model.compile(keras.optimizers.RMSprop(0.01), ["mse", "mae"], loss_weights=[0.5, 2.0])
    return model


def dictionaries():
    """Keys in another order than the names of the layers, with a loss and metrics for each."""
    a, b = Input((3,), name="b"), Input((2,), name="a")
    y = L.Dense(4, "sigmoid", name="joined")(L.Concatenate()([a, b]))
    model = Model({"b": a, "a": b}, {"z": L.Dense(2, name="zed")(y), "y": L.Dense(3, name="why")(a)}, name="dictionaries")
    model.compile(keras.optimizers.Adam(0.01), {"z": "mse", "y": "log_cosh"}, metrics={"z": ["mae"], "y": ["mse"]})
    return model


def frozen_inner():
    a = Input((3,), name="a")
    inner = Model(a, L.BatchNormalization(name="norm")(L.Dense(3, name="fixed")(a)), name="inner")
    inner.trainable = False
    x = Input((3,), name="x")
    return adam(Model(x, L.Dense(2, name="head")(inner(L.Dense(3, "tanh", name="first")(x))), name="frozen_inner"))


def three_deep():
    """A Sequential in a functional model in a Sequential, each called on what the one around made."""
    core = Sequential([Input((3,)), L.Dense(3, "tanh"), L.Dense(2)], name="core")
    a = Input((3,), name="a")
    middle = Model(a, L.Concatenate()([core(a), L.Dense(1, name="beside")(a)]), name="middle")
    model = Sequential([Input((4,)), L.Dense(3), middle, L.LayerNormalization(), L.Dense(2)], name="three_deep")
    return adam(model)


def inner_lists():
    """An inner model with two inputs and two outputs, called twice."""
    a, b = Input((3,), name="a"), Input((2,), name="b")
    both = L.Dense(3, "tanh", name="both")(L.Concatenate()([a, b]))
    inner = Model([a, b], [both, L.Dense(2, name="small")(b)], name="inner")
    x, y = Input((3,), name="x"), Input((2,), name="y")
    p, q = inner([x, y])
    p, q = inner([p, q])
    return adam(Model([x, y], L.Dense(2, name="head")(L.Concatenate()([p, q])), name="inner_lists"))


def built_late():
    model = Sequential([L.Dense(3, "relu", name="first"), L.Dense(2)], name="built_late")
    model.build((None, 4))
    return adam(model)


def operators():
    """Ops between layers: arithmetic with constants, slices, reductions, products."""
    x = Input((4, 3), name="x")
    y = L.Dense(3, name="a")(x) * 0.5 + 1.0 - x
    y = keras.ops.matmul(y, keras.ops.transpose(x, (0, 2, 1)))
    y = keras.ops.softmax(y[:, 1:, :], axis=-1) + keras.ops.mean(x, axis=(1, 2), keepdims=True)
    y = keras.ops.concatenate([y, keras.ops.stop_gradient(keras.ops.square(y))], axis=1)
    return adam(Model(x, L.Dense(2, name="out")(keras.ops.reshape(y, (-1, 24))), name="operators"))


def penalties():
    """Regularizers of all kinds, constraints, and losses that layers add."""
    x = Input((4,), name="x")
    y = L.Dense(5, "tanh", kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02), bias_regularizer="l2",
                kernel_constraint=keras.constraints.MaxNorm(0.7), name="bounded")(x)
    y = L.ActivityRegularization(l2=0.01)(L.Dense(3, activity_regularizer="l1", kernel_constraint="unit_norm", name="unit")(y))
    y = L.Dense(3, kernel_regularizer=keras.regularizers.OrthogonalRegularizer(0.05), kernel_constraint="non_neg", name="positive")(y)
    return adam(Model(x, L.Dense(2, name="out")(y), name="penalties"))


CASES = [functional, sequential, nested, shared, outputs, one_in_list, lists, dictionaries, frozen_inner, three_deep, inner_lists,
         built_late, operators, penalties]
