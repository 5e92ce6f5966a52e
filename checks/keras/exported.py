"""SavedModels that real Keras and TensorFlow write, for Lamina to run.

keras-exported/<case>/  model/, the SavedModel, and in arrays.npz <signature>/input/<name> and the <signature>/output/<name> that TensorFlow
                        computed; of a few of them there are copies in tf-backend/src/test/resources/exported
"""
import shutil
import sys
from pathlib import Path

import numpy as np

from quiet_keras import keras, tf
from store import TARGET, write_arrays

layers, Input, Model = keras.layers, keras.Input, keras.Model


def dictionaries():
    """Dictionaries, a table of words, and an output that is an input."""
    x, words = Input((3,), name="x"), Input((2,), name="words", dtype="string")
    found = layers.StringLookup(vocabulary=["red", "größe"], output_mode="count")(words)
    y = layers.Dense(2, name="y")(layers.Concatenate()([x, found]))
    model = Model({"x": x, "words": words}, {"sums": y, "words": words})
    return model, {"serving_default": {"x": floats(4, 3), "words": np.array([["red", "größe"]] * 4)}}


def outputs():
    image = Input((8, 8, 1), name="image")
    y = layers.BatchNormalization()(layers.Conv2D(3, 3, strides=2, activation="relu")(image))
    model = Model(image, [layers.Conv2DTranspose(1, 3)(y), layers.GlobalAveragePooling2D()(y)])
    return model, {"serving_default": {"image": floats(2, 8, 8, 1)}, "serve": {"image": floats(1, 8, 8, 1)}}


def recurrent():
    steps = Input((5, 3), name="steps")
    y = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(steps)
    y = layers.MultiHeadAttention(2, 3)(y, y)
    return Model(steps, layers.GRU(3)(y)), {"serving_default": {"steps": floats(2, 5, 3)}}


def embedded():
    tokens = Input((None,), name="tokens", dtype="int32")
    model = Model(tokens, layers.GlobalMaxPooling1D()(layers.Embedding(9, 4)(tokens)))
    return model, {"serving_default": {"tokens": np.array([[1, 2, 8], [0, 0, 5]], "int32")}}


class TwoSignatures(tf.Module):
    """No Keras in it: two functions that share a variable, one of them with inputs of any rank, and one for which Java has no type."""

    def __init__(self):
        self.kernel = tf.Variable(floats(3, 2))

    @tf.function(input_signature=[tf.TensorSpec((None, 3), tf.float32, "image")])
    def encode(self, image):
        return {"code": image @ self.kernel}

    @tf.function(input_signature=[tf.TensorSpec(None, tf.float32, "code"), tf.TensorSpec((), tf.bool, "negate")])
    def decode(self, code, negate):
        image = code @ tf.transpose(self.kernel)
        return {"image": tf.where(negate, -image, image), "rank": tf.rank(code)}

    @tf.function(input_signature=[tf.TensorSpec((None,), tf.complex64, "waves")])
    def listen(self, waves):
        return {"loudness": tf.abs(waves)}


def signatures():
    module = TwoSignatures()
    functions = {"encode": module.encode, "decode": module.decode, "listen": module.listen}
    return (module, functions), {"encode": {"image": floats(2, 3)}, "decode": {"code": floats(4, 2), "negate": np.array(True)}}


def floats(*shape):
    return np.random.default_rng(len(shape)).standard_normal(shape).astype("float32")


CASES = [dictionaries, outputs, recurrent, embedded, signatures]


def write(build, folder: Path) -> None:
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(3)
    folder.mkdir(parents=True)
    model, inputs = build()
    if isinstance(model, Model):
        model.export(folder / "model", verbose=False)
    else:
        tf.saved_model.save(model[0], folder / "model", signatures=model[1])
    loaded, arrays = tf.saved_model.load(folder / "model"), {}
    for signature, values in inputs.items():
        found = loaded.signatures[signature](**{name: tf.constant(value) for name, value in values.items()})
        arrays |= {f"{signature}/input/{name}": value for name, value in values.items()}
        arrays |= {f"{signature}/output/{name}": plain(value.numpy()) for name, value in found.items()}
    write_arrays(folder / "arrays.npz", arrays)


def plain(array):
    """Strings are bytes to TensorFlow."""
    return np.char.decode(array.astype(bytes), "utf-8") if array.dtype == object else array


def main() -> None:
    target = (Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET) / "keras-exported"
    shutil.rmtree(target, ignore_errors=True)
    written = failed = 0
    for build in CASES:
        try:
            write(build, target / build.__name__)
            written += 1
        except Exception as error:
            failed += 1
            shutil.rmtree(target / build.__name__, ignore_errors=True)
            print(f"FAILED exported {build.__name__}: {type(error).__name__}: {str(error).splitlines()[0]}")
    print(f"exported: {written} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
