"""Whole models: Sequential, functional graphs of every form, shared layers, nested models."""
from case import Case, integers
from quiet_keras import keras

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def sequential_unnamed_input():
    return Sequential([Input((4,)), L.Dense(5, "relu"), L.Dense(2)])


def sequential_without_input():
    model = Sequential([L.Dense(3, "relu", name="first"), L.Dense(2)], name="late")
    model.build((None, 4))
    return model


def sequential_conv():
    return Sequential([Input((6, 6, 1), name="image"), L.Conv2D(2, 3, activation="relu"), L.MaxPooling2D(),
                       L.Flatten(), L.Dropout(0), L.Dense(3, "softmax")])


def two_in_two_out():
    a, b = Input((3,), name="a"), Input((2,), name="b")
    joined = L.Concatenate()([L.Dense(2)(a), b])
    return Model([a, b], [L.Dense(2, name="left")(joined), L.Dense(1, "tanh", name="right")(joined)])


def one_in_list():
    a = Input((3,), name="a")
    return Model([a], [L.Dense(2)(a)])


def dictionaries():
    a, b = Input((3,), name="b"), Input((2,), name="a")
    joined = L.Concatenate()([a, b])
    return Model({"b": a, "a": b}, {"z": L.Dense(2, name="zed")(a), "y": L.Dense(3, name="why")(joined)})


def nested_lists():
    a, b, c = (Input((2,), name=n) for n in "abc")
    return Model([a, [b, c]], [L.Add()([a, b]), [L.Dense(1)(c)]])


def shared_twice():
    a, b = Input((3,), name="a"), Input((3,), name="b")
    shared = L.Dense(2, "tanh", name="shared")
    return Model([a, b], L.Subtract()([shared(a), shared(b)]))


def shared_chained():
    x = Input((3,), name="x")
    shared = L.Dense(3, name="shared")
    return Model(x, [shared(shared(x)), shared(x)])


def input_as_output():
    x = Input((3,), name="x")
    return Model(x, [x, L.Dense(2)(x)])


def same_output_twice():
    x = Input((3,), name="x")
    y = L.Dense(2)(x)
    return Model(x, [y, y])


def inner_functional(name="inner"):
    x = Input((3,), name="inner_in")
    return Model(x, L.Dense(2, name="inner_dense")(L.Dense(4, "relu", name="inner_hidden")(x)), name=name)


def nested_functional():
    x = Input((3,), name="x")
    return Model(x, L.Dense(1, name="after")(inner_functional()(x)))


def nested_functional_as_output():
    x = Input((3,), name="x")
    inner = inner_functional()
    return Model(x, [inner(x), L.Dense(2)(x)])


def nested_functional_twice():
    a, b = Input((3,), name="a"), Input((3,), name="b")
    inner = inner_functional()
    return Model([a, b], [L.Add()([inner(a), inner(b)]), inner(b)])


def nested_sequential_as_output():
    x = Input((3,), name="x")
    return Model(x, Sequential([Input((3,)), L.Dense(2), L.Dense(2)], name="inner")(x))


def nested_two_outputs():
    i = Input((3,), name="i")
    inner = Model(i, [L.Dense(2)(i), L.Dense(1)(i)], name="inner")
    x = Input((3,), name="x")
    left, right = inner(x)
    return Model(x, [right, L.Multiply()([left, right])])


def nested_thrice():
    x = Input((3,), name="x")
    middle = Sequential([Input((3,)), inner_functional(), L.Dense(2, name="middle_dense")], name="middle")
    return Model(x, L.Dense(1, name="outer_dense")(middle(x)))


def sequential_of_sequentials():
    return Sequential([Input((4,), name="x"), Sequential([L.Dense(3, "relu"), L.Dense(2)], name="enc"),
                       Sequential([L.Dense(3, "relu"), L.Dense(4)], name="dec")], name="ae")


def autoencoder_of_models():
    x = Input((4,), name="x")
    enc = Model(x, L.Dense(2, "relu")(x), name="encoder")
    z = Input((2,), name="z")
    dec = Model(z, L.Dense(4, "sigmoid")(z), name="decoder")
    return Model(x, dec(enc(x)), name="autoencoder")


def frozen_inner():
    x = Input((3,), name="x")
    inner = inner_functional()
    inner.trainable = False
    return Model(x, L.Dense(1)(inner(x)))


def residual_block():
    x = Input((4, 4, 2), name="x")
    y = L.Conv2D(3, 3, padding="same", use_bias=False)(x)
    y = L.ReLU()(L.BatchNormalization()(y))
    y = L.BatchNormalization()(L.Conv2D(2, 3, padding="same")(y))
    return Model(x, L.Activation("relu")(L.Add()([x, y])))


def inception_block():
    x = Input((4, 4, 2), name="x")
    one = L.Conv2D(2, 1, activation="relu", padding="same")(x)
    three = L.Conv2D(2, 3, activation="relu", padding="same")(L.Conv2D(1, 1)(x))
    pool = L.Conv2D(1, 1)(L.MaxPooling2D(3, 1, "same")(x))
    return Model(x, L.GlobalAveragePooling2D()(L.Concatenate()([one, three, pool])))


def vae_encoder():
    """The Keras example on 8x8 images and narrower layers, without its sampling layer."""
    x = Input((8, 8, 1), name="image")
    h = L.Conv2D(4, 3, activation="relu", strides=2, padding="same")(x)
    h = L.Flatten()(L.Conv2D(6, 3, activation="relu", strides=2, padding="same")(h))
    h = L.Dense(5, activation="relu")(h)
    return Model(x, [L.Dense(2, name="z_mean")(h), L.Dense(2, name="z_log_var")(h)], name="encoder")


def vae_decoder():
    z = Input((2,), name="z")
    h = L.Reshape((2, 2, 6))(L.Dense(2 * 2 * 6, activation="relu")(z))
    h = L.Conv2DTranspose(6, 3, activation="relu", strides=2, padding="same")(h)
    h = L.Conv2DTranspose(4, 3, activation="relu", strides=2, padding="same")(h)
    return Model(z, L.Conv2DTranspose(1, 3, activation="sigmoid", padding="same")(h), name="decoder")


def conv_autoencoder():
    return Sequential([Input((8, 8, 1), name="image"), L.Conv2D(4, 3, activation="relu", padding="same"),
                       L.MaxPooling2D(2, padding="same"), L.Conv2D(2, 3, activation="relu", padding="same"),
                       L.UpSampling2D(2), L.Conv2D(1, 3, activation="sigmoid", padding="same")])


def text_and_number():
    words, number = Input((4,), dtype="int32", name="words"), Input((2,), name="number")
    h = L.Concatenate()([L.Flatten()(L.Embedding(6, 3)(words)), number])
    return Model([words, number], L.Dense(2)(h))


MODELS = [
    sequential_unnamed_input, sequential_without_input, sequential_conv, two_in_two_out, one_in_list, dictionaries,
    nested_lists, shared_twice, shared_chained, input_as_output, same_output_twice, nested_functional,
    nested_functional_as_output, nested_functional_twice, nested_sequential_as_output, nested_two_outputs,
    nested_thrice, sequential_of_sequentials, autoencoder_of_models, frozen_inner, residual_block, inception_block,
    vae_encoder, vae_decoder, conv_autoencoder, text_and_number,
]
CASES = [Case(f"model_{build.__name__}", build, values={"words": integers(6)}) for build in MODELS]
