"""Checks of the companion module: JSON and .keras round trips, gradients, codebook updates, refusals."""
import sys
import tempfile
from pathlib import Path

import numpy as np

from quiet_keras import keras, tf
import lamina_keras as own

L, ops = keras.layers, keras.ops
RNG = np.random.default_rng(0)


def quantizer_model(**config):
    x = keras.Input((4, 3))
    return keras.Model(x, own.VectorQuantizer(5, 3, **config)(x))


def vae():
    x = keras.Input((6,))
    h = L.Dense(4, "relu")(x)
    mean, log_var = own.KlDivergence(0.5)([L.Dense(2)(h), L.Dense(2)(h)])
    z = own.Sampling(seed=1)([mean, log_var])
    y = own.AddLoss(0.1)([L.Dense(6)(z), ops.mean(ops.square(z))])
    return keras.Model(x, own.AddMetric("spread")([y, ops.mean(ops.exp(log_var))]))


def check_json_round_trip():
    for model in (quantizer_model(), quantizer_model(ema_decay=0.9, restart_threshold=0.1, seed=4), vae()):
        written = model.to_json()
        assert keras.models.model_from_json(written).to_json() == written
        assert '"registered_name": "lamina>' in written


def check_file_round_trip():
    for model in (quantizer_model(), quantizer_model(ema_decay=0.9)):
        x = RNG.normal(size=(2, 4, 3)).astype("float32")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "model.keras"
            model.save(file)
            loaded = keras.models.load_model(file)
        for a, b in zip(model.predict(x, verbose=0), loaded.predict(x, verbose=0)):
            np.testing.assert_array_equal(a, b)


def check_nearest_code_and_dtype():
    model = quantizer_model()
    x = RNG.normal(size=(2, 4, 3)).astype("float32")
    quantized, indices = model(x)
    codes = model.layers[1].embeddings.numpy().T
    nearest = ((x[..., None, :] - codes) ** 2).sum(-1).argmin(-1)
    np.testing.assert_array_equal(indices, nearest)
    np.testing.assert_allclose(quantized, codes[nearest], atol=1e-6)
    assert indices.dtype == tf.int32 and model.outputs[1].dtype == "int32" and model.outputs[1].shape == (None, 4)


def check_way_back():
    indices = keras.Input((4,), dtype="int32")
    for config in ({}, {"ema_decay": 0.9}):
        quantizer = quantizer_model(**config).layers[1]
        vectors, same = keras.Model(indices, quantizer(indices))(np.array([[0, 4, 1, 1]]))
        np.testing.assert_array_equal(vectors[0], quantizer.embeddings.numpy().T[[0, 4, 1, 1]])
        assert vectors.shape == (1, 4, 3) and same.dtype == tf.int32


def check_gradients():
    model = quantizer_model(commitment_cost=0.5)
    x = tf.constant(RNG.normal(size=(2, 4, 3)).astype("float32"))
    with tf.GradientTape() as tape:
        tape.watch(x)
        quantized, _ = model(x)
        total = tf.reduce_sum(quantized) + sum(model.losses)
    by_x, by_codes = tape.gradient(total, [x, model.layers[1].embeddings.value])
    assert np.abs(tf.convert_to_tensor(by_codes)).max() > 0
    np.testing.assert_allclose(by_x, 1 + 0.5 * 2 * (x - quantized) / tf.size(x, tf.float32), atol=1e-5)


def check_training_moves_the_codebook():
    for config in ({}, {"ema_decay": 0.9}):
        x = keras.Input((4, 3))
        model = keras.Model(x, own.VectorQuantizer(5, 3, **config)(x)[0])
        model.compile("sgd", "mse")
        before = model.get_weights()[0]
        data = RNG.normal(size=(8, 4, 3)).astype("float32")
        model.fit(data, data, verbose=0)
        assert np.abs(model.get_weights()[0] - before).max() > 0
        moved = model.get_weights()[0]
        model.predict(data, verbose=0)
        np.testing.assert_array_equal(model.get_weights()[0], moved)


def check_restart_replaces_dead_codes_by_inputs():
    quantizer = own.VectorQuantizer(6, 2, ema_decay=0.5, restart_threshold=0.6, seed=1)
    x = np.full((1, 8, 2), 3.0, "float32")
    quantizer.build(x.shape)
    quantizer(x, training=True)
    embeddings, usage = quantizer.embeddings.numpy(), quantizer.cluster_size.numpy()
    np.testing.assert_allclose(usage[np.argmax(usage)], 0.5 + 0.5 * 8)
    np.testing.assert_allclose(np.delete(embeddings, np.argmax(usage), axis=1), 3.0)
    np.testing.assert_allclose(np.delete(usage, np.argmax(usage)), 0.6)


def check_vae_trains_and_reports():
    model = vae()
    model.compile("adam", "mse")
    data = RNG.normal(size=(16, 6)).astype("float32")
    history = model.fit(data, data, epochs=2, verbose=0).history
    assert {"loss", "spread"} <= history.keys() and len(history["spread"]) == 2
    mean, log_var = RNG.normal(size=(2, 3, 2)).astype("float32")
    divergence = own.KlDivergence(2.0)
    divergence([mean, log_var])
    expected = 2 * (-0.5 * (1 + log_var - mean**2 - np.exp(log_var))).sum(1).mean()
    np.testing.assert_allclose(divergence.losses[0], expected, rtol=1e-6)


def check_refusals():
    refused = [
        lambda: own.VectorQuantizer(4, 3)(np.zeros((2, 5))),
        lambda: own.VectorQuantizer(4, 3, restart_threshold=1.0),
        lambda: own.AddLoss()([np.zeros((2, 3)), np.zeros((2,))]),
    ]
    for call in refused:
        try:
            call()
        except ValueError:
            continue
        raise AssertionError("this must be refused")


def main() -> None:
    checks = [f for name, f in globals().items() if name.startswith("check_")]
    failed = 0
    for check in checks:
        try:
            check()
        except Exception as error:
            failed += 1
            print(f"FAILED lamina_keras {check.__name__}: {type(error).__name__}: {error}")
    print(f"lamina_keras: {len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
