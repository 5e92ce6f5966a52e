"""Normalisation; train-mode outputs and the moving statistics after one step are part of every case."""
from case import Case, layer
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


CASES = [
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
