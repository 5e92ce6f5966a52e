"""Lamina's own layers, as the companion module gives them to Keras."""
import lamina_keras as own
from case import between, Case, integers, layer
from quiet_keras import keras

L, ops = keras.layers, keras.ops
CERTAIN = {"x1": between(-200, -199)}  # a log-variance at which sampling is the mean


def vector_quantizer(name, shape=(3, 2), **config):
    return layer(f"vector_quantizer_{name}", lambda: lambda x: own.VectorQuantizer(5, 2, **config)(x)[0], shape)


def vq_vae():
    x = keras.Input((4, 4, 1), name="image")
    h = L.Conv2D(3, 3, strides=2, padding="same", activation="relu")(x)
    q, _ = own.VectorQuantizer(6, 2, name="quantizer")(L.Conv2D(2, 1)(h))
    return keras.Model(x, L.Conv2DTranspose(1, 3, strides=2, padding="same")(q), name="vq_vae")


def vae():
    x = keras.Input((4,), name="x")
    h = L.Dense(5, "relu")(x)
    z = own.KlDivergence(0.1)([L.Dense(2, name="z_mean")(h), L.Dense(2, name="z_log_var")(h)])
    return keras.Model(x, L.Dense(4, "sigmoid")(z[0]), name="vae_of_means")


def loss_and_metric():
    x = keras.Input((4,), name="x")
    y = L.Dense(3)(x)
    y = own.AddLoss()([own.AddLoss(0.3)([y, ops.mean(ops.square(y))]), ops.mean(ops.abs(x))])
    return keras.Model(x, own.AddMetric("size")([own.AddMetric("least")([y, ops.min(y)]), ops.mean(ops.abs(y))]))


def fsq(*levels, shape=(3,)):
    return layer("finite_scalar_quantizer_" + "_".join(map(str, levels)),
                 lambda: lambda x: own.FiniteScalarQuantizer(levels)(x)[0], (*shape, len(levels)))


def several(cls, name, count, dim, size, **config):
    return layer(name, lambda: lambda x: cls(count, own.VectorQuantizer(
        4, dim, embeddings_initializer=keras.initializers.RandomNormal(0, 0.5), **config))(x)[0], (3, size))


def way_back(name, make, shape=()):
    return layer(name, lambda: lambda x: make()(x)[0], (3, *shape), dtype="int32", values={"x": integers(4)},
                 gradients=False, train=None)


CASES = [
    vector_quantizer("cosine", cosine=True),
    vector_quantizer("cosine_ema", cosine=True, ema_decay=0.9),
    fsq(8, 5), fsq(3, 4, 2, shape=(2, 2)),
    layer("finite_scalar_quantizer_indices", lambda: own.FiniteScalarQuantizer((4, 5)), (3, 2), train=None),
    way_back("finite_scalar_quantizer_way_back", lambda: own.FiniteScalarQuantizer((2, 3))),
    several(own.ProductQuantizer, "product_quantizer", 2, 3, 6),
    several(own.ProductQuantizer, "product_quantizer_ema", 3, 2, 6, ema_decay=0.9),
    several(own.ResidualQuantizer, "residual_quantizer", 2, 3, 3),
    several(own.ResidualQuantizer, "residual_quantizer_ema", 3, 2, 2, ema_decay=0.9, commitment_cost=1.0),
    layer("residual_quantizer_indices", lambda: own.ResidualQuantizer(2, own.VectorQuantizer(4, 3)), (2, 3), train=None),
    way_back("residual_quantizer_way_back", lambda: own.ResidualQuantizer(2, own.VectorQuantizer(4, 3)), (2,)),
    way_back("product_quantizer_way_back", lambda: own.ProductQuantizer(2, own.VectorQuantizer(4, 3)), (2,)),
    layer("masked_conv2d_a", lambda: own.MaskedConv2D(2, 3, mask_type="a", padding="same", activation="relu"), (4, 5, 2)),
    layer("masked_conv2d_b", lambda: own.MaskedConv2D(3, (2, 3), "b", use_bias=False), (4, 5, 2)),
    layer("masked_conv2d_options", lambda: own.MaskedConv2D(
        2, 3, "b", strides=2, groups=2, kernel_initializer="he_normal", bias_initializer="ones", kernel_regularizer="l2",
        bias_regularizer="l1", activity_regularizer="l2", kernel_constraint="non_neg", bias_constraint="non_neg"), (5, 6, 2)),
    layer("masked_conv2d_dilated", lambda: own.MaskedConv2D(2, 3, "a", dilation_rate=2, padding="same"), (4, 5, 2)),
    vector_quantizer("gradient"),
    vector_quantizer("image", (2, 2, 2)),
    vector_quantizer("costs", commitment_cost=0.5, codebook_cost=2.0),
    vector_quantizer("ema", ema_decay=0.9),
    vector_quantizer("ema_epsilon", ema_decay=0.8, ema_epsilon=0.01, commitment_cost=1.0),
    vector_quantizer("not_trainable", trainable=False, ema_decay=0.9),
    layer("vector_quantizer_indices", lambda: own.VectorQuantizer(
        4, 3, embeddings_initializer=keras.initializers.RandomNormal(0, 0.2), seed=3), (2, 3)),
    layer("vector_quantizer_restart", lambda: own.VectorQuantizer(4, 2, ema_decay=0.9, restart_threshold=0.1), (3, 2),
          random=True),
    layer("vector_quantizer_kmeans_once", lambda: own.VectorQuantizer(3, 2, ema_decay=0.9, kmeans_steps=1), (3, 2), random=True),
    layer("vector_quantizer_kmeans", lambda: own.VectorQuantizer(4, 2, ema_decay=0.9, kmeans_steps=3), (3, 2), random=True),
    layer("sampling", own.Sampling, (2,), (2,), values=CERTAIN, random=True),
    layer("sampling_seed", lambda: own.Sampling(seed=3), (2, 2), (2, 2), values=CERTAIN, random=True),
    layer("kl_divergence", own.KlDivergence, (3,), (3,)),
    layer("kl_divergence_image", lambda: own.KlDivergence(0.5), (2, 2, 1), (2, 2, 1)),
    Case("model_vq_vae", vq_vae),
    Case("model_vae_of_means", vae),
    Case("model_loss_and_metric", loss_and_metric),
]
