"""A folder of images as real Keras reads it: writes images/folder and images/folder.npz, or with --check compares the latter."""
import shutil
import sys

import numpy as np

from quiet_keras import keras, tf
from store import GOLDEN, read_arrays, write_arrays

IMAGES = GOLDEN.parent / "images"  # not among the cases
FOLDER, FILE = IMAGES / "folder", IMAGES / "folder.npz"
SHAPES = {"cat/a.png": (5, 7, 3), "cat/b.png": (4, 4, 1), "dog/c.png": (9, 3, 3), "dog/d.png": (6, 8, 1)}
SIZES = [(6, 8), (3, 5), (12, 4)]


def write_images() -> None:
    rng = np.random.default_rng(5)
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, shape in SHAPES.items():
        file = FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(tf.io.encode_png(rng.integers(0, 256, shape).astype("uint8")).numpy())


def read() -> dict:
    arrays = {}
    for height, width in SIZES:
        for mode in ("rgb", "grayscale"):
            data = keras.utils.image_dataset_from_directory(
                str(FOLDER), image_size=(height, width), color_mode=mode, shuffle=False, batch_size=4, verbose=False)
            x, y = next(iter(data))
            arrays[f"x_{height}_{width}_{1 if mode == 'grayscale' else 3}"] = np.asarray(x)
            arrays["y"] = np.asarray(y)
    return arrays


def main() -> None:
    check = "--check" in sys.argv
    if not check:
        write_images()
    made = read()
    if not check:
        write_arrays(FILE, made)
        print(f"folder: {len(made)} written")
        return
    known = read_arrays(FILE)
    failed = [name for name in made if name not in known or not np.array_equal(known[name], made[name])]
    for name in failed:
        print(f"FAILED folder {name}")
    print(f"folder: {len(made) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed or known.keys() != made.keys() else 0)


if __name__ == "__main__":
    main()
