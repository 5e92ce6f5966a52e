"""Loads a .keras file and a .weights.h5 file with real Keras and compares them with the model they were copied from.

    python load_file.py ORIGINAL.keras COPY.keras COPY.weights.h5
"""
import sys

import numpy as np

from quiet_keras import keras


def main(original: str, archive: str, weights: str) -> None:
    model = keras.models.load_model(original)
    copy = keras.models.load_model(archive)
    again = keras.models.load_model(original)
    for variable in again.variables + again.optimizer.variables:
        variable.assign(keras.ops.zeros_like(variable))
    again.load_weights(weights)
    for other in (copy, again):
        assert len(other.optimizer.variables) == len(model.optimizer.variables) > 2
        for a, b in zip(model.variables + model.optimizer.variables, other.variables + other.optimizer.variables):
            np.testing.assert_array_equal(a.numpy(), b.numpy(), a.path)
    print("real Keras loads both, to the last bit")


if __name__ == "__main__":
    main(*sys.argv[1:])
