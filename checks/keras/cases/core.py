"""Dense, Embedding, Identity and the objects a Dense configuration can hold."""
from case import Case, integers, layer
from quiet_keras import keras

L, I, R, C = keras.layers, keras.initializers, keras.regularizers, keras.constraints

ACTIVATIONS = """linear relu relu6 leaky_relu elu selu celu gelu silu mish softmax log_softmax softplus softsign tanh
sigmoid log_sigmoid exponential hard_sigmoid hard_silu hard_tanh hard_shrink soft_shrink tanh_shrink""".split()

INITIALIZERS = {
    "zeros": I.Zeros, "ones": I.Ones, "constant": lambda: I.Constant(0.3), "identity": lambda: I.Identity(gain=0.5),
    "random_normal": lambda: I.RandomNormal(0.1, 0.2, seed=7), "random_uniform": lambda: I.RandomUniform(-0.3, 0.4, 5),
    "truncated_normal": lambda: I.TruncatedNormal(0.1, 0.2, seed=3),
    "variance_scaling": lambda: I.VarianceScaling(2.0, "fan_avg", "untruncated_normal", seed=1),
    "glorot_normal": I.GlorotNormal, "glorot_uniform": lambda: I.GlorotUniform(seed=9), "he_normal": I.HeNormal,
    "he_uniform": I.HeUniform, "lecun_normal": I.LecunNormal, "lecun_uniform": I.LecunUniform,
    "orthogonal": lambda: I.Orthogonal(gain=1.5, seed=2),
}


def dense(name, units=4, shape=(5,), **config):
    return layer(f"dense_{name}", lambda: L.Dense(units, **{k: v() if callable(v) else v for k, v in config.items()}),
                 shape)


CASES = [
    Case("input_only", lambda: keras.Model(x := keras.Input((3,), name="x"), x), train=None),
    Case("input_batch_size", lambda: keras.Model(
        x := keras.Input((3,), batch_size=2, name="x"), L.Dense(2)(x)), batch=2),
    *[dense(a, activation=a) for a in ACTIVATIONS],
    dense("no_bias", use_bias=False),
    dense("rank3", shape=(4, 5)),
    dense("rank4_softmax", shape=(2, 3, 5), activation="softmax"),
    dense("units_1", units=1),
    dense("not_trainable", trainable=False),
    dense("l1", kernel_regularizer=lambda: R.L1(0.02)),
    dense("l2", kernel_regularizer=lambda: R.L2(0.03), bias_regularizer=lambda: R.L1(0.05)),
    dense("l1l2", kernel_regularizer=lambda: R.L1L2(0.02, 0.03)),
    dense("orthogonal_regularizer", kernel_regularizer=lambda: R.OrthogonalRegularizer(0.05, "columns")),
    dense("activity_regularizer", activity_regularizer=lambda: R.L2(0.1), activation="tanh"),
    dense("activity_regularizer_rank3", shape=(4, 5), activity_regularizer=lambda: R.L1(0.1)),
    dense("max_norm", kernel_constraint=lambda: C.MaxNorm(0.8, axis=0), bias_constraint=lambda: C.MaxNorm(0.3)),
    dense("max_norm_axis1", kernel_constraint=lambda: C.MaxNorm(0.8, axis=1)),
    dense("non_neg", kernel_constraint=C.NonNeg, bias_constraint=C.NonNeg),
    dense("unit_norm", kernel_constraint=C.UnitNorm),
    dense("unit_norm_axes", kernel_constraint=lambda: C.UnitNorm(axis=[0, 1])),
    dense("min_max_norm", kernel_constraint=lambda: C.MinMaxNorm(0.7, 0.9, rate=0.6, axis=0)),
    Case("dense_initializers", lambda: keras.Sequential([keras.Input((2,), name="x")] + [
        L.Dense(2, kernel_initializer=make(), bias_initializer=I.Ones(), name=n) for n, make in INITIALIZERS.items()])),
    layer("embedding", lambda: L.Embedding(7, 3), (4,), dtype="int32", values={"x": integers(7)}),
    layer("embedding_config", lambda: L.Embedding(
        6, 2, embeddings_initializer=I.RandomNormal(0, 0.1), embeddings_regularizer=R.L2(0.01),
        embeddings_constraint=C.MaxNorm(0.6, axis=1), activity_regularizer=R.L1(0.02)), (3,), dtype="int64", values={"x": integers(6)}),
    layer("embedding_rank3", lambda: L.Embedding(5, 2), (2, 3), dtype="int32", values={"x": integers(5)}),
    layer("embedding_float_input", lambda: L.Embedding(5, 2), (3,), values={"x": integers(5)}),
    Case("embedding_mask_zero", lambda: keras.Sequential(
        [keras.Input((4,), dtype="int32", name="x"), L.Embedding(5, 3, mask_zero=True), L.Flatten(), L.Dense(2)]),
         values={"x": integers(5)}),
    layer("identity", L.Identity, (3, 2)),
]
