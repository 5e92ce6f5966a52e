"""Convolutions: strides x padding x dilation x groups x even and odd kernels."""
from functools import partial
from itertools import product

from case import Case, layer as layer_case, layers as layers_case
from quiet_keras import keras

layer = partial(layer_case, batch=2)
layers = partial(layers_case, batch=2, train=None)
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
    *[layer(f"conv2d_one_filter_{p}_s{n}", lambda p=p, s=s: L.Conv2D(1, 3, s, p), (6, 5, 3))
      for n, p, s in ((1, "same", 1), (2, "same", 2), (21, "valid", (2, 1)))],
    layer("conv2d_one_filter_dilation2", lambda: L.Conv2D(1, 2, padding="same", dilation_rate=2), (6, 5, 3)),
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

TRANSPOSE = [
    *grid("conv2d_transpose", lambda k, s, p: L.Conv2DTranspose(3, k, s, p), (3, 4, 2), (1, 2, 3, 4), (1, 2)),
    *[layer(f"conv2d_transpose_one_filter_{p}_k{n}", lambda p=p, k=k: L.Conv2DTranspose(1, k, padding=p), (4, 5, 3))
      for n, p, k in ((35, "same", (3, 5)), (2, "same", 2), (3, "valid", 3))],
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

def with_axes(objects, name, axes):
    """The objects for a kernel over another number of axes."""
    return objects | {f"{name}_constraint": C.MaxNorm(1.0, axis=axes)}


def together(make, kernels, strides, dilations=(), **config):
    """One layer for every kernel with every stride, and with every dilation."""
    steps = [{"strides": s} for s in strides] + [{"dilation_rate": d} for d in dilations]
    return [lambda k=k, step=step: make(kernel_size=k, **step, **config) for k, step in product(kernels, steps)]


def paddings(kind, make, shape, kernels, strides, dilations=(), allowed=("valid", "same"), **options):
    return [layers(f"{kind}_{p}", together(make, kernels, strides, dilations, padding=p), shape, **options)
            for p in allowed]


def first(shape):
    """The shape with its channels in front."""
    return shape[-1:] + shape[:-1]


def formats(kind, make, shape, kernels, strides, dilations=(), allowed=("valid", "same"), **options):
    """The same with channels first, which most of TensorFlow's kernels for processors do not take.

    Only one has a bias: Keras 3.15 adds it to the last axis where that has as many elements as there are filters.
    """
    every = [one for p in allowed for one in together(
        make, kernels, strides, dilations, padding=p, data_format="channels_first", use_bias=False)]
    every.append(lambda: make(kernel_size=kernels[0], data_format="channels_first", activation="relu"))
    return [layers(f"{kind}_channels_first", every, first(shape), xla=True, **options)]


ALL1D, SEQUENCE, VOLUME = ("valid", "same", "causal"), (9, 2), (5, 4, 3, 2)
conv1d, conv2d, conv3d = partial(L.Conv1D, 2), partial(L.Conv2D, 2), partial(L.Conv3D, 2)
OBJECTS1D, OBJECTS3D = with_axes(OBJECTS, "kernel", [0, 1]), with_axes(OBJECTS, "kernel", [0, 1, 2, 3])

CONV1D = [
    *paddings("conv1d", conv1d, SEQUENCE, (1, 2, 3), (1, 2, 3), (2, 3), ALL1D),
    *formats("conv1d", conv1d, SEQUENCE, (2, 3), (1, 2), (2,), ALL1D),
    layers("conv1d_groups", [one for p, g in zip(ALL1D, (2, 4, 2)) for one in together(
        L.Conv1D, (3,), (1, 2), (2,), filters=4, groups=g, padding=p)], (8, 4), xla=True),
    layers("conv1d_groups_channels_first", together(
        L.Conv1D, (3,), (1, 2), (2,), filters=4, groups=2, use_bias=False, data_format="channels_first"), (4, 8), xla=True),
    layer("conv1d_objects", lambda: L.Conv1D(3, 2, **OBJECTS1D), (5, 2)),
    layer("conv1d_objects_bias", lambda: L.Conv1D(3, 2, padding="causal", **OBJECTS1D | {"use_bias": True}), (5, 2)),
    Case("conv1d_unknown_length", lambda: keras.Model(x := keras.Input((None, 2), name="x"), [
        L.Conv1D(2, 3, padding=p, **step)(x) for p, step in product(ALL1D, ({"strides": 2}, {"dilation_rate": 2}))]),
         batch=6, train=None),
]

MORE2D = [
    *formats("conv2d", conv2d, (6, 5, 2), (2, 3), (1, (2, 1)), ((2, 1),)),
    layers("conv2d_groups_dilation", together(
        L.Conv2D, (2, 3), (1, 2), (2,), filters=4, groups=2, padding="same"), (6, 5, 4), xla=True),
    *[layers(f"conv2d_transpose_dilation_{p}", together(
        partial(L.Conv2DTranspose, 2), (2, 3), (), (2, (3, 1)), padding=p), (4, 3, 2), xla=True)
      for p in ("valid", "same")],
    *formats("conv2d_transpose", partial(L.Conv2DTranspose, 2), (3, 2, 2), (2, 3), (1, (2, 3)), (2,)),
    layers("conv2d_transpose_op_channels_first", [
        lambda op=op: L.Conv2DTranspose(2, 3, 2, output_padding=op, use_bias=False, data_format="channels_first")
        for op in (0, 1, (1, 0))], (2, 3, 2), xla=True),
    Case("conv2d_transpose_unknown_size", lambda: keras.Model(x := keras.Input((None, None, 2), name="x"), [
        L.Conv2DTranspose(2, 3, s, p)(x) for s, p in product((1, 2), ("valid", "same"))]), batch=3, train=None),
]

TRANSPOSE1D = [
    *paddings("conv1d_transpose", partial(L.Conv1DTranspose, 2), (4, 2), (1, 2, 3, 4), (1, 2, 3)),
    layers("conv1d_transpose_dilation", [one for p in ("valid", "same") for one in together(
        partial(L.Conv1DTranspose, 2), (2, 3), (), (2, 3), padding=p)], (5, 2), xla=True),
    *formats("conv1d_transpose", partial(L.Conv1DTranspose, 2), (4, 2), (2, 3), (1, 2), (2,)),
    layers("conv1d_transpose_op", [
        lambda k=k, p=p, op=op: L.Conv1DTranspose(2, k, 3, p, output_padding=op)
        for k, p, op in product((2, 3), ("valid", "same"), (1, 2))], (4, 2)),
    layer("conv1d_transpose_filters", lambda: L.Conv1DTranspose(3, 2), (3, 2)),
    layer("conv1d_transpose_objects", lambda: L.Conv1DTranspose(2, 3, 2, **OBJECTS1D), (3, 2)),
    layer("conv1d_transpose_objects_bias", lambda: L.Conv1DTranspose(2, 3, 2, **OBJECTS1D | {"use_bias": True}),
          (3, 2)),
]

# Compiled, since TensorFlow's own kernel is wrong with windows of 1, strides and same padding.
CONV3D = [
    *paddings("conv3d", conv3d, VOLUME, (1, 2, (3, 2, 1)), (1, 2, (1, 2, 3)), (2,), xla=True),
    *formats("conv3d", conv3d, VOLUME, ((2, 3, 1),), (1, (2, 1, 2)), ((2, 1, 1),)),
    layers("conv3d_groups", [one for p in ("valid", "same") for one in together(
        L.Conv3D, (2,), (1, 2), (2,), filters=4, groups=2, padding=p)], (4, 3, 3, 4), xla=True),
    layer("conv3d_objects", lambda: L.Conv3D(3, 2, **OBJECTS3D), (3, 3, 2, 2)),
    layer("conv3d_objects_bias", lambda: L.Conv3D(3, 2, **OBJECTS3D | {"use_bias": True}), (3, 3, 2, 2)),
    Case("conv3d_unknown_size", lambda: keras.Model(x := keras.Input((None, None, None, 1), name="x"), [
        L.Conv3D(2, 2, padding="same")(x), L.Conv3D(2, 2, 2)(x), L.Conv3D(1, 2, dilation_rate=2)(x)]),
         batch=3, train=None),
]

TRANSPOSE3D = [
    *paddings("conv3d_transpose", partial(L.Conv3DTranspose, 2), (2, 3, 2, 2), (1, 2, (3, 2, 1)), (1, 2, (1, 2, 3)),
              xla=True),
    layers("conv3d_transpose_dilation", [one for p in ("valid", "same") for one in together(
        partial(L.Conv3DTranspose, 2), (2,), (), (2, (3, 1, 1)), padding=p)], (3, 2, 2, 2), xla=True),
    *formats("conv3d_transpose", partial(L.Conv3DTranspose, 2), (2, 3, 2, 1), (2,), (1, (2, 3, 1)), (2,)),
    layers("conv3d_transpose_op", [
        lambda p=p, op=op: L.Conv3DTranspose(2, 3, 2, p, output_padding=op)
        for p, op in product(("valid", "same"), (0, 1, (0, 1, 0)))], (2, 1, 2, 1)),
    layer("conv3d_transpose_filters", lambda: L.Conv3DTranspose(1, 2), (2, 2, 2, 2)),
    layer("conv3d_transpose_objects", lambda: L.Conv3DTranspose(2, 2, 2, **OBJECTS3D), (2, 2, 2, 2)),
    layer("conv3d_transpose_objects_bias", lambda: L.Conv3DTranspose(2, 2, 2, **OBJECTS3D | {"use_bias": True}),
          (2, 2, 2, 2)),
]

CHANNELWISE1D = with_axes(DEPTHWISE_OBJECTS, "depthwise", 0)
MORE_DEPTHWISE = [
    *paddings("depthwise_conv1d", partial(L.DepthwiseConv1D, depth_multiplier=2), SEQUENCE, (1, 2, 3), (1, 2), (2, 3)),
    *formats("depthwise_conv1d", L.DepthwiseConv1D, SEQUENCE, (2, 3), (1, 2), (2,)),
    layer("depthwise_conv1d_objects", lambda: L.DepthwiseConv1D(2, **CHANNELWISE1D), (4, 2)),
    layer("depthwise_conv1d_objects_bias", lambda: L.DepthwiseConv1D(2, **CHANNELWISE1D | {"use_bias": True}), (4, 2)),
    *formats("depthwise_conv2d", L.DepthwiseConv2D, (6, 5, 2), (2, 3), (1, 2), ((2, 1),)),
    layers("depthwise_conv2d_unequal_strides", [
        lambda k=k, s=s, p=p: L.DepthwiseConv2D(k, s, p, depth_multiplier=2)
        for k, s, p in product((2, 3), ((1, 2), (3, 2)), ("valid", "same"))], (6, 5, 2), xla=True),
    layers("depthwise_conv2d_strides_dilation", [
        lambda k=k, s=s, p=p: L.DepthwiseConv2D(k, s, p, dilation_rate=2)
        for k, s, p in product((2, 3), (2, 3), ("valid", "same"))], (7, 6, 2)),
    Case("depthwise_conv2d_unknown_size", lambda: keras.Model(x := keras.Input((None, None, 2), name="x"), [
        L.DepthwiseConv2D(2, s, p, dilation_rate=2)(x) for s, p in product((1, 2), ("valid", "same"))]),
         batch=4, train=None),
]

POINTWISE_OBJECTS = dict(pointwise_initializer=I.LecunNormal(), pointwise_regularizer=R.L1(0.02),
                         pointwise_constraint=C.NonNeg())
SEPARABLE = [
    *paddings("separable_conv1d", partial(L.SeparableConv1D, 3), SEQUENCE, (1, 2, 3), (1, 2), (2,)),
    *formats("separable_conv1d", partial(L.SeparableConv1D, 3), SEQUENCE, (2, 3), (1, 2), (2,)),
    *paddings("separable_conv2d", partial(L.SeparableConv2D, 3, depth_multiplier=2), (6, 5, 2), (1, (2, 3)), (1, 2),
              (2,)),
    *formats("separable_conv2d", partial(L.SeparableConv2D, 4), (6, 5, 2), ((2, 3),), (1, 2), (2,)),
    layers("separable_conv2d_strides_dilation", [
        lambda s=s, p=p: L.SeparableConv2D(2, 2, s, p, dilation_rate=2)
        for s, p in product((2, 3), ("valid", "same"))], (7, 6, 2)),
    layer("separable_conv1d_multiplier", lambda: L.SeparableConv1D(2, 2, depth_multiplier=2), (4, 2)),
    layer("separable_conv1d_objects", lambda: L.SeparableConv1D(3, 2, **CHANNELWISE1D | POINTWISE_OBJECTS), (4, 2)),
    layer("separable_conv2d_objects", lambda: L.SeparableConv2D(
        3, 2, **DEPTHWISE_OBJECTS | POINTWISE_OBJECTS | {"use_bias": True}), (4, 4, 2)),
]

CASES = (CONV2D + TRANSPOSE + DEPTHWISE + CONV1D + MORE2D + TRANSPOSE1D + CONV3D + TRANSPOSE3D + MORE_DEPTHWISE
         + SEPARABLE)
