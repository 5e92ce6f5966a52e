"""Layers that add noise in training: there they are random, and only inference is recorded."""
from case import layer
from quiet_keras import keras

L = keras.layers


def noise(name, make, *shape):
    return layer(name, make, shape, random=True)


CASES = [
    noise("dropout_all", lambda: L.Dropout(1.0), 4),
    noise("dropout_noise_shape_short", lambda: L.Dropout(0.3, noise_shape=(1, 2)), 3, 2),
    noise("spatial_dropout1d", lambda: L.SpatialDropout1D(0.3), 3, 2),
    noise("spatial_dropout1d_seed", lambda: L.SpatialDropout1D(0.2, seed=3), None, 2),
    noise("spatial_dropout2d_channels_first", lambda: L.SpatialDropout2D(0.4, data_format="channels_first"), 2, 3, 3),
    noise("spatial_dropout3d", lambda: L.SpatialDropout3D(0.3), 2, 3, 2, 2),
    noise("spatial_dropout3d_channels_first", lambda: L.SpatialDropout3D(
        0.2, data_format="channels_first", seed=4), 2, 3, 2, 2),
    layer("spatial_dropout2d_zero", lambda: L.SpatialDropout2D(0.0), (2, 2, 3)),
    noise("gaussian_dropout_no_seed", lambda: L.GaussianDropout(0.5), 3, 2),
    layer("gaussian_dropout_zero", lambda: L.GaussianDropout(0.0), (4,)),
    layer("gaussian_noise_zero", lambda: L.GaussianNoise(0.0), (4,)),
    noise("gaussian_noise_largest", lambda: L.GaussianNoise(1.0), 4),
    noise("alpha_dropout_noise_shape", lambda: L.AlphaDropout(0.2, noise_shape=(None, 1, 2)), 3, 2),
    layer("alpha_dropout_zero", lambda: L.AlphaDropout(0.0), (4,)),
]
