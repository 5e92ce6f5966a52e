"""Convolutions: strides x padding x dilation x groups x even and odd kernels."""
from functools import partial
from itertools import product

from case import Case, layer as layer_case
from quiet_keras import keras

layer = partial(layer_case, batch=2)
L, I, R, C = keras.layers, keras.initializers, keras.regularizers, keras.constraints

OBJECTS = dict(use_bias=False, activation="tanh", kernel_initializer=I.HeNormal(), bias_initializer=I.Ones(),
               kernel_regularizer=R.L2(0.02), bias_regularizer=R.L1(0.01), activity_regularizer=R.L2(0.03),
               kernel_constraint=C.MaxNorm(1.0, axis=[0, 1, 2]), bias_constraint=C.NonNeg())
DEPTHWISE_OBJECTS = {k.replace("kernel", "depthwise"): v for k, v in OBJECTS.items()}


def grid(kind, make, shape, kernels, strides):
    """Every kernel with every stride, for both paddings."""
    return [layer(f"{kind}_{p}_k{k}_s{s}", lambda k=k, s=s, p=p: make(k, s, p), shape)
            for k, s, p in product(kernels, strides, ("valid", "same"))]


CONV2D = [
    *grid("conv2d", lambda k, s, p: L.Conv2D(3, k, s, p), (6, 5, 2), (1, 2, 3), (1, 2)),
    layer("conv2d_s3_same_k4", lambda: L.Conv2D(2, 4, 3, "same"), (7, 8, 2)),
    layer("conv2d_rectangular", lambda: L.Conv2D(2, (3, 2), (1, 2), "same"), (5, 6, 2)),
    layer("conv2d_dilation2_valid", lambda: L.Conv2D(2, 3, dilation_rate=2), (7, 6, 2)),
    layer("conv2d_dilation2_same", lambda: L.Conv2D(2, 2, padding="same", dilation_rate=(2, 3)), (6, 6, 2)),
    layer("conv2d_groups2", lambda: L.Conv2D(4, 3, groups=2, padding="same"), (4, 4, 4)),
    layer("conv2d_groups2_s2", lambda: L.Conv2D(2, 3, 2, groups=2), (5, 5, 4)),
    layer("conv2d_objects", lambda: L.Conv2D(3, 2, **OBJECTS), (4, 4, 2)),
    layer("conv2d_objects_bias", lambda: L.Conv2D(3, 2, **OBJECTS | {"use_bias": True}), (4, 4, 2)),
    Case("conv2d_unknown_size", lambda: keras.Model(
        x := keras.Input((None, None, 2), name="x"), L.Conv2D(2, 3, padding="same")(x)), batch=4),
]

# No dilated Conv2DTranspose: TensorFlow on CPU cannot run it.
TRANSPOSE = [
    *grid("conv2d_transpose", lambda k, s, p: L.Conv2DTranspose(3, k, s, p), (3, 4, 2), (1, 2, 3, 4), (1, 2)),
    layer("conv2d_transpose_s3_valid_k2", lambda: L.Conv2DTranspose(2, 2, 3), (3, 3, 2)),
    layer("conv2d_transpose_s3_same_k5", lambda: L.Conv2DTranspose(2, 5, 3, "same"), (3, 2, 2)),
    layer("conv2d_transpose_rectangular", lambda: L.Conv2DTranspose(2, (3, 2), (1, 2), "same"), (3, 4, 2)),
    *[layer(f"conv2d_transpose_{p}_op{op}", lambda p=p, op=op: L.Conv2DTranspose(2, 3, 2, p, output_padding=op),
            (3, 4, 2)) for p, op in product(("valid", "same"), (0, 1))],
    layer("conv2d_transpose_op_pair", lambda: L.Conv2DTranspose(2, 3, 3, output_padding=(0, 2)), (3, 3, 2)),
    layer("conv2d_transpose_even_same_op1", lambda: L.Conv2DTranspose(2, 4, 2, "same", output_padding=1), (3, 3, 2)),
    layer("conv2d_transpose_objects", lambda: L.Conv2DTranspose(2, 3, 2, **OBJECTS), (3, 3, 2)),
    layer("conv2d_transpose_objects_bias", lambda: L.Conv2DTranspose(2, 3, 2, **OBJECTS | {"use_bias": True}),
          (3, 3, 2)),
]

DEPTHWISE = [
    *grid("depthwise_conv2d", lambda k, s, p: L.DepthwiseConv2D(k, s, p), (6, 5, 2), (2, 3), (1, 2)),
    layer("depthwise_conv2d_multiplier3", lambda: L.DepthwiseConv2D(3, depth_multiplier=3), (5, 5, 2)),
    layer("depthwise_conv2d_dilation2", lambda: L.DepthwiseConv2D(3, padding="same", dilation_rate=2), (6, 6, 2)),
    layer("depthwise_conv2d_objects", lambda: L.DepthwiseConv2D(2, **DEPTHWISE_OBJECTS), (4, 4, 2)),
    layer("depthwise_conv2d_objects_bias", lambda: L.DepthwiseConv2D(2, **DEPTHWISE_OBJECTS | {"use_bias": True}),
          (4, 4, 2)),
]

CASES = CONV2D + TRANSPOSE + DEPTHWISE
