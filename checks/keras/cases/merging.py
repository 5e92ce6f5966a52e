"""Layers that take a list of tensors."""
from case import layer
from quiet_keras import keras

L = keras.layers
KINDS = {"add": L.Add, "multiply": L.Multiply, "average": L.Average, "maximum": L.Maximum, "minimum": L.Minimum}

CASES = [
    *[layer(f"{n}_two", make, (3, 2), (3, 2)) for n, make in KINDS.items()],
    *[layer(f"{n}_three", make, (4,), (4,), (4,)) for n, make in KINDS.items()],
    *[layer(f"{n}_broadcast", make, (3, 1, 2), (4, 2)) for n, make in KINDS.items()],
    layer("subtract", L.Subtract, (3, 2), (3, 2)),
    layer("subtract_broadcast", L.Subtract, (3, 2), (1, 2)),
    layer("concatenate", L.Concatenate, (3, 2), (3, 4)),
    layer("concatenate_axis1", lambda: L.Concatenate(axis=1), (3, 2), (1, 2), (2, 2)),
    layer("concatenate_axis_minus2", lambda: L.Concatenate(axis=-2), (2, 3, 2), (2, 1, 2)),
    layer("dot", lambda: L.Dot(axes=1), (4,), (4,)),
    layer("dot_normalize", lambda: L.Dot(axes=1, normalize=True), (4,), (4,)),
    layer("dot_axes_2_1", lambda: L.Dot(axes=(2, 1)), (3, 4), (4, 2)),
    layer("dot_axes_2_2", lambda: L.Dot(axes=2), (3, 4), (2, 4)),
    layer("dot_axis_minus1", lambda: L.Dot(axes=-1), (3, 4), (2, 4)),
    layer("dot_normalize_axes", lambda: L.Dot(axes=(2, 1), normalize=True), (3, 4), (4, 2)),
    layer("dot_rank4_3", lambda: L.Dot(axes=(3, 2)), (2, 3, 4), (2, 4)),
    layer("dot_rank2_3", lambda: L.Dot(axes=(1, 2)), (4,), (3, 4)),
    layer("dot_unknown_size", lambda: L.Dot(axes=2), (None, 4), (None, 4)),
    *[layer(f"{n}_ranks", make, (3, 2, 4), (2, 4), (4,)) for n, make in KINDS.items()],
    *[layer(f"{n}_unknown_size", make, (None, 2), (None, 2)) for n, make in KINDS.items()],
    layer("subtract_ranks", L.Subtract, (2, 4), (4,)),
    layer("concatenate_unknown_size", lambda: L.Concatenate(axis=1), (None, 2), (3, 2)),
    layer("concatenate_vectors", lambda: L.Concatenate(axis=1), (2,), (3,), (1,)),
]
