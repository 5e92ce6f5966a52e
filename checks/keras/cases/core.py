"""Dense, Embedding, Identity and the objects a Dense configuration can hold."""
from case import Case, integers, layer, Train
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


@keras.saving.register_keras_serializable("golden")
def halve(x):
    return x / 2


@keras.saving.register_keras_serializable("golden")
def power(x, exponent=2):
    return keras.ops.power(x, exponent)


@keras.saving.register_keras_serializable("golden")
def weigh(xs):
    return 2 * xs[0] - xs[1]



EMBEDDED = {"embeddings_initializer": I.RandomNormal(0, 0.1), "embeddings_regularizer": R.L2(0.01),
            "embeddings_constraint": C.MaxNorm(0.6, axis=1), "activity_regularizer": R.L1(0.02)}


def reversible(name, **config):
    """There, through a layer that knows masks, and back."""

    def build():
        x = keras.Input((4,), dtype="int32", name="x")
        embedding = L.ReversibleEmbedding(6, 3, **config)
        h = L.SimpleRNN(3, return_sequences=True)(embedding(x))
        return keras.Model(x, embedding(h, reverse=True))

    return Case(f"reversible_embedding_{name}", build, values={"x": integers(6)}, train=Train(steps=2))


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
    layer("embedding_lora", lambda: L.Embedding(7, 3, lora_rank=2, embeddings_regularizer="l2"), (4,), dtype="int32", values={"x": integers(7)}),
    layer("embedding_rank3", lambda: L.Embedding(5, 2), (2, 3), dtype="int32", values={"x": integers(5)}),
    layer("embedding_float_input", lambda: L.Embedding(5, 2), (3,), values={"x": integers(5)}),
    Case("embedding_mask_zero", lambda: keras.Sequential(
        [keras.Input((4,), dtype="int32", name="x"), L.Embedding(5, 3, mask_zero=True), L.Flatten(), L.Dense(2)]),
         values={"x": integers(5)}),
    reversible("tied"), reversible("untied", tie_weights=False), reversible("soft_cap", logit_soft_cap=0.7),
    reversible("mask_zero", mask_zero=True), reversible("untied_config", tie_weights=False, logit_soft_cap=2.0, **EMBEDDED),
    reversible("config", **EMBEDDED), reversible("not_trainable", trainable=False),
    layer("reversible_embedding_forward", lambda: L.ReversibleEmbedding(5, 2, tie_weights=False), (3,), dtype="int32",
          values={"x": integers(5)}),
    # Keras announces logits of the type in which the layer computes, whatever reverse_dtype says: here they are.
    reversible("reverse_dtype", reverse_dtype="float32"),
    layer("identity", L.Identity, (3, 2)),
    *[layer(f"einsum_dense_{n}", lambda e=equation, o=out, c=config: L.EinsumDense(e, o, **c), shape)
      for n, equation, out, shape, config in (
          ("dense", "ab,bc->ac", 4, (3,), {"bias_axes": "c"}),
          ("no_bias", "ab,bc->ac", (4,), (3,), {"activation": "tanh"}),
          ("sequence", "abc,cd->abd", (5, 4), (5, 3), {"bias_axes": "d"}),
          ("two_bias_axes", "abc,cd->abd", (5, 4), (5, 3), {"bias_axes": "bd"}),
          ("first_bias_axis", "abc,cd->abd", (5, 4), (5, 3), {"bias_axes": "b"}),
          ("split_axis", "abc,cde->abde", (3, 2, 4), (3, 5), {"bias_axes": "de"}),
          ("join_axes", "abde,dec->abc", (3, 5), (3, 2, 4), {"bias_axes": "c"}),
          ("other_order", "abc,dc->adb", (4, 2), (2, 3), {"bias_axes": "d"}),
          ("sum_all", "abc,bc->a", (), (2, 3), {}),
          ("shared_axis", "abc,bcd->abd", (2, 4), (2, 3), {"bias_axes": "bd"}),
          ("dots_before", "...x,xy->...y", 4, (2, 3), {"bias_axes": "y"}),
          ("dots_before_vector", "...x,xy->...y", 4, (3,), {"bias_axes": "y"}),
          ("dots_before_rank4", "...bc,cd->...bd", (2, 4), (2, 2, 3), {"bias_axes": "d"}),
          ("dots_behind", "ax...,xy->ay...", 4, (3, 2), {"bias_axes": "y"}),
          ("dots_behind_rank4", "ax...,xy->ay...", 4, (3, 2, 2), {"bias_axes": "y"}))],
    layer("dense_lora", lambda: L.Dense(3, lora_rank=2, lora_alpha=4, kernel_regularizer="l2"), (4,), train=Train(optimizer=lambda: keras.optimizers.Adam(0.1))),
    layer("dense_lora_unbiased", lambda: L.Dense(3, lora_rank=1, use_bias=False), (2, 4)),
    layer("einsum_dense_lora", lambda: L.EinsumDense("abc,cde->abde", (3, 2, 3), bias_axes="de", lora_rank=2, lora_alpha=6), (3, 4)),
    reversible("lora", lora_rank=2),
    reversible("lora_narrow", lora_rank=1),
    layer("embedding_lora_narrow", lambda: L.Embedding(5, 2, lora_rank=1), (3,), dtype="int32", values={"x": integers(5)}),
    layer("einsum_dense_lora_narrow", lambda: L.EinsumDense("ab,bc->ac", 3, lora_rank=1), (4,)),
    layer("einsum_dense_unknown_size", lambda: L.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d"), (None, 3)),
    layer("einsum_dense_objects", lambda: L.EinsumDense(
        "ab,bc->ac", 2, bias_axes="c", kernel_initializer=I.HeNormal(), bias_initializer=I.Ones(),
        kernel_regularizer=R.L2(0.03), bias_regularizer=R.L1(0.05), activity_regularizer=R.L2(0.1),
        kernel_constraint=C.NonNeg(), bias_constraint=C.NonNeg()), (3,)),
    Case("lambda_registered", lambda: keras.Model(x := keras.Input((3,), name="x"), L.Lambda(
        power, arguments={"exponent": 3}, output_shape=(3,))(L.Lambda(halve, name="halved")(x)))),
    Case("lambda_list", lambda: keras.Model(
        [x := keras.Input((2,), name="x"), y := keras.Input((2,), name="y")], L.Lambda(weigh, output_shape=(2,))([x, y]))),
]
