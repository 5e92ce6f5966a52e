"""Losses and metrics, and preprocessing with what it learned."""
import numpy as np

from quiet_keras import keras
from trained_case import adam, choice, classes, given, normal, one_hot, positive, tokens, zeros_and_ones

L, Input, Model, Sequential = keras.layers, keras.Input, keras.Model, keras.Sequential


def compiled(loss, target, name: str, activation=None, metrics=(), **options):
    """One small model under a loss and metrics. Huber has its default delta, which is all that Keras 3.15 writes of it."""
    def build():
        x = Input((4,), name="x")
        y = L.Dense(3, activation, name="out")(L.Dense(5, "tanh", name="hidden")(x))
        model = Model(x, y, name=name)
        model.compile(keras.optimizers.Adam(0.02), loss(), metrics=[m() if callable(m) else m for m in metrics], **options)
        return model
    build.__name__ = f"loss_{name}"
    return given(build, target=target)


X, M = keras.losses, keras.metrics
LOSSES = [
    compiled(lambda: X.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1), one_hot, "categorical", None,
             ["accuracy", lambda: M.TopKCategoricalAccuracy(2)]),
    compiled(lambda: "sparse_categorical_crossentropy", classes(3), "sparse", "softmax", ["accuracy"]),
    compiled(lambda: "binary_crossentropy", zeros_and_ones, "binary", "sigmoid",
             ["accuracy", lambda: M.AUC(num_thresholds=20), lambda: M.Precision(), lambda: M.Recall(thresholds=0.3)]),
    compiled(lambda: X.BinaryFocalCrossentropy(gamma=1.5, apply_class_balancing=True), zeros_and_ones, "focal", "sigmoid"),
    compiled(lambda: X.Huber(), normal, "huber", None, ["mae", lambda: M.RootMeanSquaredError(), lambda: M.R2Score()]),
    compiled(lambda: X.CosineSimilarity(axis=-1), normal, "cosine", None, weighted_metrics=["mse"]),
    compiled(lambda: "poisson", positive, "poisson", "softplus"),
    compiled(lambda: "kl_divergence", positive, "divergence", "softmax", ["kl_divergence"]),
    compiled(lambda: "squared_hinge", zeros_and_ones, "hinge", "tanh"),
    compiled(lambda: X.Dice(), zeros_and_ones, "dice", "sigmoid"),
    compiled(lambda: X.Tversky(0.3, 0.7), zeros_and_ones, "tversky", "sigmoid"),
    compiled(lambda: X.MeanSquaredLogarithmicError(reduction="sum"), positive, "logarithmic", "softplus"),
]


def features():
    """Numbers that were looked at before, and numbers that stand for categories."""
    numbers, ages, codes = Input((3,), name="numbers"), Input((1,), name="ages"), Input((2,), dtype="int32", name="codes")
    norm, bins = L.Normalization(name="norm"), L.Discretization(num_bins=4, output_mode="one_hot", name="bins")
    norm.adapt(np.random.default_rng(3).normal(2, 3, (50, 3)))
    bins.adapt(np.random.default_rng(4).normal(0, 1, (50, 1)))
    lookup = L.IntegerLookup(vocabulary=[2, 5, 7, 11], output_mode="multi_hot", name="lookup")
    y = L.Concatenate()([norm(numbers), bins(ages), lookup(codes), L.CategoryEncoding(13, "count", name="counts")(codes)])
    return adam(Model([numbers, ages, codes], L.Dense(2, name="out")(L.Dense(4, "tanh")(y)), name="features"))


given(features, codes=tokens(13))


def texts():
    """A vocabulary that was learned, and one that was given, in front of embeddings."""
    text, word = Input((1,), dtype="string", name="text"), Input((1,), dtype="string", name="word")
    learned = L.TextVectorization(max_tokens=9, output_sequence_length=4, name="learned")
    learned.adapt(["the cat sat", "the dog ran", "a cat ran"])
    known = L.StringLookup(vocabulary=["red", "green", "blue"], name="known")
    y = L.GlobalAveragePooling1D()(L.Embedding(9, 3, name="words")(learned(text)))
    z = L.Flatten()(L.Embedding(4, 2, name="colors")(known(word)))
    z = L.Concatenate()([y, z, L.Hashing(5, output_mode="one_hot", name="hashed")(word)])
    model = Model([text, word], L.Dense(2, name="out")(z), name="texts")
    model.compile(keras.optimizers.SGD(0.1), "mse")
    return model


given(texts, text=choice("the cat ran", "A dog!", "the", "cat sat sat"), word=choice("red", "blue", "pink"))

CASES = [*LOSSES, features, texts]
