"""Writes golden/values.json: what Keras's initializers without randomness, regularizers, constraints and schedules give.

A list of {kind, class_name, config, input, output}: input is the shape of the weight, the weight, or the steps; --check compares.
"""
import json
import sys

import numpy as np

from quiet_keras import keras
from store import GOLDEN, read_json, write_json

FILE = GOLDEN / "values.json"
I, R, C = keras.initializers, keras.regularizers, keras.constraints
S = keras.optimizers.schedules

WEIGHT = np.random.default_rng(5).normal(0, 1.5, (3, 2, 4)).astype("float32")
MATRIX = WEIGHT[:, 0, :]
STEPS = list(range(0, 41))
WINDOWS = ["hann", "hamming", "blackman", "nuttall", "blackmanharris", "flattop", "boxcar", "bartlett", "cosine", "bohman"]

INITIALIZERS = [
    (I.Zeros(), (2, 3)), (I.Ones(), (3,)), (I.Constant(0.3), (2, 2)), (I.Constant([1.0, -2.0, 3.0]), (2, 3)),
    (I.Constant(np.array([[1.5], [-2.5]], "float32")), (2, 3)), (I.Identity(), (3, 2)), (I.Identity(), (2, 3)),
    *[(I.STFT("real", window=w), (6, 1, 4)) for w in WINDOWS], (I.STFT("imag", "hann", "spectrum", True), (5, 1, 3)),
    (I.STFT("imag", "hamming", None), (6, 1, 4)), (I.STFT("real", None), (4, 1, 3)),
    (I.STFT("real", "bartlett", "density", True), (5, 1, 4)), (I.STFT("real", "cosine", "spectrum", True), (5, 1, 4)),
    (I.STFT("imag", "bohman", "density", True), (6, 1, 3)),
]
REGULARIZERS = [(R.L1(0.03), WEIGHT), (R.L2(0.02), WEIGHT), (R.L1L2(0.01, 0.2), WEIGHT), (R.L1(), MATRIX), (R.L2(), MATRIX),
                (R.OrthogonalRegularizer(), MATRIX), (R.OrthogonalRegularizer(0.3, "columns"), MATRIX)]
CONSTRAINTS = [
    (C.MaxNorm(), WEIGHT), (C.MaxNorm(1.0, axis=[0, 1]), WEIGHT), (C.MaxNorm(0.5, axis=-1), WEIGHT), (C.NonNeg(), WEIGHT),
    (C.MinMaxNorm(), WEIGHT), (C.MinMaxNorm(1.0, 2.0, 0.3, axis=1), WEIGHT), (C.UnitNorm(), WEIGHT),
    (C.UnitNorm(axis=[0, 2]), WEIGHT),
]
SCHEDULES = [
    S.ExponentialDecay(0.1, 7, 0.9), S.ExponentialDecay(0.1, 7, 0.9, staircase=True), S.InverseTimeDecay(0.1, 6, 0.5),
    S.InverseTimeDecay(0.1, 6, 0.5, staircase=True), S.PolynomialDecay(0.1, 12), S.PolynomialDecay(0.1, 9, 0.01, 2.0, True),
    S.CosineDecay(0.1, 20), S.CosineDecay(0.0, 20, 0.1, warmup_target=0.2, warmup_steps=9),
    S.PiecewiseConstantDecay([5, 11, 30], [0.1, 0.05, 0.2, 0.01]), S.CosineDecayRestarts(0.1, 7),
    S.CosineDecayRestarts(0.1, 5, 1.5, 0.8, 0.05), S.CosineDecayRestarts(0.1, 5, 1.0, 0.9),
]


def numbers(value) -> list:
    return json.loads(json.dumps([float(str(x)) for x in np.asarray(value, "float32").ravel()]))


def entry(kind: str, thing, given, output, shape=None) -> dict:
    return {"kind": kind, "class_name": type(thing).__name__, "config": thing.get_config(),
            "input": given, "shape": list(shape or []), "output": numbers(output)}


def values() -> list:
    found = [entry("initializer", i, [], i(shape), shape) for i, shape in INITIALIZERS]
    found += [entry("regularizer", r, numbers(w), r(keras.ops.convert_to_tensor(w)), w.shape) for r, w in REGULARIZERS]
    found += [entry("constraint", c, numbers(w), c(keras.ops.convert_to_tensor(w)), w.shape) for c, w in CONSTRAINTS]
    found += [entry("schedule", s, STEPS, [float(s(step)) for step in STEPS]) for s in SCHEDULES]
    return json.loads(json.dumps(found))


def main() -> None:
    if "--check" not in sys.argv:
        write_json(FILE, values())
        return
    passed = failed = 0
    for golden, now in zip(read_json(FILE), values(), strict=True):
        same = np.allclose(golden.pop("output"), now.pop("output"), rtol=1e-5, atol=1e-7) and golden == now
        passed, failed = passed + same, failed + (not same)
        if not same:
            print(f"FAILED values {golden['class_name']} {golden['config']}")
    print(f"values: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
