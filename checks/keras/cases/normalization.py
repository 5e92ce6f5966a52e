"""Normalisation; train-mode outputs and the moving statistics after one step are part of every case."""
from case import Case, integers, layer, Train
from quiet_keras import keras

L, I, R, C = keras.layers, keras.initializers, keras.regularizers, keras.constraints
BN, LN = L.BatchNormalization, L.LayerNormalization


def batch_norm(name, shape=(4,), **config):
    return layer(f"batch_normalization_{name}", lambda: BN(**config), shape, batch=4)


def layer_norm(name, shape=(3, 4), **config):
    return layer(f"layer_normalization_{name}", lambda: LN(**config), shape)


def batch_norm_of_constant_batch():
    x = keras.Input((3,), name="x")
    return keras.Model(x, BN()(x))



def spectral(name, make, shape=(4,), optimizer=None, power_iterations=1, **options):
    """Trained for three steps, each of which normalizes the kernel that the optimizer made of the one before it."""
    train = {"steps": 3} | ({"optimizer": optimizer} if optimizer else {})
    return layer(f"spectral_normalization_{name}", lambda: L.SpectralNormalization(make(), power_iterations), shape,
                 train=Train(**train), **options)


def spectral_twice():
    """One layer, called twice: its kernel is normalized, and then what came of it."""
    x = keras.Input((3,), name="x")
    one = L.SpectralNormalization(L.Dense(3, "tanh"), activity_regularizer=R.L1(0.01))
    return keras.Model(x, one(one(x)))


def spectral_frozen():
    """Frozen as a whole, not by the keyword, which Keras's wrappers do not pass on to their layers."""
    x = keras.Input((4,), name="x")
    frozen = L.SpectralNormalization(L.Dense(3))
    frozen.trainable = False
    return keras.Model(x, L.Dense(2)(frozen(x)))


def plain_dense():
    return L.Dense(3)


O = keras.optimizers
SPECTRAL = [
    spectral("dense", plain_dense),
    spectral("iterations", plain_dense, (2, 4), power_iterations=4),
    spectral("conv2d", lambda: L.Conv2D(3, 2), (4, 4, 2)),
    spectral("depthwise", lambda: L.DepthwiseConv2D(2, depth_multiplier=2), (3, 3, 2)),
    spectral("einsum", lambda: L.EinsumDense("abc,cde->abde", (2, 2, 3), bias_axes="de"), (2, 4)),
    spectral("embedding", lambda: L.Embedding(6, 3), (4,), values={"x": integers(6)}),
    spectral("adam", plain_dense, optimizer=lambda: O.Adam(0.02)),
    spectral("adamw", plain_dense, optimizer=lambda: O.AdamW(0.02, weight_decay=0.1)),
    spectral("rmsprop", plain_dense, optimizer=lambda: O.RMSprop(0.02, momentum=0.5)),
    spectral("ema", plain_dense, optimizer=lambda: O.SGD(0.1, use_ema=True, ema_momentum=0.9)),
    spectral("clipnorm", plain_dense, optimizer=lambda: O.SGD(0.1, clipnorm=0.3)),
    spectral("regularized", lambda: L.Dense(3, kernel_regularizer=R.L2(0.1), bias_regularizer=R.L1(0.1), activity_regularizer=R.L1(0.1))),
    spectral("constrained", lambda: L.Dense(3, kernel_constraint=C.MaxNorm(0.3), use_bias=False)),
    spectral("layer_not_trainable", lambda: L.Dense(3, trainable=False)),
    Case("spectral_normalization_not_trainable", spectral_frozen),
    layer("spectral_normalization_activity", lambda: L.SpectralNormalization(L.Dense(3), activity_regularizer=R.L2(0.1)), (4,)),
    layer("spectral_normalization_time_distributed", lambda: L.TimeDistributed(L.SpectralNormalization(L.Conv1D(2, 2))), (2, 3, 2),
          random=True, note="not random, but in training Keras normalizes the kernel once for each step of the sequence"),
    Case("spectral_normalization_twice", spectral_twice, train=Train(steps=2)),
]

CASES = [
    *SPECTRAL,
    batch_norm("default"),
    batch_norm("image", (3, 2, 2)),
    batch_norm("rank3", (3, 2)),
    batch_norm("axis1", (3, 2, 2), axis=1),
    batch_norm("momentum_epsilon", momentum=0.8, epsilon=0.01),
    batch_norm("momentum_epsilon_image", (3, 2, 2), momentum=0.8, epsilon=0.01),
    batch_norm("no_center", center=False),
    batch_norm("no_scale", (3, 2, 2), scale=False),
    batch_norm("bare", center=False, scale=False),
    batch_norm("not_trainable", trainable=False),
    batch_norm("not_trainable_image", (3, 2, 2), trainable=False),
    batch_norm("objects", beta_initializer=I.Ones(), gamma_initializer=I.Constant(0.5),
               moving_mean_initializer=I.Ones(), moving_variance_initializer=I.Constant(2.0),
               beta_regularizer=R.L2(0.02), gamma_regularizer=R.L1(0.03), beta_constraint=C.NonNeg(),
               gamma_constraint=C.MaxNorm(0.5)),
    batch_norm("renorm", renorm=True, renorm_clipping={"rmax": 2.0, "rmin": 0.5, "dmax": 1.0}, renorm_momentum=0.9),
    batch_norm("renorm_unlimited", (3, 2), renorm=True),
    batch_norm("renorm_bare", (3, 2, 2), renorm=True, center=False, scale=False, renorm_clipping={"dmax": 0.1}),
    batch_norm("renorm_no_center", renorm=True, center=False, renorm_clipping={"rmin": 0.9, "rmax": 1.1}),
    batch_norm("renorm_not_trainable", renorm=True, trainable=False),
    batch_norm("renorm_initializers", axis=1, shape=(3, 2), renorm=True, moving_mean_initializer=I.Constant(0.5),
               moving_variance_initializer=I.Constant(4.0)),
    batch_norm("axis_minus2", (3, 2), axis=-2),
    batch_norm("unknown_sizes", (None, None, 2)),
    batch_norm("synchronized", synchronized=True),
    Case("batch_normalization_one_row", batch_norm_of_constant_batch, batch=1),
    layer_norm("default"),
    layer_norm("rank2", (5,)),
    layer_norm("image", (3, 2, 2)),
    layer_norm("axis1", axis=1),
    layer_norm("axes", (3, 2, 2), axis=[1, 2, 3]),
    layer_norm("axes_minus", (3, 2, 2), axis=[-2, -1]),
    layer_norm("epsilon", epsilon=0.05),
    layer_norm("no_center", center=False),
    layer_norm("no_scale", scale=False),
    layer_norm("rms_scaling", rms_scaling=True),
    layer_norm("objects", beta_initializer=I.Ones(), gamma_initializer=I.Constant(0.5), beta_regularizer=R.L2(0.02),
               gamma_regularizer=R.L1(0.03), beta_constraint=C.NonNeg(), gamma_constraint=C.NonNeg()),
    layer("group_normalization", lambda: L.GroupNormalization(2), (3, 2, 4)),
    layer("group_normalization_instance", lambda: L.GroupNormalization(-1, epsilon=0.01, scale=False), (3, 2, 4)),
    layer("group_normalization_objects", lambda: L.GroupNormalization(
        2, axis=1, beta_initializer=I.Ones(), gamma_initializer=I.Constant(0.5), beta_regularizer=R.L2(0.02),
        gamma_regularizer=R.L1(0.03), beta_constraint=C.NonNeg(), gamma_constraint=C.NonNeg()), (4, 3)),
    layer("group_normalization_no_center", lambda: L.GroupNormalization(2, center=False), (3, 4)),
    layer("group_normalization_one_group", lambda: L.GroupNormalization(1), (3, 2, 4)),
    layer("group_normalization_vector", lambda: L.GroupNormalization(2, epsilon=0.1), (6,)),
    layer("group_normalization_axis_minus2", lambda: L.GroupNormalization(2, axis=-2), (3, 4, 2)),
    layer("group_normalization_channels_first", lambda: L.GroupNormalization(-1, axis=1, center=False), (3, 2, 2)),
    layer("group_normalization_unknown_sizes", lambda: L.GroupNormalization(2), (None, None, 4)),
    layer("group_normalization_volume", lambda: L.GroupNormalization(3, scale=False), (2, 2, 2, 6)),
    layer("layer_normalization_unknown_size", lambda: LN(axis=[-1]), (None, 4)),
    layer("layer_normalization_bare", lambda: LN(center=False, scale=False), (3, 4)),
    layer("layer_normalization_rms_scaling_axis1", lambda: LN(axis=1, rms_scaling=True, scale=False), (3, 4)),
    layer("rms_normalization", L.RMSNormalization, (3, 4)),
    layer("rms_normalization_vector", lambda: L.RMSNormalization(epsilon=0.1), (5,)),
    layer("rms_normalization_unknown_size", L.RMSNormalization, (None, 4)),
    layer("rms_normalization_axes", lambda: L.RMSNormalization(axis=[-2, -1], epsilon=0.01), (3, 4)),
    layer("unit_normalization", L.UnitNormalization, (3, 4)),
    layer("unit_normalization_axis1", lambda: L.UnitNormalization(axis=1), (3, 4)),
    layer("unit_normalization_unknown_size", lambda: L.UnitNormalization(axis=[-1]), (None, 4)),
    layer("unit_normalization_axes", lambda: L.UnitNormalization(axis=[1, 2]), (3, 4)),
]
