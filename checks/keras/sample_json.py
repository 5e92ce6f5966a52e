"""Writes the architecture that the program keras-json of samples reads: python sample_json.py [--check]."""

import json
import pathlib
import sys

import quiet_keras  # noqa: F401
import keras
from keras import layers

FILE = pathlib.Path(__file__).resolve().parents[2] / "samples/src/main/resources/dev/lamina/samples/residual.json"


def model():
    image = keras.Input((28, 28, 1), name="image")
    x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu", name="stem")(image)
    for i in range(2):
        y = layers.SeparableConv2D(16, 3, padding="same", use_bias=False, name=f"conv_{i}")(x)
        y = layers.BatchNormalization(momentum=0.8, name=f"norm_{i}")(y)
        x = layers.add([x, keras.ops.relu(y)], name=f"join_{i}")
    x = layers.MaxPooling2D(2, name="pool")(x)
    digit = layers.Dense(10, activation="softmax", name="digit")(layers.Flatten()(x))
    return keras.Model(image, digit, name="residual")


text = json.dumps(json.loads(model().to_json()), indent=1) + "\n"
if "--check" in sys.argv:
    same = FILE.read_text() == text
    print(f"{int(same)} passed, {int(not same)} failed")
else:
    FILE.write_text(text)
    print(FILE, model().count_params())
