"""What a row of the op table is: one call of one class of keras.ops with small arrays and literals."""
from dataclasses import dataclass, field

import numpy as np

from quiet_keras import tf


@dataclass(frozen=True)
class OpCase:
    op: str  # module and class under keras.src.ops, such as "numpy.Add"
    args: tuple  # numpy arrays are tensors; all else is a literal
    config: dict = field(default_factory=dict)
    kwargs: dict = field(default_factory=dict)


def case(op: str, *args, **config) -> OpCase:
    return OpCase(op, args, config)


def floats(*shape, dtype="float32", low=-2.0, high=2.0) -> np.ndarray:
    """The same well spread, tie-free values for the same shape and range, with few digits."""
    count = int(np.prod(shape))
    spread = np.random.default_rng(count).permutation(count) + 0.37
    return array((low + (high - low) * spread / max(count, 1)).round(3).reshape(shape), dtype)


def ints(*shape, dtype="int32", low=-3, high=6) -> np.ndarray:
    return np.random.default_rng(int(np.prod(shape)) + 1).integers(low, high, shape).astype(dtype)


def bools(*shape) -> np.ndarray:
    return np.random.default_rng(int(np.prod(shape)) + 2).integers(0, 2, shape).astype(bool)


def array(values, dtype="float32") -> np.ndarray:
    return np.asarray(values, "float32").astype(tf.as_dtype(dtype).as_numpy_dtype)
