"""Lamina's own layers in real Keras: import this module, and files that Lamina wrote load, predict and train on."""
import keras
import numpy as np
from keras import ops

_register = keras.saving.register_keras_serializable(package="lamina")


@_register
class VectorQuantizer(keras.layers.Layer):
    """The nearest code of a codebook for every vector on the last axis, straight-through in the backward pass.

    Input (..., D); output [quantized (..., D), indices (...) int32]. The weight `embeddings` has the shape (D, K) of
    the Keras VQ-VAE example. With `ema_decay` null the codebook learns by gradient from
    `codebook_cost * mean((q - sg(x))^2)`; with a number it is the moving average of the vectors assigned to each code
    (van den Oord et al. 2017, appendix A), kept in `cluster_size` (K) and `embeddings_average` (D, K), and updated in
    training after the quantization. Called on indices (...) of an integer type, it returns their codes (..., D) and the
    indices, and adds nothing. Either way `commitment_cost * mean((sg(q) - x)^2)` is added to the loss.
    """

    def __init__(self, num_embeddings, embedding_dim, commitment_cost=0.25, codebook_cost=1.0, ema_decay=None,
                 ema_epsilon=1e-5, restart_threshold=None, embeddings_initializer=None, seed=None, cosine=False,
                 kmeans_steps=None, **kwargs):
        super().__init__(**kwargs)
        if (restart_threshold is not None or kmeans_steps is not None) and ema_decay is None:
            raise ValueError("restart_threshold and kmeans_steps look at the moving usage of codes: give ema_decay too")
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.commitment_cost = commitment_cost
        self.codebook_cost = codebook_cost
        self.ema_decay = ema_decay
        self.ema_epsilon = ema_epsilon
        self.restart_threshold = restart_threshold
        self.embeddings_initializer = keras.initializers.get(
            embeddings_initializer or keras.initializers.RandomUniform(-0.05, 0.05))
        self.seed = seed
        self.cosine = cosine
        self.kmeans_steps = kmeans_steps
        if restart_threshold is not None or kmeans_steps is not None:
            self.seed_generator = keras.random.SeedGenerator(seed)

    def build(self, input_shape):
        shape = (self.embedding_dim, self.num_embeddings)
        self.embeddings = self.add_weight(name="embeddings", shape=shape, initializer=self.embeddings_initializer,
                                          trainable=self.ema_decay is None)
        if self.ema_decay is not None:
            self.cluster_size = self.add_weight(name="cluster_size", shape=shape[1:], initializer="ones",
                                                trainable=False)
            self.embeddings_average = self.add_weight(name="embeddings_average", shape=shape, initializer="zeros",
                                                      trainable=False)
            self.embeddings_average.assign(self.embeddings)
        if self.kmeans_steps is not None:
            self.steps = self.add_weight(name="steps", shape=(), initializer="zeros", trainable=False)

    def call(self, x, training=None):
        if keras.backend.is_int_dtype(x.dtype):
            return [ops.take(ops.transpose(self._directed(self.embeddings, 0)), x, axis=0), ops.cast(x, "int32")]
        self._check(x)
        x, codes = self._directed(x, -1), self._directed(self.embeddings, 0)
        flat = ops.reshape(x, (-1, self.embedding_dim))
        squares = ops.sum(flat**2, axis=1, keepdims=True) + ops.sum(codes**2, axis=0)
        chosen = ops.argmin(squares - 2 * ops.matmul(flat, codes), axis=1)
        quantized = ops.reshape(ops.take(ops.transpose(codes), chosen, axis=0), ops.shape(x))
        self.add_loss(self.commitment_cost * ops.mean((ops.stop_gradient(quantized) - x) ** 2))
        if self.ema_decay is None:
            self.add_loss(self.codebook_cost * ops.mean((quantized - ops.stop_gradient(x)) ** 2))
        elif training and self.trainable:
            self._move_codebook(ops.stop_gradient(flat), chosen)
        indices = ops.cast(ops.reshape(chosen, ops.shape(x)[:-1]), "int32")
        return [x + ops.stop_gradient(quantized - x), indices]

    def _directed(self, vectors, axis):
        """With `cosine`, of length 1: the nearest code is then the one in the most similar direction."""
        if not self.cosine:
            return ops.convert_to_tensor(vectors)
        return vectors * ops.rsqrt(ops.maximum(ops.sum(vectors**2, axis=axis, keepdims=True), 1e-12))

    def _check(self, x):
        if x.shape[-1] != self.embedding_dim:
            raise ValueError(f"last dimension of {tuple(x.shape)} is not embedding_dim {self.embedding_dim}")

    def _move_codebook(self, flat, chosen):
        keep, least = self.ema_decay, self.restart_threshold
        if self.kmeans_steps is not None:
            early = self.steps <= self.kmeans_steps
            keep, least = ops.where(early, 0.0, keep), ops.where(early, 1.0, least or 0.0)
        members = ops.one_hot(chosen, self.num_embeddings, dtype=flat.dtype)
        size = keep * self.cluster_size + (1 - keep) * ops.sum(members, axis=0)
        average = keep * self.embeddings_average + (1 - keep) * ops.matmul(ops.transpose(flat), members)
        total = ops.sum(size)
        smoothed = (size + self.ema_epsilon) / (total + self.num_embeddings * self.ema_epsilon) * total
        embeddings = average / smoothed
        if least is not None:
            dead = size < least
            if self.kmeans_steps is not None:
                dead = ops.logical_or(dead, self.steps == 0)
            rows = keras.random.randint((self.num_embeddings,), 0, ops.shape(flat)[0], seed=self.seed_generator)
            fresh = ops.transpose(ops.take(flat, rows, axis=0))
            embeddings = ops.where(dead, fresh, embeddings)
            average = ops.where(dead, fresh * least, average)
            size = ops.where(dead, least, size)
        if self.kmeans_steps is not None:
            self.steps.assign_add(1.0)
        self.cluster_size.assign(size)
        self.embeddings_average.assign(average)
        self.embeddings.assign(embeddings)

    def compute_output_spec(self, x, training=None):
        if keras.backend.is_int_dtype(x.dtype):
            return [keras.KerasTensor((*x.shape, self.embedding_dim), dtype=self.compute_dtype),
                    keras.KerasTensor(x.shape, dtype="int32")]
        self._check(x)
        return [keras.KerasTensor(x.shape, dtype=self.compute_dtype), keras.KerasTensor(x.shape[:-1], dtype="int32")]

    def get_config(self):
        keys = ("num_embeddings", "embedding_dim", "commitment_cost", "codebook_cost", "ema_decay", "ema_epsilon",
                "restart_threshold")
        return super().get_config() | {key: getattr(self, key) for key in keys} | {
            "embeddings_initializer": keras.initializers.serialize(self.embeddings_initializer), "seed": self.seed,
            "cosine": self.cosine} | ({} if self.kmeans_steps is None else {"kmeans_steps": self.kmeans_steps})


class _SeveralQuantizers(keras.layers.Layer):
    """`count` VectorQuantizers of the configuration of `quantizer`."""

    def __init__(self, quantizer, count, **kwargs):
        super().__init__(**kwargs)
        if not isinstance(quantizer, keras.Layer):
            quantizer = keras.saving.deserialize_keras_object(quantizer)
        self.quantizer = quantizer
        self.quantizers = [VectorQuantizer.from_config(quantizer.get_config()) for _ in range(count)]

    def call(self, x, training=None):
        if keras.backend.is_int_dtype(x.dtype):
            codes = [each(x[..., i])[0] for i, each in enumerate(self.quantizers)]
            return [self._joined(codes), ops.cast(x, "int32")]
        return self._quantized(x, training)

    def compute_output_spec(self, x, training=None):
        if keras.backend.is_int_dtype(x.dtype):
            return [keras.KerasTensor((*x.shape[:-1], self._size()), dtype=self.compute_dtype),
                    keras.KerasTensor(x.shape, dtype="int32")]
        return [keras.KerasTensor(x.shape, dtype=self.compute_dtype),
                keras.KerasTensor((*x.shape[:-1], len(self.quantizers)), dtype="int32")]

    def build(self, input_shape):
        for each in self.quantizers:
            each.build((None, each.embedding_dim))

    def get_config(self):
        return super().get_config() | {"quantizer": keras.saving.serialize_keras_object(self.quantizer)}


@_register
class ProductQuantizer(_SeveralQuantizers):
    """Cuts vectors into `groups`, each of which has a codebook. Output [codes (..., D), indices (..., groups)]."""

    def __init__(self, groups, quantizer, **kwargs):
        super().__init__(quantizer, groups, **kwargs)

    def _quantized(self, x, training):
        parts = ops.split(x, len(self.quantizers), axis=-1)
        results = [each(part, training=training) for each, part in zip(self.quantizers, parts)]
        return [self._joined([codes for codes, _ in results]), ops.stack([indices for _, indices in results], axis=-1)]

    def _joined(self, codes):
        return ops.concatenate(codes, axis=-1)

    def _size(self):
        return len(self.quantizers) * self.quantizer.embedding_dim

    def get_config(self):
        return super().get_config() | {"groups": len(self.quantizers)}


@_register
class ResidualQuantizer(_SeveralQuantizers):
    """Each of the `rounds` quantizes what those before it left; the code is the sum. Output [codes (..., D), indices (..., rounds)]."""

    def __init__(self, rounds, quantizer, **kwargs):
        super().__init__(quantizer, rounds, **kwargs)

    def _quantized(self, x, training):
        left, codes, indices = x, [], []
        for each in self.quantizers:
            code, index = each(left, training=training)
            code = ops.stop_gradient(code)
            codes.append(code)
            indices.append(index)
            left = left - code
        return [x + ops.stop_gradient(self._joined(codes) - x), ops.stack(indices, axis=-1)]

    def _joined(self, codes):
        return sum(codes[1:], codes[0])

    def _size(self):
        return self.quantizer.embedding_dim

    def get_config(self):
        return super().get_config() | {"rounds": len(self.quantizers)}


@_register
class FiniteScalarQuantizer(keras.layers.Layer):
    """Rounds each number to one of its `levels` between -1 and 1, straight-through (Mentzer et al. 2023).

    Input (..., len(levels)); output [codes (..., len(levels)), indices (...) int32]; called on integers, the way back.
    """

    def __init__(self, levels, **kwargs):
        super().__init__(**kwargs)
        self.levels = list(levels)
        self._levels = np.array(levels, "int32")
        self._steps = np.cumprod([1, *levels[:-1]]).astype("int32")

    def call(self, x):
        width = (self._levels // 2).astype(self.compute_dtype)
        if keras.backend.is_int_dtype(x.dtype):
            x = ops.cast(x, "int32")
            digits = ops.mod(ops.floor_divide(x[..., None], self._steps), self._levels)
            return [(ops.cast(digits, self.compute_dtype) - width) / width, x]
        half = (self._levels - 1) * (1 + 1e-3) / 2
        offset = np.where(self._levels % 2 == 0, 0.5, 0)
        shift, half, offset = (a.astype(self.compute_dtype) for a in (np.arctanh(offset / half), half, offset))
        bounded = ops.tanh(x + shift) * half - offset
        rounded = ops.round(bounded)
        indices = ops.sum(ops.cast(rounded + width, "int32") * self._steps, axis=-1)
        return [(bounded + ops.stop_gradient(rounded - bounded)) / width, indices]

    def compute_output_spec(self, x):
        if keras.backend.is_int_dtype(x.dtype):
            return [keras.KerasTensor((*x.shape, len(self.levels)), dtype=self.compute_dtype),
                    keras.KerasTensor(x.shape, dtype="int32")]
        return [keras.KerasTensor(x.shape, dtype=self.compute_dtype), keras.KerasTensor(x.shape[:-1], dtype="int32")]

    def get_config(self):
        return super().get_config() | {"levels": self.levels}


@_register
class MaskedConv2D(keras.layers.Conv2D):
    """A convolution that sees what comes before in the order of reading: with `mask_type` "B" its own place too."""

    def __init__(self, filters, kernel_size, mask_type, **kwargs):
        super().__init__(filters, kernel_size, **kwargs)
        self.mask_type = mask_type

    def convolution_op(self, inputs, kernel):
        rows, columns = self.kernel_size
        own = rows // 2 * columns + columns // 2
        mask = np.arange(rows * columns) < own + (self.mask_type == "b")
        return super().convolution_op(inputs, kernel * mask.reshape(rows, columns, 1, 1).astype(kernel.dtype))

    def get_config(self):
        return super().get_config() | {"mask_type": self.mask_type}


@_register
class Sampling(keras.layers.Layer):
    """[z_mean, z_log_var] to z_mean + exp(z_log_var / 2) * noise, in training and in inference."""

    def __init__(self, seed=None, **kwargs):
        super().__init__(**kwargs)
        self.seed = seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, inputs):
        mean, log_var = inputs
        noise = keras.random.normal(ops.shape(mean), dtype=mean.dtype, seed=self.seed_generator)
        return mean + ops.exp(0.5 * log_var) * noise

    def compute_output_shape(self, input_shape):
        return input_shape[0]

    def get_config(self):
        return super().get_config() | {"seed": self.seed}


@_register
class KlDivergence(keras.layers.Layer):
    """[z_mean, z_log_var] unchanged; adds weight * KL(N(mean, var) || N(0, 1)): latent summed, batch averaged."""

    def __init__(self, weight=1.0, **kwargs):
        super().__init__(**kwargs)
        self.weight = weight

    def call(self, inputs):
        mean, log_var = inputs
        divergence = -0.5 * (1 + log_var - ops.square(mean) - ops.exp(log_var))
        latent = tuple(range(1, len(mean.shape)))
        self.add_loss(self.weight * ops.mean(ops.sum(divergence, axis=latent)))
        return [mean, log_var]

    def compute_output_shape(self, input_shape):
        return list(input_shape)

    def get_config(self):
        return super().get_config() | {"weight": self.weight}


@_register
class AddLoss(keras.layers.Layer):
    """[x, loss] to x; adds weight * loss, a scalar, to the losses of the model."""

    def __init__(self, weight=1.0, **kwargs):
        super().__init__(**kwargs)
        self.weight = weight

    def build(self, input_shape):
        if len(input_shape[1]) != 0:
            raise ValueError(f"a loss is a scalar, not of shape {tuple(input_shape[1])}: reduce it with mean or sum")

    def call(self, inputs):
        x, loss = inputs
        self.add_loss(self.weight * loss)
        return x

    def compute_output_shape(self, input_shape):
        return input_shape[0]

    def get_config(self):
        return super().get_config() | {"weight": self.weight}


@_register
class AddMetric(keras.layers.Layer):
    """[x, value] to x; reports the mean of value over the batches of an epoch under the name `metric`."""

    def __init__(self, metric, **kwargs):
        super().__init__(**kwargs)
        self.metric = metric
        self.tracker = keras.metrics.Mean(name=metric)

    def call(self, inputs):
        x, value = inputs
        self.tracker.update_state(value)
        return x

    def compute_output_shape(self, input_shape):
        return input_shape[0]

    def get_config(self):
        return super().get_config() | {"metric": self.metric}


@_register
def steep_sigmoid(x):
    """min(max(0.2 x + 0.5, 0), 1): what `hard_sigmoid` is in Keras 1 and 2."""
    return ops.clip(0.2 * x + 0.5, 0, 1)
