"""Attention, with every key of its layers, the options of their calls, and masks that layers before them make."""
from case import Case, between, integers
from quiet_keras import keras

L, I, R, C = keras.layers, keras.initializers, keras.regularizers, keras.constraints
MHA, GQA = L.MultiHeadAttention, L.GroupQueryAttention


def attend(name, make, *shapes, call=lambda layer, *xs: layer(*xs), dtypes=(), **options):
    """A layer on inputs x0, x1 …; on x0 twice where there is one."""

    def build():
        xs = [keras.Input(s, name=f"x{i}", dtype=dtypes[i] if i < len(dtypes) else "float32")
              for i, s in enumerate(shapes)]
        return keras.Model(xs, call(make(), *(xs * 2 if len(xs) == 1 else xs)), name=name)

    return Case(name, build, **options)


def listed(name, make, *shapes, **kwargs):
    return attend(name, make, *shapes, call=lambda layer, *xs: layer(list(xs), **kwargs),
                  random=kwargs.pop("random", False))


def tokens(name, make, on, **options):
    """A layer on two vectors of tokens of which some are padding."""

    def build():
        a, b = (keras.Input((4,), name=n, dtype="int32") for n in "ab")
        x = L.Embedding(5, 4, mask_zero=True)(a)
        y = L.Embedding(5, 4, mask_zero=True)(b)
        return keras.Model([a, b], on(make(), x, y), name=name)

    return Case(name, build, values={"a": integers(3), "b": integers(3)}, batch=4, **options)


SEQ, OTHER = (3, 4), (5, 4)
MASK = {"x1": integers(2)}
OBJECTS = dict(kernel_initializer=I.HeNormal(), bias_initializer=I.Ones(), kernel_regularizer=R.L2(0.03),
               bias_regularizer=R.L1(0.05), activity_regularizer=R.L2(0.1), kernel_constraint=C.MaxNorm(0.8),
               bias_constraint=C.NonNeg(), seed=3)


def masked(layer, x, m):
    return layer(x, x, attention_mask=m)


CASES = [
    listed("attention", L.Attention, SEQ, OTHER),
    listed("attention_key", L.Attention, SEQ, (5, 2), OTHER),
    listed("attention_scale", lambda: L.Attention(use_scale=True), SEQ, OTHER),
    listed("attention_concat", lambda: L.Attention(score_mode="concat"), SEQ, OTHER),
    listed("attention_concat_scale", lambda: L.Attention(use_scale=True, score_mode="concat"), SEQ, OTHER),
    listed("attention_causal", L.Attention, SEQ, OTHER, use_causal_mask=True),
    listed("attention_scores", L.Attention, SEQ, OTHER, return_attention_scores=True),
    listed("attention_dropout", lambda: L.Attention(dropout=0.3, seed=5), SEQ, OTHER, random=True),
    listed("attention_unknown_size", L.Attention, (None, 4), (None, 4), use_causal_mask=True),
    tokens("attention_tokens", L.Attention, lambda l, x, y: l([x, y])),
    tokens("attention_tokens_causal", lambda: L.Attention(use_scale=True), lambda l, x, y: l(
        [x, y], use_causal_mask=True)),
    listed("additive_attention", L.AdditiveAttention, SEQ, OTHER),
    listed("additive_attention_no_scale", lambda: L.AdditiveAttention(use_scale=False), SEQ, OTHER, OTHER),
    listed("additive_attention_causal", L.AdditiveAttention, SEQ, OTHER, use_causal_mask=True),
    listed("additive_attention_scores", L.AdditiveAttention, SEQ, OTHER, return_attention_scores=True),
    listed("additive_attention_dropout", lambda: L.AdditiveAttention(dropout=0.2, seed=1), SEQ, OTHER, random=True),
    tokens("additive_attention_tokens", L.AdditiveAttention, lambda l, x, y: l([x, y])),
    attend("multi_head_attention", lambda: MHA(2, 3), SEQ),
    attend("multi_head_attention_one_head", lambda: MHA(1, 4), SEQ),
    attend("multi_head_attention_cross", lambda: MHA(2, 3), SEQ, (5, 2)),
    attend("multi_head_attention_key", lambda: MHA(2, 3), SEQ, (5, 2), (5, 6)),
    attend("multi_head_attention_by_name", lambda: MHA(2, 3), SEQ, (5, 2), (5, 6),
           call=lambda l, q, v, k: l(q, key=k, value=v)),
    attend("multi_head_attention_value_dim", lambda: MHA(2, 3, value_dim=5), SEQ),
    attend("multi_head_attention_output_shape", lambda: MHA(2, 3, output_shape=6), SEQ),
    attend("multi_head_attention_output_shape_2", lambda: MHA(2, 3, output_shape=(2, 3)), SEQ),
    attend("multi_head_attention_no_bias", lambda: MHA(2, 3, use_bias=False), SEQ),
    attend("multi_head_attention_causal", lambda: MHA(2, 3), SEQ, call=lambda l, q, v: l(q, v, use_causal_mask=True)),
    attend("multi_head_attention_causal_cross", lambda: MHA(2, 3), SEQ, OTHER,
           call=lambda l, q, v: l(q, v, use_causal_mask=True)),
    attend("multi_head_attention_mask", lambda: MHA(2, 3), (3, 4), (3, 3), dtypes=("float32", "bool"),
           call=masked, values=MASK),
    attend("multi_head_attention_mask_causal", lambda: MHA(2, 3), (3, 4), (3, 3), dtypes=("float32", "bool"),
           call=lambda l, x, m: l(x, x, attention_mask=m, use_causal_mask=True), values=MASK),
    attend("multi_head_attention_scores", lambda: MHA(2, 3), SEQ,
           call=lambda l, q, v: l(q, v, return_attention_scores=True)),
    # Keras has no gradient of scores that it returns under a mask.
    attend("multi_head_attention_dropout", lambda: MHA(2, 3, dropout=0.3, seed=7), SEQ, random=True,
           call=lambda l, q, v: l(q, v, use_causal_mask=True)),
    attend("multi_head_attention_rank4", lambda: MHA(2, 3), (2, 3, 4)),
    attend("multi_head_attention_axis1", lambda: MHA(2, 3, attention_axes=1), (2, 3, 4)),
    attend("multi_head_attention_axis2", lambda: MHA(2, 3, attention_axes=(2,)), (2, 3, 4)),
    attend("multi_head_attention_axis_minus2", lambda: MHA(2, 3, attention_axes=(-2,)), (2, 3, 4)),
    attend("multi_head_attention_window", lambda: MHA(2, 3, sliding_window=2), OTHER),
    attend("multi_head_attention_window_causal", lambda: MHA(2, 3, sliding_window=2), OTHER,
           call=lambda l, q, v: l(q, v, use_causal_mask=True)),
    attend("multi_head_attention_gate", lambda: MHA(2, 3, value_dim=2, use_gate=True), SEQ),
    attend("multi_head_attention_objects", lambda: MHA(2, 3, **OBJECTS), SEQ),
    attend("multi_head_attention_unknown_size", lambda: MHA(2, 3), (None, 4), (None, 4),
           call=lambda l, q, v: l(q, v, use_causal_mask=True)),
    tokens("multi_head_attention_tokens", lambda: MHA(2, 3), lambda l, x, y: l(x, y)),
    tokens("multi_head_attention_tokens_self", lambda: MHA(2, 3), lambda l, x, y: L.Add()([l(
        x, x, use_causal_mask=True), y])),
    tokens("multi_head_attention_tokens_key", lambda: MHA(2, 3), lambda l, x, y: l(x, y, y)),
    attend("group_query_attention", lambda: GQA(3, 4, 2), SEQ),
    attend("group_query_attention_multi_query", lambda: GQA(2, 2, 1), SEQ),
    attend("group_query_attention_equal_heads", lambda: GQA(3, 2, 2, use_bias=False), SEQ),
    attend("group_query_attention_cross", lambda: GQA(3, 4, 2), SEQ, OTHER),
    attend("group_query_attention_key", lambda: GQA(3, 4, 2), SEQ, OTHER, (5, 2)),
    attend("group_query_attention_causal", lambda: GQA(3, 4, 2), SEQ,
           call=lambda l, q, v: l(q, v, use_causal_mask=True)),
    attend("group_query_attention_mask", lambda: GQA(3, 4, 2), (3, 4), (3, 3), dtypes=("float32", "bool"),
           call=masked, values=MASK),
    attend("group_query_attention_scores", lambda: GQA(3, 4, 2), SEQ, OTHER,
           call=lambda l, q, v: l(q, v, return_attention_scores=True)),
    attend("group_query_attention_dropout", lambda: GQA(3, 4, 2, dropout=0.2, seed=9), SEQ, random=True),
    attend("group_query_attention_window", lambda: GQA(3, 4, 2, sliding_window=2), OTHER),
    attend("group_query_attention_gate", lambda: GQA(3, 4, 2, use_gate=True), SEQ),
    attend("group_query_attention_objects", lambda: GQA(3, 4, 2, **OBJECTS), SEQ),
    tokens("group_query_attention_tokens", lambda: GQA(3, 4, 2), lambda l, x, y: l(x, y)),
]
