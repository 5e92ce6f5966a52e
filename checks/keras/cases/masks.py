"""Masks: made by Embedding and Masking, combined by merging layers, handed on by others, used by BatchNormalization in
training, whose statistics leave out what is padding."""
from case import Case, integers, layer
from quiet_keras import keras

L, R = keras.layers, keras.regularizers


def ends(rng, shape):
    """Sequences of which the last steps are zeros."""
    x = rng.normal(0, 1, shape)
    for i in range(shape[0]):
        x[i, 1 + i % shape[1]:] = 0
    return x


def through(name, *makers, **options):
    """Padded sequences through some layers to one that uses the mask."""

    def build():
        x = y = keras.Input((4, 3), name="x")
        for make in (L.Masking, *makers, lambda: L.BatchNormalization(momentum=0.5)):
            y = make()(y)
        return keras.Model(x, y, name=name)

    return Case(name, build, values={"x": ends}, batch=5, **options)


def merged(name, make, second=lambda b: L.Embedding(5, 3, mask_zero=True)(b), **config):
    """Two vectors of tokens, merged, to a layer that uses the mask."""

    def build():
        a, b = (keras.Input((4,), name=n, dtype="int32") for n in "ab")
        x = make(**config)([L.Embedding(5, 3, mask_zero=True)(a), second(b)])
        return keras.Model([a, b], L.BatchNormalization()(x), name=name)

    return Case(name, build, values={"a": integers(3), "b": integers(3)}, batch=4)


def softmax_with_mask():
    x, m = keras.Input((3, 4), name="x"), keras.Input((3, 4), name="m", dtype="bool")
    return keras.Model([x, m], [L.Softmax()(x, mask=m), L.Softmax(axis=(1, 2))(x, mask=m)])


KINDS = {"add": L.Add, "subtract": L.Subtract, "multiply": L.Multiply, "average": L.Average, "maximum": L.Maximum,
         "minimum": L.Minimum}
PASS = {
    "dense": lambda: L.Dense(2), "dropout": lambda: L.Dropout(0.0), "gaussian_noise": lambda: L.GaussianNoise(0.0),
    "gaussian_dropout": lambda: L.GaussianDropout(0.0), "alpha_dropout": lambda: L.AlphaDropout(0.0),
    "spatial_dropout1d": lambda: L.SpatialDropout1D(0.0), "activity": lambda: L.ActivityRegularization(l2=0.1),
    "identity": L.Identity, "activation": lambda: L.Activation("tanh"), "relu": L.ReLU, "leaky_relu": L.LeakyReLU,
    "elu": L.ELU, "prelu": L.PReLU, "layer_normalization": L.LayerNormalization,
    "group_normalization": lambda: L.GroupNormalization(3), "unit_normalization": L.UnitNormalization,
    "batch_normalization": L.BatchNormalization,
    # These end it.
    "rms_normalization": L.RMSNormalization, "einsum_dense": lambda: L.EinsumDense("abc,cd->abd", (4, 2)),
}

# The gradient of gamma is small beside the terms that it is the sum of: what float64 says lies between Keras and Lamina.
ROUNDED = {name: {"tolerance": 1e-4, "note": "Keras's float32 is up to 5e-5 from its float64 in the gradient of gamma"}
           for name in ("batch_normalization", "group_normalization")}

CASES = [
    layer("masking", L.Masking, (4, 3), values={"x": ends}),
    layer("masking_value", lambda: L.Masking(mask_value=1.0), (4, 1), values={"x": integers(3)}),
    through("masked"),
    through("masked_batch_normalization_bare", lambda: L.BatchNormalization(center=False, scale=False, epsilon=0.1)),
    through("masked_batch_normalization_renorm", lambda: L.BatchNormalization(renorm=True)),
    *[through(f"masked_{name}", make, **ROUNDED.get(name, {})) for name, make in PASS.items()],
    *[merged(f"merged_{name}", make) for name, make in KINDS.items()],
    *[merged(f"merged_{name}_one", make, lambda b: L.Embedding(5, 3)(b)) for name, make in KINDS.items()],
    merged("merged_concatenate", L.Concatenate),
    merged("merged_concatenate_axis1", L.Concatenate, axis=1),
    merged("merged_concatenate_one", L.Concatenate, lambda b: L.Embedding(5, 2)(b)),
    Case("masked_softmax", softmax_with_mask, values={"m": integers(2)}),
]
