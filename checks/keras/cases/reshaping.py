"""Layers that move elements, rescale them, or add noise and losses."""
from case import layer
from quiet_keras import keras

L = keras.layers


def noise(name, make, shape=(4,)):
    return layer(name, make, shape, random=True)


CASES = [
    layer("flatten", L.Flatten, (3, 2, 2)),
    layer("flatten_vector", L.Flatten, (3,)),
    layer("flatten_scalar", L.Flatten, ()),
    layer("reshape", lambda: L.Reshape((2, 6)), (3, 4)),
    layer("reshape_minus1", lambda: L.Reshape((-1, 2, 2)), (3, 4)),
    layer("reshape_to_vector", lambda: L.Reshape((12,)), (3, 4)),
    layer("permute", lambda: L.Permute((2, 1)), (3, 4)),
    layer("permute_rank4", lambda: L.Permute((3, 1, 2)), (2, 3, 4)),
    layer("repeat_vector", lambda: L.RepeatVector(3), (4,)),
    layer("repeat_vector_once", lambda: L.RepeatVector(1), (4,)),
    layer("rescaling", lambda: L.Rescaling(1 / 255), (3, 2)),
    layer("rescaling_offset", lambda: L.Rescaling(2.0, -1.0), (3, 2)),
    layer("rescaling_list", lambda: L.Rescaling([1.0, 2.0], [0.5, -0.5]), (3, 2)),
    layer("rescaling_int_input", lambda: L.Rescaling(0.5), (3,), dtype="int32",
          values={"x": lambda rng, shape: rng.integers(0, 255, shape)}),
    noise("dropout", lambda: L.Dropout(0.4)),
    noise("dropout_seed", lambda: L.Dropout(0.25, noise_shape=(None, 1, 2), seed=11), (3, 2)),
    layer("dropout_zero", lambda: L.Dropout(0.0), (4,)),
    noise("spatial_dropout2d", lambda: L.SpatialDropout2D(0.3, seed=2), (3, 2, 2)),
    noise("gaussian_noise", lambda: L.GaussianNoise(0.3)),
    noise("gaussian_noise_seed", lambda: L.GaussianNoise(0.3, seed=5)),
    noise("gaussian_dropout", lambda: L.GaussianDropout(0.3, seed=5)),
    noise("alpha_dropout", lambda: L.AlphaDropout(0.3, seed=5)),
    noise("noise_layers", lambda: lambda x: L.SpatialDropout2D(0.2)(L.GaussianNoise(0.1)(L.GaussianDropout(0.2)(
        L.AlphaDropout(0.1, noise_shape=(None, 1, 1, 2))(x)))), (2, 2, 2)),
    layer("activity_regularization_l1", lambda: L.ActivityRegularization(l1=0.1), (4,)),
    layer("activity_regularization_l2", lambda: L.ActivityRegularization(l2=0.2), (3, 2)),
    layer("activity_regularization_both", lambda: L.ActivityRegularization(0.1, 0.2), (4,)),
]
