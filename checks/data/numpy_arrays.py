"""Writes the golden files of NpzTest with NumPy itself, and lets NumPy read a file that Lamina wrote.

    python checks/data/numpy_arrays.py write tf-backend/src/test/resources/dev/lamina/tensorflow/data
    python checks/data/numpy_arrays.py read some.npz
"""

import sys
from pathlib import Path

import numpy as np


def arrays():
    numbers = np.arange(24).reshape(2, 3, 4)
    yield "bool", numbers % 3 == 0
    for name in "uint8 uint16 uint32 uint64 int8 int16 int32 int64 float16 float32 float64".split():
        dtype = np.dtype(name)
        scale = dtype.type(0.5) if dtype.kind == "f" else dtype.type(1)
        shift = dtype.type(0) if dtype.kind == "u" else dtype.type(12)
        yield name, (numbers.astype(dtype) - shift) * scale
    yield "unicode", np.array([["a", "größer"], ["", "😀 smile"]])
    yield "scalar", np.float32(1.25)
    yield "empty", np.zeros((0, 3), np.int16)
    yield "folder/kernel:0", np.array([1.5], np.float32)
    yield "fortran", np.asfortranarray(numbers.astype(np.float32))
    yield "big_endian", numbers.astype(">i4")
    yield "fortran_big_endian", np.asfortranarray(numbers.astype(">f8")[0])


def write(folder):
    np.savez(folder / "numpy.npz", **dict(arrays()))
    np.savez_compressed(folder / "numpy_compressed.npz", **dict(arrays()))
    np.save(folder / "objects.npy", np.array([{"pickled": 1}], dtype=object), allow_pickle=True)


def read(file):
    with np.load(file) as archive:
        for name in archive:
            array = archive[name]
            print(name, array.dtype, array.shape, array.flatten()[:4].tolist())


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
