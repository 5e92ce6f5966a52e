"""Three steps of training: every optimizer, loss and option of compile(); model.json holds the compile_config."""
from case import between, Case, distribution, normal, one_hot, Train
from quiet_keras import keras

L, O, Lo = keras.layers, keras.optimizers, keras.losses
Schedules = O.schedules


def regression():
    x = keras.Input((3,), name="x")
    return keras.Model(x, L.Dense(2, name="out")(L.Dense(4, "tanh", name="hidden")(x)))


def ending(activation):
    def build():
        x = keras.Input((3,), name="x")
        return keras.Model(x, L.Dense(4, activation, name="out")(x))
    return build


def two_heads():
    x = keras.Input((3,), name="x")
    return keras.Model(x, [L.Dense(2, name="left")(x), L.Dense(2, "sigmoid", name="right")(x)])


def sequence():
    x = keras.Input((2, 3), name="x")
    return keras.Model(x, L.Dense(4, "softmax", name="out")(x))


def train(name, build=regression, **options):
    return Case(f"train_{name}", build, batch=4, train=Train(**{"steps": 3, "in_json": True} | options))


OPTIMIZERS = {
    "sgd": lambda: O.SGD(0.1), "sgd_momentum": lambda: O.SGD(0.1, momentum=0.9),
    "sgd_nesterov": lambda: O.SGD(0.1, momentum=0.9, nesterov=True),
    "sgd_weight_decay": lambda: O.SGD(0.1, weight_decay=0.05),
    "adam": lambda: O.Adam(0.01), "adam_config": lambda: O.Adam(0.02, 0.8, 0.95, 1e-3),
    "adam_amsgrad": lambda: O.Adam(0.02, amsgrad=True), "adam_weight_decay": lambda: O.Adam(0.02, weight_decay=0.1),
    "adamw": lambda: O.AdamW(0.02, weight_decay=0.1), "rmsprop": lambda: O.RMSprop(0.01),
    "rmsprop_momentum": lambda: O.RMSprop(0.01, rho=0.8, momentum=0.5),
    "rmsprop_centered": lambda: O.RMSprop(0.01, centered=True), "adagrad": lambda: O.Adagrad(0.1),
    "adadelta": lambda: O.Adadelta(1.0), "adamax": lambda: O.Adamax(0.05), "nadam": lambda: O.Nadam(0.05),
    "ftrl": lambda: O.Ftrl(0.05, l1_regularization_strength=0.01), "lion": lambda: O.Lion(0.01),
    "clipnorm": lambda: O.SGD(0.1, clipnorm=0.3), "global_clipnorm": lambda: O.SGD(0.1, global_clipnorm=0.3),
    "clipvalue": lambda: O.SGD(0.1, clipvalue=0.05), "ema": lambda: O.SGD(0.1, use_ema=True, ema_momentum=0.9),
    "exponential_decay": lambda: O.SGD(Schedules.ExponentialDecay(0.1, 2, 0.5)),
    "cosine_decay": lambda: O.SGD(Schedules.CosineDecay(0.1, 4, alpha=0.1)),
    "piecewise_decay": lambda: O.SGD(Schedules.PiecewiseConstantDecay([1, 2], [0.1, 0.05, 0.01])),
    "polynomial_decay": lambda: O.Adam(Schedules.PolynomialDecay(0.1, 3)),
    "inverse_time_decay": lambda: O.SGD(Schedules.InverseTimeDecay(0.1, 2, 0.5, staircase=True)),
}

LOSSES = {
    "mse": ("linear", lambda: Lo.MeanSquaredError(), normal()),
    "mae": ("linear", lambda: Lo.MeanAbsoluteError(), normal()),
    "bce": ("sigmoid", lambda: Lo.BinaryCrossentropy(), between(0, 1)),
    "bce_logits": ("linear", lambda: Lo.BinaryCrossentropy(from_logits=True), between(0, 1)),
    "bce_smoothing": ("sigmoid", lambda: Lo.BinaryCrossentropy(label_smoothing=0.2), one_hot),
    "cce": ("softmax", lambda: Lo.CategoricalCrossentropy(), one_hot),
    "cce_logits": ("linear", lambda: Lo.CategoricalCrossentropy(from_logits=True), one_hot),
    "cce_smoothing": ("softmax", lambda: Lo.CategoricalCrossentropy(label_smoothing=0.1), one_hot),
    "kld": ("softmax", lambda: Lo.KLDivergence(), distribution),
    "huber": ("linear", lambda: Lo.Huber(), normal(2)),
    "log_cosh": ("linear", lambda: Lo.LogCosh(), normal()),
    "cosine": ("linear", lambda: Lo.CosineSimilarity(), normal()),
    "hinge": ("tanh", lambda: Lo.Hinge(), one_hot),
    "poisson": ("exponential", lambda: Lo.Poisson(), between(0, 3)),
    "msle": ("sigmoid", lambda: Lo.MeanSquaredLogarithmicError(), between(0, 2)),
    "mape": ("linear", lambda: Lo.MeanAbsolutePercentageError(), between(1, 2)),
    "mse_sum": ("linear", lambda: Lo.MeanSquaredError(reduction="sum"), normal()),
    "mse_mean_with_sample_weight": ("linear", lambda: Lo.MeanSquaredError(reduction="mean_with_sample_weight"),
                                    normal()),
}

CASES = [
    *[train(n, optimizer=o) for n, o in OPTIMIZERS.items()],
    *[train(f"loss_{n}", ending(a), loss=make(), target=t, steps=1) for n, (a, make, t) in LOSSES.items()],
    *[train(f"weighted_{n}", ending(a), loss=make(), target=t, steps=1, sample_weight=True)
      for n, (a, make, t) in LOSSES.items() if n in ("mse", "bce", "cce", "mse_sum", "mse_mean_with_sample_weight")],
    train("loss_cce_sequence", sequence, loss="categorical_crossentropy", target=one_hot, steps=1),
    train("loss_strings", ending("sigmoid"), optimizer=lambda: O.get("rmsprop"), loss="binary_crossentropy",
          target=between(0, 1), metrics=["mae"]),
    train("two_heads_list", two_heads, loss=["mse", Lo.BinaryCrossentropy()], loss_weights=[0.3, 2.0],
          target=between(0, 1), steps=1),
    train("two_heads_dict", two_heads, loss={"left": "mse", "right": "binary_crossentropy"},
          loss_weights={"left": 0.5, "right": 1.5}, target=between(0, 1), steps=1),
]
