"""Times real Keras on the VQ-VAE of the Keras examples (28x28, 128 codes of 16) and prints one line of JSON."""
import argparse
import json
import os
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--batch-size", dest="batch", type=int, default=128)
parser.add_argument("--steps", type=int, default=100)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--idx", help="an uncompressed IDX file of images; random images without it")
options = parser.parse_args()
os.environ |= {"CHECKS_THREADS": str(options.threads), "TF_ENABLE_ONEDNN_OPTS": "1"}

import numpy as np  # noqa: E402

from quiet_keras import keras  # noqa: E402
from lamina_keras import VectorQuantizer  # noqa: E402

L = keras.layers


def vq_vae() -> keras.Model:
    x = keras.Input((28, 28, 1))
    h = L.Conv2D(32, 3, activation="relu", strides=2, padding="same")(x)
    h = L.Conv2D(64, 3, activation="relu", strides=2, padding="same")(h)
    q, _ = VectorQuantizer(128, 16, commitment_cost=0.25)(L.Conv2D(16, 1, padding="same")(h))
    h = L.Conv2DTranspose(64, 3, activation="relu", strides=2, padding="same")(q)
    h = L.Conv2DTranspose(32, 3, activation="relu", strides=2, padding="same")(h)
    return keras.Model(x, L.Conv2DTranspose(1, 3, padding="same")(h))


def images() -> np.ndarray:
    """batch * steps images in [-0.5, 0.5], as (n, 28, 28, 1)."""
    count = options.batch * options.steps
    if options.idx:
        raw = np.fromfile(options.idx, np.uint8, offset=16).reshape(-1, 28, 28, 1)
        raw = np.resize(raw, (count, 28, 28, 1))
    else:
        raw = np.random.default_rng(0).integers(0, 256, (count, 28, 28, 1), np.uint8)
    return (raw / 255 - 0.5).astype("float32")


data = images()
variance = float(data.var())
model = vq_vae()
model.compile(keras.optimizers.Adam(1e-3), lambda y, p: keras.ops.mean((y - p) ** 2) / variance, jit_compile=False)
model.fit(data, data, batch_size=options.batch, verbose=0)  # traces the graph
start = time.perf_counter()
history = model.fit(data, data, batch_size=options.batch, verbose=0)
seconds = time.perf_counter() - start
print(json.dumps({"batch": options.batch, "steps": options.steps, "seconds": round(seconds, 4),
                  "ms_per_step": round(seconds / options.steps * 1000, 4), "threads": options.threads,
                  "loss": round(history.history["loss"][-1], 5)}))
