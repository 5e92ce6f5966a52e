"""What a row of the case table is: a small model, what to feed it, and how to train it one step."""
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from quiet_keras import keras

Values = Callable[[np.random.Generator, tuple], np.ndarray]


def normal(scale: float = 1.0) -> Values:
    return lambda rng, shape: rng.normal(0, scale, shape)


def between(low: float, high: float) -> Values:
    return lambda rng, shape: rng.uniform(low, high, shape)


def integers(high: int, low: int = 0) -> Values:
    return lambda rng, shape: rng.integers(low, high, shape)


def one_hot(rng: np.random.Generator, shape: tuple) -> np.ndarray:
    return np.eye(shape[-1])[rng.integers(0, shape[-1], shape[:-1])]


def distribution(rng: np.random.Generator, shape: tuple) -> np.ndarray:
    raw = rng.uniform(0.1, 1, shape)
    return raw / raw.sum(axis=-1, keepdims=True)


@dataclass(frozen=True)
class Train:
    """How the case is trained: `steps` times train_on_batch on the same batch."""
    optimizer: Callable[[], keras.optimizers.Optimizer] = lambda: keras.optimizers.SGD(0.1)
    loss: object = "mse"
    target: Values = normal()
    steps: int = 1
    sample_weight: bool = False
    loss_weights: object = None
    metrics: object = None
    tolerance: float | None = None  # of losses and weights behind the steps; None for that of all trained cases
    auto_scale_loss: bool = True
    in_json: bool = False  # model.json is written compiled


@dataclass(frozen=True)
class Case:
    """One golden folder."""
    name: str
    build: Callable[[], keras.Model]
    values: Mapping[str, Values] = field(default_factory=dict)  # by input name; others are standard normal
    batch: int = 3
    random: bool = False  # training mode draws random numbers: only inference is recorded
    gradients: bool = True  # False where TensorFlow has none, or not the derivative
    train: Train | None = Train()
    tolerance: float = 1e-5
    exact: Callable[[], keras.Model] | None = None  # the same model in float64, where Keras itself rounds much
    xla: bool = False  # compiled, since TensorFlow's own kernels for processors cannot run it
    note: str = ""
    gradients: bool = True  # False: none are recorded

    @property
    def seed(self) -> int:
        return zlib.crc32(self.name.encode())


def layer(name: str, make: Callable[[], keras.Layer], *shapes: tuple, dtype: str = "float32", **options) -> Case:
    """A case of one layer: inputs x (or x0, x1 … for a layer that takes a list), one call."""

    def build() -> keras.Model:
        names = ["x"] if len(shapes) == 1 else [f"x{i}" for i in range(len(shapes))]
        xs = [keras.Input(shape, name=n, dtype=dtype) for n, shape in zip(names, shapes)]
        return keras.Model(xs[0] if len(xs) == 1 else xs, make()(xs[0] if len(xs) == 1 else xs), name=name)

    return Case(name, build, **options)


def layers(name: str, make: list[Callable[[], keras.Layer]], shape: tuple, **options) -> Case:
    """A case of several layers, each called on the input x."""

    def build() -> keras.Model:
        x = keras.Input(shape, name="x")
        return keras.Model(x, [m()(x) for m in make], name=name)

    return Case(name, build, **options)


def operations(name: str, function: Callable, *shapes: tuple, dtype: str = "float32", **options) -> Case:
    """A case of keras.ops on symbolic tensors."""

    def build() -> keras.Model:
        names = ["x"] if len(shapes) == 1 else [f"x{i}" for i in range(len(shapes))]
        xs = [keras.Input(shape, name=n, dtype=dtype) for n, shape in zip(names, shapes)]
        return keras.Model(xs[0] if len(xs) == 1 else xs, function(*xs), name=name)

    return Case(name, build, **options)
