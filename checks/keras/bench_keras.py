"""Keras's side of bench_models.py: bench_keras.py MODEL BATCH_SIZE STEPS trains the net of that name on random numbers, by turns."""
import os
import sys

from turns import THREADS, measure_training

os.environ |= {"CHECKS_THREADS": str(THREADS), "TF_ENABLE_ONEDNN_OPTS": "1"}

import numpy as np  # noqa: E402

from quiet_keras import keras  # noqa: E402
import lamina_keras as own  # noqa: E402
import zoo_nets  # noqa: E402
from zoo_nets import chain, conv  # noqa: E402

L, Input, Model = keras.layers, keras.Input, keras.Model


def dense_autoencoder():
    pixels = Input((784,))
    return Model(pixels, chain(pixels, *(L.Dense(n, "relu" if n in (256, 128) else None) for n in (256, 128, 20, 128, 256, 784))))


def decoder(x, activation=None):
    return chain(x, L.Conv2DTranspose(64, 3, strides=2, **conv), L.Conv2DTranspose(32, 3, strides=2, **conv),
                 L.Conv2DTranspose(1, 3, padding="same", activation=activation))


def conv_vae():
    image = Input((28, 28, 1))
    x = chain(image, L.Conv2D(32, 3, strides=2, **conv), L.Conv2D(64, 3, strides=2, **conv), L.Flatten(),
              L.Dense(16, activation="relu"))
    z = own.Sampling()(own.KlDivergence()([L.Dense(2)(x), L.Dense(2)(x)]))
    return Model(image, decoder(chain(z, L.Dense(7 * 7 * 64, activation="relu"), L.Reshape((7, 7, 64))), "sigmoid"))


def vq_vae():
    image = Input((28, 28, 1))
    x = chain(image, L.Conv2D(32, 3, strides=2, **conv), L.Conv2D(64, 3, strides=2, **conv), L.Conv2D(16, 1))
    return Model(image, decoder(own.VectorQuantizer(128, 16)(x)[0]))


def sonnet_vq_vae():
    image = Input((32, 32, 3))
    codes, _ = own.VectorQuantizer(512, 64, ema_decay=0.99)(zoo_nets.sonnet_encoder()(image))
    return Model(image, zoo_nets.sonnet_decoder()(codes))


def inception():
    image = Input((32, 32, 3))
    x = zoo_nets.inception(zoo_nets.inception(image, 16), 32)
    return Model(image, chain(x, L.GlobalAveragePooling2D(), L.Dense(10, activation="softmax")))


def recurrent(layer):
    return keras.Sequential([Input((100, 128)), layer(128), L.Dense(1)])


def compiled(name: str) -> keras.Model:
    optimizers, losses = keras.optimizers, keras.losses
    net, optimizer, loss, weight = {
        "dense-autoencoder": (dense_autoencoder, optimizers.Adam(1e-3), losses.BinaryCrossentropy(from_logits=True), 1),
        "conv-vae": (conv_vae, optimizers.Adam(1e-3), "binary_crossentropy", 784),
        "vq-vae": (vq_vae, optimizers.Adam(1e-3), "mse", 2),
        "sonnet-vq-vae": (sonnet_vq_vae, optimizers.Adam(3e-4), "mse", 2),
        "character-lstm": (zoo_nets.character_lstm, optimizers.RMSprop(0.01), "categorical_crossentropy", 1),
        "inception": (inception, optimizers.Adam(1e-3), "categorical_crossentropy", 1),
        "lstm": (lambda: recurrent(L.LSTM), optimizers.Adam(1e-3), "mse", 1),
        "gru": (lambda: recurrent(L.GRU), optimizers.Adam(1e-3), "mse", 1),
    }[name]
    model = net()
    model.compile(optimizer, loss, loss_weights=float(weight))
    return model


def main() -> None:
    name, batch, steps = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    model = compiled(name)
    x = np.random.default_rng(0).random((batch * steps, *model.input_shape[1:]), "float32")
    classes = model.output_shape[-1]
    y = x if model.output_shape == model.input_shape else np.eye(classes, dtype="float32")[np.arange(len(x)) % classes]

    def first_epoch(first_step_ends) -> None:
        clock = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: batch == 0 and first_step_ends())
        model.fit(x, y, batch_size=batch, verbose=0, callbacks=[clock])

    measure_training(first_epoch, lambda: model.fit(x, y, batch_size=batch, verbose=0), steps)


if __name__ == "__main__":
    main()
