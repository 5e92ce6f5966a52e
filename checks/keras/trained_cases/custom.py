"""Layers and functions that Keras does not have: a user's own, and Lamina's."""
import lamina_keras
import user_package
from quiet_keras import keras
from trained_case import adam

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def own():
    """A layer with a layer inside, an activation, an initializer, a loss and a metric of a user's own."""
    x = Input((4,), name="x")
    y = L.Dense(3, activation=user_package.squash, kernel_initializer=user_package.halves, name="squashed")(x)
    model = Model(x, L.Dense(2, name="out")(user_package.Gate(5, name="gate")(y)), name="own")
    model.compile(keras.optimizers.Adam(0.02), user_package.error, metrics=[user_package.largest, "mae"])
    return model


def vq_vae(name="vq_vae", **options):
    image = Input((8, 8, 1), name="image")
    z = L.Conv2D(4, 3, strides=2, padding="same", activation="relu", name="encode")(image)
    q, _ = lamina_keras.VectorQuantizer(6, 4, name="quantize", **options)(z)
    decoded = L.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu", name="decode")(q)
    model = Model(image, L.Conv2D(1, 3, padding="same", name="pixels")(decoded), name=name)
    model.compile(keras.optimizers.Adam(0.005), "mse")
    return model


def vq_vae_moving():
    return vq_vae("vq_vae_moving", ema_decay=0.9)


def variational():
    """A draw whose spread is nothing, so that its random numbers do not matter, and the losses around it."""
    x = Input((4,), name="x")
    mean, spread = L.Dense(2, name="middle")(x), L.Dense(2, name="spread")(x)
    mean, spread = lamina_keras.KlDivergence(0.1, name="divergence")([mean, spread])
    z = lamina_keras.Sampling(name="draw")([mean, spread * 0.0 - 60.0])
    y = L.Dense(4, name="decode")(z)
    y = lamina_keras.AddLoss(0.01, name="extra")([y, keras.ops.sum(keras.ops.square(z))])
    return adam(Model(x, lamina_keras.AddMetric("size", name="size")([y, keras.ops.mean(y)]), name="variational"))


CASES = [own, vq_vae, vq_vae_moving, variational]
