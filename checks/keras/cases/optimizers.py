"""Twenty steps of training by every optimizer, with decay, clipping, moving averages, accumulation and schedules."""
from case import Case, Train
from quiet_keras import keras

L, O = keras.layers, keras.optimizers
Schedules = O.schedules
STEPS = 20


def image():
    """Weights of one, two and four axes, with a constraint and a regularizer."""
    x = keras.Input((3, 3, 2), name="x")
    y = L.Flatten(name="flat")(L.Conv2D(2, 2, activation="tanh", name="conv")(x))
    y = L.Dense(4, "tanh", name="hidden", kernel_constraint="max_norm", kernel_regularizer=keras.regularizers.L2(1e-3))(y)
    return keras.Model(x, L.Dense(2, name="out")(y))


def words():
    """Each word once in a batch: of one that is there twice, Keras's TensorFlow backend adds the squares of two gradients."""
    x = keras.Input((3,), name="x", dtype="int32")
    y = L.Flatten(name="flat")(L.Embedding(12, 2, name="embedding")(x))
    return keras.Model(x, L.Dense(2, name="out")(y))


def each_once(rng, shape):
    return rng.permutation(shape[0] * shape[1]).reshape(shape)


def by_path():
    return O.MultiOptimizer(O.OptimizerMap(O.Adam(0.02), {
        "conv/.*": O.SGD(0.1, momentum=0.9),
        "out/bias": O.RMSprop(Schedules.ExponentialDecay(0.05, 5, 0.5))}))


OPTIMIZERS = {
    "sgd": lambda: O.SGD(0.1), "sgd_nesterov": lambda: O.SGD(0.1, 0.9, nesterov=True, weight_decay=0.01),
    "adam": lambda: O.Adam(0.02, clipnorm=0.5), "adam_amsgrad": lambda: O.Adam(0.02, amsgrad=True, weight_decay=0.02),
    "adamw": lambda: O.AdamW(Schedules.CosineDecay(0.001, 12, 0.1, warmup_target=0.03, warmup_steps=5)),
    "adamax": lambda: O.Adamax(0.03, weight_decay=0.02), "adadelta": lambda: O.Adadelta(1.0, clipvalue=0.1),
    "adagrad": lambda: O.Adagrad(0.1, weight_decay=0.02), "nadam": lambda: O.Nadam(0.02, weight_decay=0.02),
    "nadam_accumulation": lambda: O.Nadam(0.02, beta_1=0.8, gradient_accumulation_steps=2),
    "ftrl": lambda: O.Ftrl(0.1, weight_decay=0.01),
    "ftrl_config": lambda: O.Ftrl(0.1, -0.4, 0.2, l1_regularization_strength=0.01, l2_regularization_strength=0.02,
                                  l2_shrinkage_regularization_strength=0.03, beta=0.1),
    "rmsprop": lambda: O.RMSprop(0.01, momentum=0.5, centered=True, weight_decay=0.02),
    "lion": lambda: O.Lion(0.01, weight_decay=0.1), "lamb": lambda: O.Lamb(0.05),
    "lamb_decay": lambda: O.Lamb(0.05, 0.8, 0.95, 1e-4, weight_decay=0.02, global_clipnorm=0.3),
    # At a rate of 0.05, weights that begin 3e-7 apart end 7.5e-5 apart in Keras itself.
    "adafactor": lambda: O.Adafactor(0.01),
    "adafactor_config": lambda: O.Adafactor(0.3, -0.6, 1e-20, 1e-2, 0.5, relative_step=False, weight_decay=0.02),
    "muon": lambda: O.Muon(0.02),
    "muon_config": lambda: O.Muon(0.05, 0.8, 0.95, 0.03, 1e-4, 0.02, exclude_layers=["hidden"], momentum=0.8, ns_steps=3,
                                  nesterov=False, rms_rate=None, adam_lr_ratio=0.5, muon_a=3.0, muon_b=-4.0, muon_c=2.0),
    "schedule_free": lambda: O.ScheduleFreeAdamW(0.02),
    "schedule_free_warmup": lambda: O.ScheduleFreeAdamW(0.05, 0.8, 0.95, 1e-6, warmup_steps=8, weight_decay=0.02),
    "ema": lambda: O.SGD(0.1, momentum=0.9, use_ema=True, ema_momentum=0.8, ema_overwrite_frequency=6),
    "ema_adam": lambda: O.Adam(0.02, use_ema=True, weight_decay=0.02),
    "accumulation": lambda: O.Adam(0.05, gradient_accumulation_steps=3, clipnorm=0.3, weight_decay=0.05),
    "accumulation_ema": lambda: O.SGD(0.2, momentum=0.5, gradient_accumulation_steps=3, use_ema=True, ema_momentum=0.7,
                                      ema_overwrite_frequency=2),
    "accumulation_schedule": lambda: O.SGD(Schedules.ExponentialDecay(0.5, 6, 0.5), gradient_accumulation_steps=4),
    "loss_scale_factor": lambda: O.Adam(0.02, loss_scale_factor=128.0, global_clipnorm=0.2),
    "loss_scale": lambda: O.LossScaleOptimizer(O.Adam(0.02), initial_scale=2.0**10, dynamic_growth_steps=4),
    "multi": by_path,
    "cosine_restarts": lambda: O.SGD(Schedules.CosineDecayRestarts(0.2, 3, t_mul=1.5, m_mul=0.8, alpha=0.05)),
    "cosine_restarts_even": lambda: O.SGD(Schedules.CosineDecayRestarts(0.2, 4, t_mul=1.0)),
    "inverse_time": lambda: O.Adam(Schedules.InverseTimeDecay(0.05, 3, 0.5, staircase=True)),
    "polynomial_cycle": lambda: O.SGD(Schedules.PolynomialDecay(0.2, 6, 0.01, power=2.0, cycle=True)),
    "piecewise": lambda: O.SGD(Schedules.PiecewiseConstantDecay([4, 9], [0.2, 0.1, 0.02])),
    "exponential_staircase": lambda: O.SGD(Schedules.ExponentialDecay(0.2, 4, 0.5, staircase=True)),
}


def case(name, optimizer, build=image, **options):
    return Case(f"optimizer_{name}", build, batch=4,
                train=Train(optimizer=optimizer, steps=STEPS, in_json=True), **options)


def overflowing():
    """Gradients are too large for the scale, which falls until they are not, and rises and falls from there."""
    return O.LossScaleOptimizer(O.SGD(Schedules.ExponentialDecay(0.003, 3, 0.5), momentum=0.9), initial_scale=2.0**127,
                                dynamic_growth_steps=3)


CASES = [
    *[case(n, o) for n, o in OPTIMIZERS.items()],
    Case("optimizer_loss_scale_overflow", image, batch=4,
         train=Train(optimizer=overflowing, steps=STEPS, in_json=True, loss_weights=[64.0])),
    case("muon_embedding", lambda: O.Muon(0.02), words, values={"x": each_once}),
]
