"""What trajectories_golden.py trains: families of models, optimizers, and losses with the heads and targets that fit them."""
from dataclasses import dataclass
from typing import Callable

import numpy as np

from quiet_keras import keras

L, Lo, O = keras.layers, keras.losses, keras.optimizers

# Twenty steps, each on the next of five batches.
BATCH, BATCHES, STEPS = 4, 5, 20
ROWS = BATCH * BATCHES


def reals(low=-1.5, high=1.5, width=3):
    return lambda rng: rng.uniform(low, high, (ROWS, width)).astype("float32")


def binary(rng):
    return rng.integers(0, 2, (ROWS, 3)).astype("float32")


def signs(rng):
    return binary(rng) * 2 - 1


def numbers(rng):
    """Class numbers; each batch has each class, and one of them twice, as Circle needs."""
    return np.concatenate([rng.permutation([0, 1, 2, rng.integers(0, 3)]) for _ in range(BATCHES)]).astype("int32")


def one_hot(rng):
    return np.eye(3, dtype="float32")[numbers(rng)]


def shares(rng):
    made = rng.uniform(0.1, 1, (ROWS, 3))
    return (made / made.sum(1, keepdims=True)).astype("float32")


def labels(rng):
    """Of sequences, for CTC, whose classes 1 to 3 follow the blank; 0 is padding."""
    made = rng.integers(1, 4, (ROWS, 2)).astype("int32")
    made[::3, 1] = 0
    return made


def dense(activation=None):
    return lambda name, x: L.Dense(3, activation, name=name)(x)


def steps_in_time(name, x):
    return L.Reshape((4, 4), name=name)(L.Dense(16, name=name + "_dense")(x))


@dataclass(frozen=True)
class Tower:
    loss: keras.losses.Loss
    target: Callable
    head: Callable


TOWERS = {
    "MeanSquaredError": Tower(Lo.MeanSquaredError(), reals(), dense()),
    "MeanAbsoluteError": Tower(Lo.MeanAbsoluteError(), reals(), dense()),
    # Its gradients are 100 divided by the targets.
    "MeanAbsolutePercentageError": Tower(Lo.MeanAbsolutePercentageError(), reals(10, 20), dense()),
    "MeanSquaredLogarithmicError": Tower(Lo.MeanSquaredLogarithmicError(), reals(0.1, 3), dense("softplus")),
    "LogCosh": Tower(Lo.LogCosh(), reals(), dense()),
    "KLDivergence": Tower(Lo.KLDivergence(), shares, dense("softmax")),
    "Poisson": Tower(Lo.Poisson(), reals(0.1, 3), dense("softplus")),
    "Hinge": Tower(Lo.Hinge(), signs, dense("tanh")),
    "SquaredHinge": Tower(Lo.SquaredHinge(), signs, dense()),
    "CategoricalHinge": Tower(Lo.CategoricalHinge(), one_hot, dense()),
    "Huber": Tower(Lo.Huber(), reals(-3, 3), dense()),
    "CosineSimilarity": Tower(Lo.CosineSimilarity(), reals(), dense()),
    "BinaryCrossentropy": Tower(Lo.BinaryCrossentropy(), binary, dense("sigmoid")),
    "BinaryCrossentropyOfLogits": Tower(Lo.BinaryCrossentropy(from_logits=True), binary, dense()),
    "BinaryFocalCrossentropy": Tower(Lo.BinaryFocalCrossentropy(), binary, dense("sigmoid")),
    "CategoricalCrossentropy": Tower(Lo.CategoricalCrossentropy(), one_hot, dense("softmax")),
    "CategoricalCrossentropyOfLogits": Tower(Lo.CategoricalCrossentropy(from_logits=True), shares, dense()),
    "CategoricalFocalCrossentropy": Tower(Lo.CategoricalFocalCrossentropy(), one_hot, dense("softmax")),
    "CategoricalGeneralizedCrossEntropy": Tower(Lo.CategoricalGeneralizedCrossEntropy(), numbers, dense("softmax")),
    "SparseCategoricalCrossentropy": Tower(Lo.SparseCategoricalCrossentropy(), numbers, dense("softmax")),
    "SparseCategoricalCrossentropyOfLogits": Tower(Lo.SparseCategoricalCrossentropy(from_logits=True), numbers, dense()),
    "Dice": Tower(Lo.Dice(), binary, dense("sigmoid")),
    "Tversky": Tower(Lo.Tversky(), binary, dense("sigmoid")),
    "Circle": Tower(Lo.Circle(gamma=2.0), numbers, dense("tanh")),
    "CTC": Tower(Lo.CTC(), labels, steps_in_time),
}


@dataclass(frozen=True)
class Family:
    """Inputs with their data, and the layers below the head of a tower: given its name, its number and the inputs."""
    inputs: dict
    below: Callable


def normalized(name, i, x):
    # No bias: what normalization takes away has a gradient of rounding alone, which some optimizers make large.
    return L.BatchNormalization(momentum=0.8, name=name + "_norm")(L.Dense(4, "tanh", use_bias=False, name=name + "_hidden")(x))


def convolved(name, i, x):
    x = L.Conv2D(2, 3, activation="relu", name=name + "_conv")(x)
    return L.Flatten(name=name + "_flat")(L.MaxPooling2D(2, name=name + "_pool")(x))


def recurrent(name, i, x):
    return (L.GRU if i % 2 else L.LSTM)(3, name=name + "_memory")(x)


def several(name, i, words, x):
    words = L.GlobalAveragePooling1D(name=name + "_mean")(L.Embedding(14, 2, name=name + "_words")(words))
    return L.Concatenate(name=name + "_both")([words, L.Dense(2, "tanh", name=name + "_hidden")(x)])


def words(rng):
    """No word twice in a batch: of one that is, Keras on TensorFlow squares each gradient and then adds, on JAX and here they are added first."""
    return np.concatenate([rng.permutation(14)[:BATCH * 3].reshape(BATCH, 3) for _ in range(BATCHES)]).astype("int32")


def normal(*shape):
    return lambda rng: rng.normal(0, 1, (ROWS, *shape)).astype("float32")


FAMILIES = {
    "dense": Family({"x": normal(4)}, normalized),
    "convolution": Family({"x": normal(6, 6, 2)}, convolved),
    "recurrent": Family({"x": normal(4, 2)}, recurrent),
    "several": Family({"words": words, "x": normal(3)}, several),
}

OPTIMIZERS = {
    "SGD": lambda: O.SGD(0.05, momentum=0.9, nesterov=True),
    "Adam": lambda: O.Adam(0.01),
    "AdamW": lambda: O.AdamW(0.01),
    "RMSprop": lambda: O.RMSprop(0.01),
    "Adagrad": lambda: O.Adagrad(0.05),
    "Adadelta": lambda: O.Adadelta(1.0),
    "Adamax": lambda: O.Adamax(0.01),
    "Nadam": lambda: O.Nadam(0.01),
    # From the default of 0.1 its first step takes nearly all of every weight away, and what is left is the rounding of a difference.
    "Ftrl": lambda: O.Ftrl(0.05, initial_accumulator_value=1e-6),
    "Lion": lambda: O.Lion(0.005),
    "Lamb": lambda: O.Lamb(0.01),
    "Adafactor": lambda: O.Adafactor(0.05),
    "Muon": lambda: O.Muon(0.01),
    "ScheduleFreeAdamW": lambda: O.ScheduleFreeAdamW(0.01),
    "LossScaleOptimizer": lambda: O.LossScaleOptimizer(O.Adam(0.01), dynamic_growth_steps=7),
    "MultiOptimizer": lambda: O.MultiOptimizer(O.OptimizerMap(O.Adam(0.01), {".*/bias": O.SGD(0.1)})),
}


def targets(rng) -> dict:
    return {name: tower.target(rng) for name, tower in TOWERS.items()}


def build(family: str) -> keras.Model:
    """One tower for each loss, with weights of its own: the sum of the losses falls apart, so each trains as a model of its own."""
    keras.utils.clear_session()
    made, data = FAMILIES[family], FAMILIES[family].inputs
    inputs = [keras.Input(made_data.shape[1:], name=name, dtype=made_data.dtype)
              for name, made_data in ((n, make(np.random.default_rng(0))) for n, make in data.items())]
    outputs = [tower.head(name, made.below(name, i, *inputs)) for i, (name, tower) in enumerate(TOWERS.items())]
    return keras.Model(inputs, outputs, name=family)
