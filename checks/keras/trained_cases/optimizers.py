"""One small model under every optimizer and schedule: weights of one, two and four axes."""
from quiet_keras import keras

L, O, S = keras.layers, keras.optimizers, keras.optimizers.schedules


def optimized(name: str, make):
    """Trained by an optimizer, most of which keep more than a mean for each weight."""
    def build():
        x = keras.Input((3, 3, 2), name="x")
        y = L.Flatten(name="flat")(L.Conv2D(2, 2, activation="tanh", name="conv")(x))
        y = L.Dense(4, activation="tanh", name="hidden")(y)
        model = keras.Model(x, L.Dense(2, name="out")(y), name=name)
        model.compile(make(), "mse")
        return model
    build.__name__ = f"optimizer_{name}"
    return build


OPTIMIZERS = {
    "nadam": lambda: O.Nadam(0.01), "ftrl": lambda: O.Ftrl(0.05), "lamb": lambda: O.Lamb(0.01),
    "adafactor": lambda: O.Adafactor(0.02), "muon": lambda: O.Muon(0.01),
    "schedule_free": lambda: O.ScheduleFreeAdamW(0.01, warmup_steps=4),
    "loss_scale": lambda: O.LossScaleOptimizer(O.Adam(0.01), dynamic_growth_steps=4),
    "by_path": lambda: O.MultiOptimizer(O.OptimizerMap(O.Adam(0.01), {"conv/.*": O.SGD(0.02, 0.9), "no": O.RMSprop(0.1)})),
    "averages": lambda: O.SGD(0.02, 0.9, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=13),
    "accumulated": lambda: O.Adam(0.02, gradient_accumulation_steps=2, clipnorm=0.5),
    "sgd": lambda: O.SGD(0.05, clipvalue=0.1), "adagrad": lambda: O.Adagrad(0.05, initial_accumulator_value=0.2),
    "adadelta": lambda: O.Adadelta(0.5), "adamax": lambda: O.Adamax(0.01),
    "rmsprop": lambda: O.RMSprop(0.01, momentum=0.8, centered=True), "lion": lambda: O.Lion(0.005, weight_decay=0.01),
    "adamw": lambda: O.AdamW(0.01, weight_decay=0.05, global_clipnorm=0.3, amsgrad=True),
    "exponential": lambda: O.Adam(S.ExponentialDecay(0.05, 4, 0.5, staircase=True)),
    "warmup": lambda: O.AdamW(S.CosineDecay(0.001, 8, alpha=0.1, warmup_target=0.05, warmup_steps=5)),
    "restarts": lambda: O.SGD(S.CosineDecayRestarts(0.05, 3, t_mul=1.5, m_mul=0.8), nesterov=True, momentum=0.5),
    "piecewise": lambda: O.RMSprop(S.PiecewiseConstantDecay([2, 5, 9], [0.02, 0.01, 0.005, 0.001])),
    "polynomial": lambda: O.Nadam(S.PolynomialDecay(0.05, 6, 0.001, power=2.0, cycle=True)),
    "inverse_time": lambda: O.Adagrad(S.InverseTimeDecay(0.1, 2, 0.5)),
}
CASES = [optimized(name, make) for name, make in OPTIMIZERS.items()]
