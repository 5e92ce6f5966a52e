"""Convolutions of every family, poolings and normalizations."""
from quiet_keras import keras
from trained_case import adam, given, one_hot

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def spectral():
    """Kernels that are normalized in each step, before the optimizer changes them; metrics that are functions."""
    image = Input((6, 6, 2), name="image")
    y = L.SpectralNormalization(L.Conv2D(4, 3, strides=2, activation="relu", name="edges"), name="one")(image)
    y = L.SpectralNormalization(L.Dense(3, name="inner"), power_iterations=2, name="two")(L.Flatten()(y))
    model = Model(image, L.Dense(1, name="score")(y), name="spectral")
    model.compile(keras.optimizers.Adam(0.01), "mse", metrics=[keras.metrics.huber, keras.metrics.log_cosh, "mae"])
    return model


def convolutions_1d():
    x = Input((9, 2), name="x")
    y = L.Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu", name="causal")(x)
    y = L.MaxPooling1D(2)(L.SeparableConv1D(4, 3, padding="same", depth_multiplier=2, name="separable")(y))
    y = L.Conv1DTranspose(3, 3, strides=2, padding="same", name="up")(y)
    return adam(Model(x, L.GlobalMaxPooling1D()(L.Cropping1D(1)(L.ZeroPadding1D(2)(y))), name="convolutions_1d"))


def convolutions_3d():
    x = Input((4, 4, 4, 1), name="x")
    y = L.AveragePooling3D(2)(L.Conv3D(3, 3, padding="same", activation="elu", name="conv")(x))
    y = L.Conv3DTranspose(2, 2, strides=2, name="up")(y)
    return adam(Model(x, L.GlobalAveragePooling3D()(y), name="convolutions_3d"))


def autoencoder():
    x = Input((8, 8, 2), name="x")
    y = L.PReLU(shared_axes=[1, 2], name="slope")(L.Conv2D(4, 3, strides=2, padding="same", name="down_1")(x))
    y = L.LeakyReLU(0.1)(L.GroupNormalization(2, name="group")(L.DepthwiseConv2D(3, padding="same", depth_multiplier=2, name="depth")(y)))
    y = L.UpSampling2D(2, interpolation="bilinear")(L.Conv2DTranspose(4, 3, padding="same", activation="relu", name="up")(y))
    return adam(Model(x, L.Conv2D(2, 1, name="pixels")(y), name="autoencoder"))


def separable():
    """Grouped and separable convolutions, and normalizations of other axes."""
    x = Input((6, 6, 4), name="x")
    y = L.Conv2D(4, 3, groups=2, use_bias=False, name="grouped")(x)
    y = L.BatchNormalization(axis=1, scale=False, momentum=0.8, name="rows")(y)
    y = L.SeparableConv2D(3, 2, activation="softplus", name="separable")(y)
    y = L.LayerNormalization(axis=[1, 2, 3], name="all")(y)
    return adam(Model(x, L.Dense(2, name="out")(L.Flatten()(y)), name="separable"))


def residual():
    x = Input((6, 6, 3), name="x")
    y = L.Conv2D(4, 1, name="widen")(x)
    for i in range(2):
        z = L.Conv2D(4, 3, padding="same", use_bias=False, name=f"conv_{i}")(y)
        y = L.ReLU(max_value=6)(L.Add()([y, L.BatchNormalization(name=f"norm_{i}")(z)]))
    y = L.Rescaling(0.5, offset=0.1)(L.GlobalAveragePooling2D(keepdims=True)(y))
    model = Model(x, L.Dense(3, "softmax", name="out")(L.Flatten()(y)), name="residual")
    model.compile(keras.optimizers.SGD(0.05, momentum=0.9), "categorical_crossentropy", metrics=["accuracy"])
    return model


given(residual, target=one_hot)


def conv_lstm():
    x = Input((3, 4, 4, 1), name="x")
    y = L.ConvLSTM2D(2, 2, padding="same", return_sequences=True, name="frames")(x)
    return adam(Model(x, L.TimeDistributed(L.Conv2D(1, 1, name="mix"), name="each")(y), name="conv_lstm"))


def normalizations():
    x = Input((5, 4), name="x")
    y = L.RMSNormalization(name="rms")(L.UnitNormalization(axis=1)(x))
    y = L.LayerNormalization(center=False, epsilon=1e-2, name="layer")(L.EinsumDense("abc,cd->abd", (5, 4), bias_axes="d", name="einsum")(y))
    y = L.BatchNormalization(renorm=False, center=False, name="batch")(L.Permute((2, 1))(y))
    return adam(Model(x, L.Dense(2, name="out")(L.Reshape((20,))(y)), name="normalizations"))


CASES = [spectral, convolutions_1d, convolutions_3d, autoencoder, separable, residual, conv_lstm, normalizations]
