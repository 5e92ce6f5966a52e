"""What the modules of trained_cases share: how most models are compiled, and what they are fed."""
import numpy as np

from quiet_keras import keras


def adam(model):
    model.compile(keras.optimizers.Adam(0.01), "mse")
    return model


def given(build, target=None, **inputs):
    """Says what a model is fed: functions of a generator and a shape, for the targets and for inputs by name; normal numbers else."""
    build.target, build.inputs = target, inputs
    return build


def normal(rng, shape):
    return rng.normal(0, 1, shape).astype("float32")


def positive(rng, shape):
    """Distributions over the last axis."""
    values = rng.uniform(0.1, 1, shape).astype("float32")
    return values / values.sum(axis=-1, keepdims=True)


def zeros_and_ones(rng, shape):
    return rng.integers(0, 2, shape).astype("float32")


def one_hot(rng, shape):
    return np.eye(shape[-1], dtype="float32")[rng.integers(0, shape[-1], shape[:-1])]


def classes(count: int):
    """Numbers of classes, in the place of the last axis."""
    return lambda rng, shape: rng.integers(0, count, (*shape[:-1], 1)).astype("int32")


def tokens(count: int):
    return lambda rng, shape: rng.integers(0, count, shape).astype("int32")


def choice(*texts: str):
    return lambda rng, shape: rng.choice(texts, shape)


def padded(rng, shape):
    """Steps of zeros behind the first two of every other example."""
    values = normal(rng, shape)
    values[::2, 2:] = 0
    return values
