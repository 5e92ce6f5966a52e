"""Pooling, up-sampling, padding, cropping."""
from functools import partial
from itertools import product

from case import layer as layer_case
from quiet_keras import keras

layer = partial(layer_case, batch=2)
L = keras.layers


def pools(kind, make):
    return [layer(f"{kind}_{p}_p{k}_s{s}", lambda k=k, s=s, p=p: make(k, s, p), (6, 5, 2))
            for k, s, p in product((2, 3), (1, 2), ("valid", "same"))] + [
        layer(f"{kind}_default", lambda: make(2), (6, 5, 2)),
        layer(f"{kind}_rectangular", lambda: make((2, 3), (1, 2), "same"), (5, 6, 2)),
    ]


CASES = [
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
