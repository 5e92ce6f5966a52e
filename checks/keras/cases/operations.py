"""Models with keras.ops nodes: every op has a Dense or an input before it, and gradients run through."""
from case import between, integers, operations
from quiet_keras import keras
import numpy as np

L, ops = keras.layers, keras.ops


def elementwise(x):
    return {"affine": x * 2 + 1, "one_minus": 1 - x, "square_by_power": x ** 2, "negative": -x, "halved": x / 2,
            "inverse": 1 / (x + 3), "remainder": x % 2, "absolute": abs(x)}


UNARY = ["exp", "square", "abs", "sigmoid", "relu", "tanh", "sin", "cos", "softplus", "silu", "sign", "floor", "expm1",
         "erf", "negative", "leaky_relu", "elu", "gelu", "log_softmax", "stop_gradient", "zeros_like", "ones_like"]
POSITIVE = ["log", "sqrt", "rsqrt", "log1p", "reciprocal"]


def sampling_by_hand(m, lv):
    """The arithmetic of a VAE: the KL divergence and the standard deviation."""
    return [m + ops.exp(0.5 * lv), -0.5 * ops.sum(1 + lv - ops.square(m) - ops.exp(lv), axis=-1)]


def quantize_by_hand(x):
    """The arithmetic of a VQ-VAE without its own layer: nearest of three fixed codes, straight through."""
    flat = ops.reshape(x, (-1, 2))
    codes = ops.transpose(ops.convert_to_tensor([[0.0, 1.0], [1.0, 0.0], [-1.0, -1.0]]))
    distances = (ops.sum(ops.square(flat), axis=1, keepdims=True) + ops.sum(ops.square(codes), axis=0)
                 - 2 * ops.matmul(flat, codes))
    chosen = ops.one_hot(ops.argmin(distances, axis=1), 3)
    quantized = ops.reshape(ops.matmul(chosen, ops.transpose(codes)), (-1, 4, 2))
    return x + ops.stop_gradient(quantized - x)


CASES = [
    *[operations(f"ops_operator_{n}", lambda x, n=n: elementwise(x)[n], (4,)) for n in
      "affine one_minus square_by_power negative halved inverse remainder absolute".split()],
    *[operations(f"ops_{n}", lambda x, n=n: getattr(ops, n)(x), (3, 4)) for n in UNARY],
    *[operations(f"ops_{n}", lambda x, n=n: getattr(ops, n)(x), (4,), values={"x": between(0.2, 3)}) for n in POSITIVE],
    *[operations(f"ops_{n}", lambda x, n=n: getattr(ops, n)(x, axis=-1), (3, 4))
      for n in "sum mean max min prod std var logsumexp any all argmax argmin cumsum sort".split()],
    *[operations(f"ops_{n}_keepdims", lambda x, n=n: getattr(ops, n)(x, axis=[1, 2], keepdims=True), (3, 4))
      for n in "sum mean max".split()],
    operations("ops_mean_all", lambda x: L.Reshape(())(ops.mean(x, axis=1, keepdims=True)), (3,)),
    *[operations(f"ops_{n}", lambda a, b, n=n: getattr(ops, n)(a, b), (3, 4), (3, 4))
      for n in "add subtract multiply divide maximum minimum greater less_equal equal".split()],
    operations("ops_add_broadcast", lambda a, b: a + b, (3, 1), (1, 4)),
    operations("ops_where", lambda a, b: ops.where(ops.greater(a, 0), a, b * 2), (4,), (4,)),
    operations("ops_logical", lambda a, b: ops.logical_and(a > 0, ops.logical_not(b > 0)), (4,), (4,)),
    operations("ops_clip", lambda x: ops.clip(x, -0.5, 0.7), (8,)),
    operations("ops_matmul", ops.matmul, (3, 4), (4, 2)),
    operations("ops_matmul_rank4", ops.matmul, (2, 3, 4), (2, 4, 2)),
    operations("ops_einsum", lambda a, b: ops.einsum("bij,bjk->bik", a, b), (2, 3), (3, 4)),
    operations("ops_einsum_outer", lambda a, b: ops.einsum("bi,bj->bij", a, b), (2,), (3,)),
    operations("ops_concatenate", lambda a, b: ops.concatenate([a, b], axis=1), (2, 3), (1, 3)),
    operations("ops_stack", lambda a, b: ops.stack([a, b], axis=1), (4,), (4,)),
    operations("ops_split", lambda x: ops.split(x, 2, axis=-1), (6,)),
    operations("ops_split_at", lambda x: ops.split(x, [1, 4], axis=1)[::-1], (6,)),
    operations("ops_unstack", lambda x: ops.unstack(x, 3, axis=1), (3, 2)),
    operations("ops_reshape", lambda x: ops.reshape(x, (-1, 2, 6)), (3, 4)),
    operations("ops_transpose", lambda x: ops.transpose(x, (0, 2, 1)), (3, 4)),
    operations("ops_expand_squeeze", lambda x: ops.squeeze(ops.expand_dims(ops.expand_dims(x, 1), -1) * 2, 1), (4,)),
    operations("ops_getitem_slice", lambda x: x[:, 1:3], (4, 2)),
    operations("ops_getitem_index", lambda x: x[:, -1], (4, 2)),
    operations("ops_getitem_ellipsis", lambda x: x[..., ::2], (3, 4)),
    operations("ops_getitem_newaxis", lambda x: x[:, None, 1:, ..., None], (4, 2)),
    operations("ops_getitem_negative_step", lambda x: x[:, ::-1], (4,)),
    operations("ops_repeat_tile", lambda x: ops.tile(ops.repeat(x, 2, axis=1), [1, 2]), (3,)),
    operations("ops_pad", lambda x: ops.pad(x, [[0, 0], [1, 2]], constant_values=0.5), (3,)),
    operations("ops_flip_roll", lambda x: ops.roll(ops.flip(x, axis=1), 1, axis=1), (4,)),
    operations("ops_broadcast_to", lambda x: x * ops.broadcast_to(2.0, (1, 4)), (4,)),
    operations("ops_take", lambda x: ops.take(x, [2, 0, 2], axis=1), (4, 2)),
    operations("ops_cast", lambda x: ops.cast(x > 0, "float32") * x, (4,)),
    operations("ops_cast_int", lambda x: ops.cast(x * 3, "int32"), (4,)),
    operations("ops_softmax", lambda x: ops.softmax(x, axis=1), (3, 4)),
    operations("ops_one_hot", lambda x: ops.one_hot(x, 5), (3,), dtype="int32", values={"x": integers(5)}),
    operations("ops_argmax_one_hot", lambda x: x * ops.one_hot(ops.argmax(x, axis=-1), 4), (4,)),
    operations("ops_top_k", lambda x: list(ops.top_k(x, 2)), (5,)),
    operations("ops_stop_gradient_product", lambda x: x * ops.stop_gradient(x), (4,)),
    operations("ops_integers", lambda x: x * 2 + 1, (4,), dtype="int32", values={"x": integers(9)}),
    operations("ops_constant_left", lambda x: ops.matmul(x, ops.convert_to_tensor([[1.0, 2.0], [3.0, 4.0]])), (2,)),
    operations("ops_max_pool", lambda x: ops.max_pool(x, 2, 2, "same"), (5, 4, 2)),
    operations("ops_average_pool", lambda x: ops.average_pool(x, 2, 1, "valid"), (4, 4, 2)),
    operations("ops_kl_divergence", sampling_by_hand, (2,), (2,)),
    operations("ops_straight_through", quantize_by_hand, (4, 2)),
    operations("ops_after_dense", lambda x: ops.exp(L.Dense(3)(x)) * L.Dense(3)(x) + 1, (4,)),
    operations("ops_gated", lambda x: L.Dense(2)(ops.sigmoid(L.Dense(3)(x)) * ops.tanh(L.Dense(3)(x))), (4,)),
]

CASES += [
    operations("ops_layer_normalization", lambda x: ops.layer_normalization(x, axis=-1), (3, 4)),
    operations("ops_rms_normalization", lambda x: ops.rms_normalization(x, axis=-1), (3, 4)),
    operations("ops_attention", lambda q, k, v: ops.dot_product_attention(q, k, v, is_causal=True), (3, 2, 4), (3, 2, 4),
               (3, 2, 4)),
    operations("ops_attention_masked", lambda x, m: ops.dot_product_attention(x, x, x, mask=ops.greater(m, -0.5), scale=0.3),
               (3, 2, 4), (1, 1, 3)),
    operations("ops_average_weighted", lambda x, w: ops.average(x, axis=1, weights=ops.abs(w) + 1), (4,), (4,)),
    operations("ops_fft", lambda a, b: list(ops.fft((a, b))), (8,), (8,)),
    operations("ops_stft", lambda x: list(ops.stft(x, 4, 2, 4)), (12,)),
    operations("ops_irfft", lambda a, b: ops.irfft((a, b)), (5,), (5,)),
    operations("ops_inverse_solve", lambda x, b: ops.solve(ops.matmul(x, ops.transpose(x, (0, 2, 1))) + np.eye(3, dtype="float32"), b),
               (3, 3), (3,)),
    operations("ops_determinants", lambda x: [ops.det(x), ops.norm(x, axis=(1, 2)), ops.inv(x + 4 * np.eye(2, dtype="float32"))],
               (2, 2)),
    operations("ops_singular_values", lambda x: ops.svd(x, full_matrices=False)[1], (3, 2)),
    operations("ops_borders", lambda x: ops.image.crop_images(ops.image.pad_images(x, 1, 1, target_height=6, target_width=7),
                                                              bottom_cropping=2, right_cropping=1, target_height=3, target_width=4),
               (4, 4, 1)),
    operations("ops_blocks", lambda x: ops.space_to_depth(ops.depth_to_space(x, 2), 2), (2, 2, 4)),
    operations("ops_windows", lambda x: ops.fold(ops.unfold(x, 2, stride=2), (4, 4), 2, stride=2), (1, 4, 4)),
    operations("ops_sequences", lambda x: ops.extract_sequences(x, 3, 2), (7,)),
    operations("ops_linspace", lambda a, b: ops.linspace(a, b, 3, axis=1), (2,), (2,)),
    operations("ops_crossentropies", lambda a, b: [ops.binary_crossentropy(ops.sigmoid(a), b, from_logits=True),
                                                    ops.categorical_crossentropy(ops.softmax(a), b, from_logits=True)], (3,), (3,)),
]
