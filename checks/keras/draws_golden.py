"""What Keras's random layers make of random numbers: writes golden/draws.json and draws.npz, or with --check compares them.

Lamina draws by another generator, so the numbers themselves are given: what Keras draws here is recorded as draws from 0 to 1 (of a
normal distribution of variance 1, as gammas), in the order in which they are drawn, and Lamina's draws are fed with them.
"""
import sys
from contextlib import ExitStack
from unittest import mock

import numpy as np

from compare import far, worst
from quiet_keras import keras, tf
from store import GOLDEN, read_arrays, read_json, write_arrays, write_json

L = keras.layers
FILE, ARRAYS = GOLDEN / "draws.json", GOLDEN / "draws.npz"
drawing = keras.src.backend.tensorflow.random

LAYERS = {
    "shear": lambda **o: L.RandomShear((0.1, 0.3), (0.2, 0.5), **o),
    "shear_nearest": lambda **o: L.RandomShear(0.4, 0.1, "nearest", "constant", 2.0, **o),
    "perspective": lambda **o: L.RandomPerspective(1.0, 0.6, fill_value=3.0, **o),
    "perspective_nearest": lambda **o: L.RandomPerspective(0.5, 0.3, "nearest", **o),
    "elastic": lambda **o: L.RandomElasticTransform(1.0, (0.4, 0.8), **o),
    "elastic_constant": lambda **o: L.RandomElasticTransform(0.5, (0.1, 0.3), "nearest", "constant", 3.0, **o),
    "hue": lambda **o: L.RandomHue((0.1, 0.9), **o), "rotation": lambda **o: L.RandomRotation((-0.3, 0.2), **o),
    "zoom": lambda **o: L.RandomZoom((-0.4, 0.3), (-0.2, 0.5), **o), "zoom_both": lambda **o: L.RandomZoom(0.3, **o),
    "translation": lambda **o: L.RandomTranslation(0.3, (-0.1, 0.4), "wrap", **o),
    "crop": lambda **o: L.RandomCrop(4, 3, **o), "crop_larger": lambda **o: L.RandomCrop(8, 4, **o),
    "flip": lambda **o: L.RandomFlip(**o), "flip_vertical": lambda **o: L.RandomFlip("vertical", **o),
    "brightness": lambda **o: L.RandomBrightness(0.4, **o), "contrast": lambda **o: L.RandomContrast((0.3, 0.7), **o),
    "saturation": lambda **o: L.RandomSaturation((0.2, 0.9), **o), "grayscale": lambda **o: L.RandomGrayscale(0.5, **o),
    "color_degeneration": lambda **o: L.RandomColorDegeneration(0.8, **o), "sharpness": lambda **o: L.RandomSharpness((0.1, 0.9), **o),
    "invert": lambda **o: L.RandomInvert(1.0, **o), "erasing": lambda **o: L.RandomErasing(1.0, (0.2, 0.6), 7, **o),
    "erasing_noise": lambda **o: L.RandomErasing(1.0, (0.3, 0.7), None, **o),
    "solarization": lambda **o: L.Solarization(0.4, (0.1, 0.6), **o),
    "gaussian_blur": lambda **o: L.RandomGaussianBlur(1.0, (3, 5), (0.3, 0.9), **o),
    "mix_up": lambda **o: L.MixUp(0.4, **o), "cut_mix": lambda **o: L.CutMix((0.6, 0.9), **o),
}


class Recorder:
    """In the place of Keras's generator."""

    def __init__(self, seed: int):
        self.rng = np.random.default_rng(seed)
        self.draws = []

    def unit(self, shape) -> np.ndarray:
        made = self.rng.uniform(0, 1, [int(n) for n in shape]).astype("float32")
        pairs = made.ndim == 2 and made.shape[1] == 2  # of which Lamina draws one after the other
        self.draws += list(made.T) if pairs else [made]
        return made

    def uniform(self, shape, minval=0.0, maxval=1.0, dtype=None, seed=None):
        return tf.cast(minval + self.unit(shape) * (np.float32(maxval) - np.float32(minval)), dtype or "float32")

    def normal(self, shape, mean=0.0, stddev=1.0, dtype=None, seed=None):
        made = self.rng.normal(0, 1, [int(n) for n in shape]).astype("float32")
        self.draws.append(made)
        return tf.cast(mean + made * stddev, dtype or "float32")

    def stateless_normal(self, shape, seed, mean=0.0, stddev=1.0, dtype="float32"):
        """The elastic transformation draws twice with the same seed: the same numbers."""
        return self.normal(shape, mean, stddev, dtype) if len(self.draws) == 3 else tf.constant(self.draws[-1])

    def shuffle(self, x, axis=0, seed=None):
        return tf.gather(x, np.argsort(self.unit([len(x)])), axis=axis)

    def beta(self, shape, alpha, beta, dtype=None, seed=None):
        """From two gammas; the last number chooses an end where both vanish."""
        made = self.unit(shape)
        self.draws += [np.float32(1) - made, np.zeros_like(made)]
        return tf.constant(made)


def images(first: bool) -> np.ndarray:
    made = np.random.default_rng(7).uniform(0, 255, (4, 6, 5, 3)).astype("float32")
    return made.transpose(0, 3, 1, 2) if first else made


def record(name: str, make, seed: int, first: bool) -> tuple[dict, dict]:
    recorder = Recorder(seed)
    keras.utils.set_random_seed(seed)  # which layers take as theirs
    layer = make(**({"data_format": "channels_first"} if first else {}))
    with ExitStack() as stack:
        for each in ("uniform", "normal", "shuffle", "beta"):
            stack.enter_context(mock.patch.object(drawing, each, getattr(recorder, each)))
        stack.enter_context(mock.patch.object(tf.random, "stateless_normal", recorder.stateless_normal))
        output = np.asarray(layer(images(first), training=True))
    row = f"{name}_first" if first else name
    arrays = {f"{row}_output": output} | {f"{row}_draw_{i}": draw for i, draw in enumerate(recorder.draws)}
    return {"name": row, "images": "images_first" if first else "images",
            "layer": keras.saving.serialize_keras_object(layer)}, arrays


def rows() -> tuple[list, dict]:
    found, arrays = [], {"images": images(False), "images_first": images(True)}
    for i, (name, make) in enumerate(LAYERS.items()):
        keras.utils.clear_session()
        for first in (False, True):
            row, made = record(name, make, i, first)
            found.append(row)
            arrays |= made
    return found, arrays


def main() -> None:
    found, arrays = rows()
    if "--check" not in sys.argv:
        write_json(FILE, found)
        write_arrays(ARRAYS, arrays)
        print(f"draws: {len(found)} written")
        return
    known, golden = {row["name"]: row for row in read_json(FILE)}, read_arrays(ARRAYS)
    wrong = [row["name"] for row in found if far(known.get(row["name"]), row)]
    wrong += [key for key in golden.keys() | arrays.keys()
              if key not in golden or key not in arrays or worst(golden[key], arrays[key]) > 1e-5]
    for name in wrong:
        print(f"FAILED draws {name}")
    print(f"draws: {len(found)} passed, {len(wrong)} failed")
    sys.exit(1 if wrong or len(known) != len(found) else 0)


if __name__ == "__main__":
    main()
