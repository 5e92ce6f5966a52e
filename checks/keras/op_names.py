"""Writes keras-ops.json: the public functions of keras.ops and keras.random, and what those that take numbers alone answer."""
import argparse
import json
import sys
from pathlib import Path

import numpy as np

from ops_golden import encode
from quiet_keras import keras

FILE = Path(__file__).resolve().parents[2] / "dsl/src/test/resources/keras-ops.json"
ops = keras.ops
CONSTANTS = {
    "zeros": ((2, 3),), "ones": ((3,),), "full": ((2, 2), 0.5), "eye": (3,), "tri": (3,), "arange": (5,),
    "linspace": (0, 1, 5), "logspace": (0, 2, 3), "geomspace": (1, 100, 3), "bartlett": (6,), "blackman": (6,),
    "hamming": (6,), "hanning": (6,), "kaiser": (6, 8.0),
}


def functions(module, prefix: str = "") -> set[str]:
    return {prefix + n for n, f in vars(module).items() if not n.startswith("_") and callable(f)}


def current() -> dict:
    names = functions(ops) | functions(ops.image, "image.")
    for inner in ("linalg", "nn", "numpy"):
        names |= functions(getattr(ops, inner)) - functions(ops)
    answers = {n: encode(np.asarray(getattr(ops, n)(*args), "float32")) for n, args in CONSTANTS.items()}
    return {"names": sorted(names), "random": sorted(functions(keras.random)), "constants": answers}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        found = current()
        FILE.write_text("{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in found.items()) + "\n}\n")
        return
    passed = json.loads(FILE.read_text()) == json.loads(json.dumps(current()))
    print(f"op names: {int(passed)} passed, {int(not passed)} failed")
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
