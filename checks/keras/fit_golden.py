"""How real Keras trains: writes golden/fit.json, or with --check compares it.

Numbers of batches, targets of many types, frozen layers, models that take turns, gradients of outputs.
"""
import sys

import numpy as np

from compare import far
from quiet_keras import keras, tf
from store import GOLDEN, read_json, write_json

L = keras.layers
FILE = GOLDEN / "fit.json"


def values(shape, seed):
    """The same numbers in Java: see FitGoldenTest.values."""
    n = int(np.prod(shape))
    return (((np.arange(n) * 37 + seed * 11) % 23 - 11) / 16).astype("float32").reshape(shape)


def fill(model, seed=1):
    model.set_weights([values(w.shape, seed + i) for i, w in enumerate(model.get_weights())])
    return model


def lists(arrays):
    return [np.asarray(a, "float64").ravel().tolist() for a in arrays]


def line(rate=0.05, **dense):
    model = keras.Sequential([keras.Input((2,)), L.Dense(1, **dense)])
    fill(model).compile(optimizer=keras.optimizers.SGD(rate), loss="mse")
    return model


def steps(per_epoch, validation):
    model = line()
    h = model.fit(values((10, 2), 3), values((10, 1), 4), batch_size=2, shuffle=False, epochs=4, verbose=0,
                  steps_per_epoch=per_epoch, validation_data=(values((8, 2), 5), values((8, 1), 6)),
                  validation_steps=validation, validation_batch_size=2)
    return {"per_epoch": per_epoch, "validation": validation, "history": h.history, "weights": lists(model.get_weights())}


def targets(shape, dtype, loss):
    """Targets of a rank and type: class numbers for the sparse loss, whole numbers for the others."""
    inner = shape[1:]
    model = keras.Sequential([keras.Input((*inner, 2) if loss.startswith("sparse") else (2,)),
                              L.Dense(3, "softmax") if loss.startswith("sparse") else L.Dense(int(np.prod(inner))),
                              L.Activation("linear") if loss.startswith("sparse") else L.Reshape(inner)])
    fill(model).compile(optimizer=keras.optimizers.SGD(0.1), loss=loss)
    x = values(((6, *inner, 2) if loss.startswith("sparse") else (6, 2)), 3)
    y = (np.arange(6 * int(np.prod(inner))) % 3).astype(dtype).reshape((6, *inner))
    h = model.fit(x, y, batch_size=2, shuffle=False, epochs=2, verbose=0)
    return {"shape": list(shape), "dtype": dtype, "loss_name": loss, "history": h.history}


def added():
    """Losses that weights and activities add."""
    x = keras.Input((2,))
    hidden = L.Dense(3, kernel_regularizer=keras.regularizers.L2(0.1), activity_regularizer=keras.regularizers.L1(0.01))(x)
    model = fill(keras.Model(x, L.Dense(1, bias_regularizer="l1")(hidden)))
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="mse")
    h = model.fit(values((7, 2), 3), values((7, 1), 4), batch_size=3, shuffle=False, epochs=3, verbose=0,
                  validation_split=0.3)
    return {"history": h.history}


def tuned():
    """Training, freezing of the first layers, a second compile(), training."""
    model = keras.Sequential([keras.Input((2,)), L.Dense(3, "tanh", name="base"), L.BatchNormalization(name="norm"),
                              L.Dense(1, name="head")])
    fill(model)
    model.layers[1].set_weights([np.ones(3), np.zeros(3), np.zeros(3), np.ones(3)])
    x, y = values((8, 2), 3), values((8, 1), 4)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    first = model.fit(x, y, batch_size=4, shuffle=False, epochs=2, verbose=0).history
    model.layers[0].trainable = model.layers[1].trainable = False
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    second = model.fit(x, y, batch_size=4, shuffle=False, epochs=2, verbose=0).history
    return {"first": first["loss"], "second": second["loss"], "weights": lists(model.get_weights())}


def turns():
    """Generator and discriminator."""
    keras.utils.clear_session()
    judge = fill(keras.Sequential([keras.Input((4,)), L.Dense(5, "tanh", name="j1"), L.BatchNormalization(name="jn"),
                                   L.Dense(1, "sigmoid", name="j2")]), 1)
    judge.layers[1].set_weights([np.ones(5), np.zeros(5), np.zeros(5), np.ones(5)])
    forger = fill(keras.Sequential([keras.Input((2,)), L.Dense(4, "tanh", name="f1")]), 7)
    judge.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
    judge.trainable = False
    both = keras.Sequential([keras.Input((2,)), forger, judge])
    both.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy")
    losses = []
    for i in range(4):
        noise = values((3, 2), 20 + i)
        fake = np.asarray(forger(noise))
        # The judge is compiled anew, so that its own flag counts in its own step.
        x = np.concatenate([values((3, 4), 30 + i), fake])
        y = np.array([[1], [1], [1], [0], [0], [0]], "float32")
        judge.trainable = True
        losses.append(float(judge.train_on_batch(x, y)))
        judge.trainable = False
        losses.append(float(both.train_on_batch(noise, np.ones((3, 1), "float32"))))
    return {"losses": losses, "judge": lists(judge.get_weights()), "forger": lists(forger.get_weights())}


def gradients():
    """Of the sum of two outputs, by the input and by the weights."""
    x = keras.Input((2,), name="x")
    hidden = L.Dense(3, "tanh")(x)
    model = fill(keras.Model(x, [L.Dense(1)(hidden), L.Dense(2, "sigmoid")(hidden)]))
    given = tf.constant(values((3, 2), 3))
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(given)
        total = tf.add_n([tf.reduce_sum(o) for o in model(given)])
    return {"input": lists([tape.gradient(total, given)])[0],
            "weights": lists(tape.gradient(total, model.trainable_variables))}


def rows() -> dict:
    kinds = [((6,), "int32", "sparse_categorical_crossentropy"), ((6, 4), "uint8", "sparse_categorical_crossentropy"),
             ((6, 2, 2), "int64", "sparse_categorical_crossentropy"), ((6, 3), "int16", "mean_squared_error"),
             ((6, 2, 2, 1), "int32", "mean_absolute_error"), ((6, 2), "bool", "mean_squared_error"),
             ((6, 2), "float64", "mean_squared_error")]
    return {"steps": [steps(2, 2), steps(3, 1), steps(5, 9), steps(7, 4)], "targets": [targets(*kind) for kind in kinds],
            "added": added(), "tuned": tuned(), "turns": turns(), "gradients": gradients()}


def main() -> None:
    made = rows()
    if "--check" not in sys.argv:
        write_json(FILE, made)
        print(f"fit: {len(made)} written")
        return
    known = read_json(FILE)
    failed = [name for name in made if far(known.get(name), made[name])]
    for name in failed:
        print(f"FAILED fit {name}")
    print(f"fit: {len(made) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed or known.keys() != made.keys() else 0)


if __name__ == "__main__":
    main()
