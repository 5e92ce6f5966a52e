"""Pooling, up-sampling, padding, cropping, over one, two and three axes."""
from functools import partial
from itertools import product

import numpy as np

from case import Case, layer as layer_case, layers as layers_case
from quiet_keras import keras

layer = partial(layer_case, batch=2)
layers = partial(layers_case, batch=2)
L = keras.layers


def pools(kind, make):
    return [layer(f"{kind}_{p}_p{k}_s{s}", lambda k=k, s=s, p=p: make(k, s, p), (6, 5, 2))
            for k, s, p in product((2, 3), (1, 2), ("valid", "same"))] + [
        layer(f"{kind}_default", lambda: make(2), (6, 5, 2)),
        layer(f"{kind}_rectangular", lambda: make((2, 3), (1, 2), "same"), (5, 6, 2)),
    ]


FORMATS = ("channels_last", "channels_first")
POOLS = {"max_pooling": (L.MaxPooling1D, L.MaxPooling2D, L.MaxPooling3D),
         "average_pooling": (L.AveragePooling1D, L.AveragePooling2D, L.AveragePooling3D)}
GLOBAL = {"global_average_pooling": (L.GlobalAveragePooling1D, L.GlobalAveragePooling2D, L.GlobalAveragePooling3D),
          "global_max_pooling": (L.GlobalMaxPooling1D, L.GlobalMaxPooling2D, L.GlobalMaxPooling3D)}
ADAPTIVE = {"adaptive_average_pooling": (L.AdaptiveAveragePooling1D, L.AdaptiveAveragePooling2D,
                                         L.AdaptiveAveragePooling3D),
            "adaptive_max_pooling": (L.AdaptiveMaxPooling1D, L.AdaptiveMaxPooling2D, L.AdaptiveMaxPooling3D)}
SHAPES = {1: (7, 2), 2: (6, 5, 2), 3: (4, 5, 3, 2)}
# Never 1: there the gradient that TensorFlow gives Keras holds whatever was in memory.
SIZES = {1: (2, 3, 5, 7, 9), 2: (3, (4, 5), (2, 7)), 3: (2, (3, 4, 2), (5, 2, 3))}


def front(shape):
    """The shape with its channels in front."""
    return shape[-1:] + shape[:-1]


def by_axes(kinds, axes, name, choices, **options):
    """For each kind a case over some axes, for each data format, of one layer for every choice of configuration."""
    return [layers(f"{kind}{n}d{name}{suffix}",
                   [lambda make=makes[n - 1], data_format=data_format, choice=choice: make(
                       data_format=data_format, **choice) for choice in choices(n)], shape, **options)
            for (kind, makes), n in product(kinds.items(), axes)
            for data_format, suffix, shape in ((FORMATS[0], "", SHAPES[n]),
                                               (FORMATS[1], "_channels_first", front(SHAPES[n])))]


def windows(n):
    rectangular = {1: (2, 3), 2: ((2, 3), (1, 2)), 3: ((1, 2, 3), (2, 1, 3))}[n]
    return [dict(pool_size=k, strides=s, padding=p) for (k, s), p in product(
        ((2, None), (2, 1), (3, 2), (3, None), rectangular), ("valid", "same"))]


def unknown(name, make, *sizes, batch=5):
    return Case(name, lambda: keras.Model(x := keras.Input(sizes, name="x"), [m()(x) for m in make]), batch=batch)


def borders(kind, key, make, n, values):
    return by_axes({kind: (None,) * (n - 1) + (make,)}, (n,), "_grid", lambda _: [{key: v} for v in values])


MORE = [
    *by_axes(POOLS, (1, 3), "", windows),
    *by_axes(POOLS, (2,), "_grid", windows),
    unknown("max_pooling1d_unknown_length", [lambda p=p: L.MaxPooling1D(2, 3, p) for p in ("valid", "same")], None, 2),
    unknown("average_pooling3d_unknown_size", [lambda p=p: L.AveragePooling3D(2, 3, p) for p in ("valid", "same")],
            None, None, None, 2),
    *by_axes(GLOBAL, (1, 2, 3), "_grid", lambda n: [{"keepdims": keep} for keep in (False, True)]),
    unknown("global_pooling1d_unknown_length", [L.GlobalAveragePooling1D, L.GlobalMaxPooling1D], None, 2),
    Case("global_average_pooling1d_mask", lambda: keras.Model(
        [x := keras.Input((4, 5), name="x"), last := keras.Input((4,), name="last", dtype="bool"),
         first := keras.Input((5,), name="first", dtype="bool")], [
            L.GlobalAveragePooling1D()(x, mask=last), L.GlobalAveragePooling1D(keepdims=True)(x, mask=last),
            L.GlobalAveragePooling1D(data_format="channels_first")(x, mask=first)]),
         values={name: lambda rng, shape: (rng.integers(0, 2, shape) + np.arange(shape[1])) % 3 > 0
                 for name in ("last", "first")}),
    *by_axes(ADAPTIVE, (1, 2, 3), "", lambda n: [{"output_size": size} for size in SIZES[n]]),
    layers("cropping1d", [lambda c=c: L.Cropping1D(c) for c in (1, (0, 2), (3, 0))], (7, 2)),
    *borders("cropping", "cropping", L.Cropping2D, 2, (0, 1, (2, 1), ((1, 0), (0, 2)))),
    *borders("cropping", "cropping", L.Cropping3D, 3, (1, (0, 1, 1), ((1, 0), (0, 2), (0, 0)))),
    *borders("zero_padding", "padding", L.ZeroPadding1D, 1, (0, 2, (1, 3))),
    *borders("zero_padding", "padding", L.ZeroPadding3D, 3, (1, (0, 1, 2), ((1, 0), (0, 2), (0, 0)))),
    unknown("borders_unknown_size", [L.Cropping3D, L.ZeroPadding3D, L.UpSampling3D], None, None, None, 1, batch=3),
    layers("up_sampling1d", [lambda n=n: L.UpSampling1D(n) for n in (1, 2, 3)], (4, 2)),
    *borders("up_sampling", "size", L.UpSampling3D, 3, (2, (1, 2, 3))),
    *by_axes({"up_sampling": (None, L.UpSampling2D)}, (2,), "_grid", lambda n: [
        dict(size=size, interpolation=how) for size, how in product(
            (2, (1, 3)), ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"))]),
    unknown("up_sampling2d_unknown_size", [
        lambda how=how: L.UpSampling2D(2, interpolation=how) for how in ("bilinear", "bicubic", "lanczos3")],
        None, None, 2),
]

CASES = MORE + [
    *pools("max_pooling2d", L.MaxPooling2D),
    *pools("average_pooling2d", L.AveragePooling2D),
    *[layer(f"{kind}{'_keepdims' if keep else ''}", lambda make=make, keep=keep: make(keepdims=keep), (4, 3, 2))
      for (kind, make), keep in product([("global_average_pooling2d", L.GlobalAveragePooling2D),
                                         ("global_max_pooling2d", L.GlobalMaxPooling2D)], (False, True))],
    *[layer(f"up_sampling2d_{how}_{'x'.join(map(str, size))}",
            lambda size=size, how=how: L.UpSampling2D(size, interpolation=how), (3, 4, 2))
      for size, how in product([(2, 2), (3, 1)], ("nearest", "bilinear"))],
    layer("zero_padding2d", lambda: L.ZeroPadding2D(1), (3, 2, 2)),
    layer("zero_padding2d_pair", lambda: L.ZeroPadding2D((1, 2)), (3, 2, 2)),
    layer("zero_padding2d_sides", lambda: L.ZeroPadding2D(((0, 1), (2, 3))), (3, 2, 2)),
    layer("cropping2d", lambda: L.Cropping2D(1), (5, 4, 2)),
    layer("cropping2d_sides", lambda: L.Cropping2D(((0, 1), (2, 0))), (5, 4, 2)),
]
