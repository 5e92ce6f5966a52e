"""Lamina's own layers, as the companion module gives them to Keras."""
import lamina_keras as own
from case import between, Case, layer
from quiet_keras import keras

L, ops = keras.layers, keras.ops
CERTAIN = {"x1": between(-200, -199)}  # a log-variance at which sampling is the mean


def vector_quantizer(name, shape=(3, 2), **config):
    return layer(f"vector_quantizer_{name}", lambda: lambda x: own.VectorQuantizer(5, 2, **config)(x)[0], shape)


def vq_vae():
    x = keras.Input((4, 4, 1), name="image")
    h = L.Conv2D(3, 3, strides=2, padding="same", activation="relu")(x)
    q, _ = own.VectorQuantizer(6, 2, name="quantizer")(L.Conv2D(2, 1)(h))
    return keras.Model(x, L.Conv2DTranspose(1, 3, strides=2, padding="same")(q), name="vq_vae")


def vae():
    x = keras.Input((4,), name="x")
    h = L.Dense(5, "relu")(x)
    z = own.KlDivergence(0.1)([L.Dense(2, name="z_mean")(h), L.Dense(2, name="z_log_var")(h)])
    return keras.Model(x, L.Dense(4, "sigmoid")(z[0]), name="vae_of_means")


def loss_and_metric():
    x = keras.Input((4,), name="x")
    y = L.Dense(3)(x)
    y = own.AddLoss()([own.AddLoss(0.3)([y, ops.mean(ops.square(y))]), ops.mean(ops.abs(x))])
    return keras.Model(x, own.AddMetric("size")([own.AddMetric("least")([y, ops.min(y)]), ops.mean(ops.abs(y))]))


CASES = [
    vector_quantizer("gradient"),
    vector_quantizer("image", (2, 2, 2)),
    vector_quantizer("costs", commitment_cost=0.5, codebook_cost=2.0),
    vector_quantizer("ema", ema_decay=0.9),
    vector_quantizer("ema_epsilon", ema_decay=0.8, ema_epsilon=0.01, commitment_cost=1.0),
    vector_quantizer("not_trainable", trainable=False, ema_decay=0.9),
    layer("vector_quantizer_indices", lambda: own.VectorQuantizer(
        4, 3, embeddings_initializer=keras.initializers.RandomNormal(0, 0.2), seed=3), (2, 3)),
    layer("vector_quantizer_restart", lambda: own.VectorQuantizer(4, 2, ema_decay=0.9, restart_threshold=0.1), (3, 2),
          random=True),
    layer("sampling", own.Sampling, (2,), (2,), values=CERTAIN, random=True),
    layer("sampling_seed", lambda: own.Sampling(seed=3), (2, 2), (2, 2), values=CERTAIN, random=True),
    layer("kl_divergence", own.KlDivergence, (3,), (3,)),
    layer("kl_divergence_image", lambda: own.KlDivergence(0.5), (2, 2, 1), (2, 2, 1)),
    Case("model_vq_vae", vq_vae),
    Case("model_vae_of_means", vae),
    Case("model_loss_and_metric", loss_and_metric),
]
