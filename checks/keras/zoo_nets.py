"""The nets of Lamina's zoo as published programs build them in Keras: each function of NETS gives one."""
import lamina_keras as own
from quiet_keras import keras

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential
conv = dict(activation="relu", padding="same")


def chain(x, *layers):
    for layer in layers:
        x = layer(x)
    return x


def question_answering():
    text, question = (Input((None,), dtype="int32", name=name) for name in ("text", "question"))
    read_text = chain(text, L.Embedding(10000, 64), L.LSTM(32))
    read_question = chain(question, L.Embedding(10000, 32), L.LSTM(16))
    joined = L.concatenate([read_text, read_question], axis=-1)
    return Model([text, question], L.Dense(500, activation="softmax")(joined), name="question_answering")


def author_profile():
    posts = Input((None,), dtype="int32", name="posts")
    x = chain(
        posts, L.Embedding(50000, 256), L.Conv1D(128, 5, activation="relu"), L.MaxPooling1D(5),
        L.Conv1D(256, 5, activation="relu"), L.Conv1D(256, 5, activation="relu"), L.MaxPooling1D(5),
        L.Conv1D(256, 5, activation="relu"), L.Conv1D(256, 5, activation="relu"), L.GlobalMaxPooling1D(),
        L.Dense(128, activation="relu"))
    return Model(posts, [L.Dense(1, name="age")(x), L.Dense(10, activation="softmax", name="income")(x),
                         L.Dense(1, activation="sigmoid", name="gender")(x)], name="author_profile")


def inception(x, filters):
    a = L.Conv2D(filters, 1, strides=2, **conv)(x)
    b = chain(x, L.Conv2D(filters, 1, **conv), L.Conv2D(filters, 3, strides=2, **conv))
    c = chain(x, L.AveragePooling2D(3, strides=2, padding="same"), L.Conv2D(filters, 3, **conv))
    d = chain(x, L.Conv2D(filters, 1, **conv), L.Conv2D(filters, 3, **conv), L.Conv2D(filters, 3, strides=2, **conv))
    return L.concatenate([a, b, c, d], axis=-1)


def inception_block():
    x = Input((12, 12, 3), name="image")
    return Model(x, inception(x, 8), name="inception_block")


def residual_blocks():
    image = Input((12, 12, 3), name="image")
    y = chain(image, L.Conv2D(4, 3, **conv), L.Conv2D(4, 3, **conv), L.MaxPooling2D(2, strides=2))
    x = L.add([y, L.Conv2D(4, 1, strides=2, padding="same")(image)])
    y = chain(x, L.Conv2D(4, 3, **conv), L.Conv2D(4, 3, **conv), L.Conv2D(4, 3, **conv))
    return Model(image, L.add([y, x]), name="residual_blocks")


def siamese_lstm():
    lstm = L.LSTM(32)
    left, right = Input((None, 128), name="left"), Input((None, 128), name="right")
    merged = L.concatenate([lstm(left), lstm(right)], axis=-1)
    return Model([left, right], L.Dense(1, activation="sigmoid")(merged), name="siamese_lstm")


def separable_conv_net():
    def separable(filters):
        return L.SeparableConv2D(filters, 3, activation="relu")
    return Sequential([
        Input((64, 64, 3), name="image"), separable(32), separable(64), L.MaxPooling2D(2), separable(64),
        separable(128), L.MaxPooling2D(2), separable(64), separable(128), L.GlobalAveragePooling2D(),
        L.Dense(32, activation="relu"), L.Dense(10, activation="softmax")], name="separable_conv_net")


def character_lstm():
    return Sequential([Input((60, 57), name="characters"), L.LSTM(128), L.Dense(57, activation="softmax")],
                      name="character_lstm")


def dcgan_discriminator():
    return Sequential([
        Input((64, 64, 3), name="image"),
        L.Conv2D(64, kernel_size=4, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2),
        L.Conv2D(128, kernel_size=4, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2),
        L.Conv2D(128, kernel_size=4, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2),
        L.Flatten(), L.Dropout(0.2), L.Dense(1, activation="sigmoid")], name="discriminator")


def dcgan_generator():
    return Sequential([
        Input((128,), name="noise"), L.Dense(8 * 8 * 128), L.Reshape((8, 8, 128)),
        L.Conv2DTranspose(128, kernel_size=4, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2),
        L.Conv2DTranspose(256, kernel_size=4, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2),
        L.Conv2DTranspose(512, kernel_size=4, strides=2, padding="same"), L.LeakyReLU(negative_slope=0.2),
        L.Conv2D(3, kernel_size=5, padding="same", activation="sigmoid")], name="generator")


def pixel_cnn():
    """keras-io examples/generative/vq_vae.py."""
    codes = Input((7, 7), dtype="int32", name="codes")
    x = own.MaskedConv2D(128, 7, mask_type="a", **conv)(keras.ops.one_hot(codes, 128))
    for _ in range(2):
        y = L.Conv2D(128, 1, activation="relu")(x)
        y = own.MaskedConv2D(64, 3, mask_type="b", **conv)(y)
        x = L.add([x, L.Conv2D(128, 1, activation="relu")(y)])
    for _ in range(2):
        x = own.MaskedConv2D(128, 1, mask_type="b", activation="relu")(x)
    return Model(codes, L.Conv2D(128, 1)(x), name="pixel_cnn")


def conv_autoencoder_encoder():
    """Keras blog, Building Autoencoders in Keras."""
    image = x = Input((28, 28, 1), name="image")
    for filters in (16, 8, 8):
        x = L.MaxPooling2D((2, 2), padding="same")(L.Conv2D(filters, (3, 3), **conv)(x))
    return Model(image, x, name="encoder")


def conv_autoencoder_decoder():
    z = Input((4, 4, 8), name="z")
    x = L.UpSampling2D((2, 2))(L.Conv2D(8, (3, 3), **conv)(z))
    x = L.UpSampling2D((2, 2))(L.Conv2D(8, (3, 3), **conv)(x))
    x = L.UpSampling2D((2, 2))(L.Conv2D(16, (3, 3), activation="relu")(x))
    return Model(z, L.Conv2D(1, (3, 3), activation="sigmoid", padding="same")(x), name="decoder")


def residual_stack(x):
    for _ in range(2):
        y = L.Conv2D(32, 3, **conv)(L.Activation("relu")(x))
        x = L.Add()([x, L.Conv2D(128, 1)(y)])
    return L.Activation("relu")(x)


def sonnet_encoder():
    """deepmind/sonnet examples/vqvae_example.ipynb, with its convolution before the codebook."""
    image = Input((32, 32, 3), name="image")
    x = L.Conv2D(64, 4, strides=2, **conv)(image)
    x = L.Conv2D(128, 4, strides=2, **conv)(x)
    x = residual_stack(L.Conv2D(128, 3, **conv)(x))
    return Model(image, L.Conv2D(64, 1)(x), name="encoder")


def sonnet_decoder():
    latent = Input((8, 8, 64), name="latent")
    x = residual_stack(L.Conv2D(128, 3, padding="same")(latent))
    x = L.Conv2DTranspose(64, 4, strides=2, **conv)(x)
    return Model(latent, L.Conv2DTranspose(3, 4, strides=2, padding="same")(x), name="decoder")


NETS = {build.__name__: build for build in (
    question_answering, author_profile, inception_block, residual_blocks, siamese_lstm, separable_conv_net,
    character_lstm, dcgan_discriminator, dcgan_generator, pixel_cnn, conv_autoencoder_encoder, conv_autoencoder_decoder,
    sonnet_encoder, sonnet_decoder)}
