"""Layers that turn strings, numbers and categories into indices and vectors."""
import numpy as np

from case import Case, Train, integers, layer, one_hot
from quiet_keras import keras

L = keras.layers

WORDS = ["cat", "dog", "", "bird", "[UNK]", "fish", "größe", "猫"]
TEXTS = ["The cat, sat!", "a  dog \t sat", "", "Größe: 12 cats; the CAT.", "it's the (dog) -- the cat"]


def words(rng, shape):
    return rng.choice(WORDS, shape)


def texts(rng, shape):
    return rng.choice(TEXTS, shape)


def strings(name, shape=(3,), **config):
    return layer(f"string_lookup_{name}", lambda: L.StringLookup(**({"vocabulary": ["cat", "dog", "猫"]} | config)),
                 shape, dtype="string", values={"x": words}, train=None)


def numbers(name, shape=(3,), dtype="int64", **config):
    return layer(f"integer_lookup_{name}", lambda: L.IntegerLookup(**({"vocabulary": [7, 3, -2]} | config)),
                 shape, dtype=dtype, values={"x": integers(12, -4)}, train=None)


def vectorize(name, shape=(), values=texts, **config):
    return layer(f"text_vectorization_{name}", lambda: L.TextVectorization(
        **({"vocabulary": ["the", "cat", "sat", "größe", "the cat", "t", "dog"]} | config)),
        shape, dtype="string", values={"x": values}, batch=6, train=None)


def hashing(name, shape=(3,), of=words, input_dtype="string", **config):
    return layer(f"hashing_{name}", lambda: L.Hashing(5, **config), shape, dtype=input_dtype,
                 values={"x": of} if of else {}, batch=4, train=None)


def crossing(name, shape=(), first="string", of=words, bins=6, **config):
    return Case(f"hashed_crossing_{name}", lambda: keras.Model(
        [a := keras.Input(shape, dtype=first, name="a"), b := keras.Input(shape, dtype="int32", name="b")],
        L.HashedCrossing(bins, **config)([a, b])), values={"a": of, "b": integers(5)}, batch=6, train=None)


def adapted(made, shape):
    made.adapt(np.random.default_rng(3).normal(2, 3, shape).astype("float32"))
    return made


IDF = [0.25, 0.75, 0.6]
IDF7 = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]


def text_classifier():
    x = keras.Input((1,), dtype="string", name="x")
    y = L.TextVectorization(vocabulary=["the", "cat", "sat", "dog"], output_sequence_length=5)(x)
    y = L.Flatten()(L.Embedding(6, 3)(y))
    return keras.Model(x, L.Dense(2)(y), name="text_classifier")


def features():
    animal = keras.Input((1,), dtype="string", name="animal")
    age = keras.Input((1,), dtype="int64", name="age")
    weight = keras.Input((2,), name="weight")
    parts = [
        L.StringLookup(vocabulary=["cat", "dog"], output_mode="one_hot")(animal),
        L.IntegerLookup(vocabulary=[1, 2, 5], output_mode="multi_hot")(age),
        L.Hashing(4, output_mode="one_hot")(animal),
        L.Discretization([-0.5, 0.5], output_mode="count")(weight),
        L.Normalization(mean=[0.5, -1.0], variance=[4.0, 0.25])(weight),
        L.CategoryEncoding(6)(age),
    ]
    y = L.Dense(3)(L.Concatenate()([keras.ops.cast(p, "float32") for p in parts]))
    return keras.Model([animal, age, weight], y, name="features")


CASES = [
    strings("int"),
    strings("rank1", shape=()),
    strings("mask", mask_token=""),
    strings("mask_one_hot", shape=(1,), mask_token="", output_mode="one_hot"),
    strings("oov2", num_oov_indices=2, mask_token=""),
    strings("oov3_salt", num_oov_indices=3, salt=[11, 5]),
    strings("oov0", num_oov_indices=0, vocabulary=WORDS),
    strings("special_tokens", vocabulary=["", "[UNK]", "cat", "dog"], mask_token=""),
    strings("one_hot", output_mode="one_hot"),
    strings("multi_hot", output_mode="multi_hot", mask_token=""),
    strings("multi_hot_rank1", shape=(), output_mode="multi_hot"),
    strings("multi_hot_rank3", shape=(4, 4), output_mode="multi_hot"),
    strings("count", output_mode="count", num_oov_indices=2),
    strings("count_padded", output_mode="count", max_tokens=7, pad_to_max_tokens=True),
    strings("tf_idf", output_mode="tf_idf", idf_weights=IDF),
    strings("tf_idf_padded", output_mode="tf_idf", idf_weights=IDF, max_tokens=7, pad_to_max_tokens=True),
    strings("tf_idf_special", output_mode="tf_idf", vocabulary=["[UNK]", "cat", "dog"], idf_weights=IDF),
    layer("string_lookup_invert", lambda: L.StringLookup(
        vocabulary=["cat", "猫"], invert=True, mask_token="", num_oov_indices=2, oov_token="?"), (4,), dtype="int64",
        values={"x": integers(8, -2)}, train=None),
    numbers("int"),
    numbers("int32", dtype="int32"),
    numbers("mask", mask_token=0, num_oov_indices=2),
    numbers("farmhash", num_oov_indices=4, oov_method="farmhash"),
    numbers("siphash", num_oov_indices=4, oov_method="farmhash", salt=9),
    numbers("oov3", num_oov_indices=3),
    numbers("special_tokens", vocabulary=[0, -1, 7, 3], mask_token=0),
    numbers("one_hot", output_mode="one_hot"),
    numbers("one_hot_column", shape=(1,), output_mode="one_hot"),
    numbers("multi_hot", output_mode="multi_hot", mask_token=1),
    numbers("count", output_mode="count", max_tokens=9, pad_to_max_tokens=True),
    numbers("tf_idf", output_mode="tf_idf", idf_weights=IDF, num_oov_indices=2),
    layer("integer_lookup_invert", lambda: L.IntegerLookup(
        vocabulary=[5, 9], invert=True, mask_token=0, oov_token=-7), (4,), dtype="int64",
        values={"x": integers(6, -1)}, train=None),
    vectorize("default"),
    vectorize("column", shape=(1,)),
    vectorize("length", output_sequence_length=3),
    vectorize("longer", output_sequence_length=9),
    vectorize("max_tokens", max_tokens=20),
    vectorize("lower", standardize="lower"),
    vectorize("strip", standardize="strip_punctuation"),
    vectorize("as_it_is", standardize=None),
    vectorize("characters", split="character"),
    vectorize("characters_length", split="character", output_sequence_length=4),
    vectorize("ngrams2", ngrams=2),
    vectorize("ngrams_of_2", ngrams=(2,)),
    vectorize("ngrams_3_1", ngrams=(3, 1), output_sequence_length=6),
    vectorize("tokens", shape=(3,), values=words, split=None, output_sequence_length=4),
    vectorize("tokens_cut", shape=(3,), values=words, split=None, output_sequence_length=2),
    vectorize("tokens_ngrams", shape=(3,), values=words, split=None, ngrams=2, output_sequence_length=6),
    vectorize("tokens_count", shape=(3,), values=words, split=None, standardize=None, output_mode="count"),
    vectorize("multi_hot", output_mode="multi_hot"),
    vectorize("count", output_mode="count"),
    vectorize("count_padded", output_mode="count", max_tokens=12, pad_to_max_tokens=True),
    vectorize("tf_idf", output_mode="tf_idf", idf_weights=IDF7, ngrams=2),
    layer("category_encoding_one_hot", lambda: L.CategoryEncoding(4, "one_hot"), (1,), dtype="int32",
          values={"x": integers(6)}, train=None),
    layer("category_encoding_one_hot_rank2", lambda: L.CategoryEncoding(4, "one_hot"), (3,), dtype="int64",
          values={"x": integers(5, -1)}, train=None),
    layer("category_encoding_multi_hot", lambda: L.CategoryEncoding(4), (3,), dtype="int32",
          values={"x": integers(6)}, train=None),
    layer("category_encoding_count", lambda: L.CategoryEncoding(4, "count"), (5,), dtype="int32",
          values={"x": integers(5)}, train=None),
    layer("category_encoding_count_rank3", lambda: L.CategoryEncoding(4, "count"), (3, 3), dtype="int32",
          values={"x": integers(4)}, train=None),
    Case("category_encoding_weights", lambda: keras.Model(
        [x := keras.Input((3,), dtype="int32", name="x"), w := keras.Input((3,), name="w")],
        L.CategoryEncoding(4, "count")(x, count_weights=w)), values={"x": integers(4)}, train=None,
         gradients=False, note="TensorFlow has no gradient by the weights"),
    layer("discretization_int", lambda: L.Discretization([-0.5, 0.0, 1.5]), (4,), train=None),
    layer("discretization_one_hot", lambda: L.Discretization([-0.5, 0.5], output_mode="one_hot"), (1,), train=None),
    layer("discretization_multi_hot", lambda: L.Discretization([-0.5, 0.5], output_mode="multi_hot"), (4,), train=None),
    layer("discretization_count", lambda: L.Discretization([-0.5, 0.5], output_mode="count"), (4,), train=None),
    layer("discretization_integers", lambda: L.Discretization([0.5, 2.0]), (4,), dtype="int32",
          values={"x": integers(5, -2)}, train=None),
    layer("normalization_given", lambda: L.Normalization(mean=[0.5, -1.0, 2.0], variance=[4.0, 0.25, 0.0]), (3,), train=None),
    layer("normalization_scalar", lambda: L.Normalization(axis=None, mean=0.5, variance=4.0), (2, 3), train=None),
    layer("normalization_invert", lambda: L.Normalization(mean=0.5, variance=4.0, invert=True), (3,), train=None),
    layer("normalization_axes", lambda: L.Normalization(
        axis=(1, -1), mean=[[0.5, -1.0, 2.0], [0.0, 1.0, 3.0]], variance=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), (2, 4, 3),
        train=None),
    layer("normalization_axis1", lambda: L.Normalization(axis=1, mean=[0.5, -1.0], variance=[1.0, 2.0]), (2, 3), train=None),
    layer("normalization_integers", lambda: L.Normalization(mean=1.5, variance=4.0), (3,), dtype="int32",
          values={"x": integers(9)}, train=None),
    layer("normalization_learned", lambda: adapted(L.Normalization(), (5, 3)), (3,), train=None),
    layer("normalization_learned_axes", lambda: adapted(L.Normalization(axis=(1, 2)), (5, 2, 3)), (2, 3), train=None),
    layer("normalization_learned_all", lambda: adapted(L.Normalization(axis=None, invert=True), (5, 3)), (3,), train=None),
    hashing("strings"),
    hashing("salt", salt=[133, 137]),
    hashing("mask", mask_value="cat"),
    hashing("one_hot_column", shape=(1,), output_mode="one_hot"),
    hashing("multi_hot", output_mode="multi_hot", salt=7, mask_value=""),
    hashing("count", output_mode="count"),
    hashing("int32", dtype="int32"),
    hashing("integers", of=integers(99, -99), input_dtype="int64"),
    hashing("integers_mask", of=integers(3), input_dtype="int32", mask_value=1),
    hashing("floats", of=None, input_dtype="float32", mask_value=0),
    crossing("int"),
    crossing("column", shape=(1,)),
    crossing("bins", bins=3),
    crossing("one_hot", shape=(1,), output_mode="one_hot"),
    crossing("integers", first="int64", of=integers(5)),
    Case("text_classifier", text_classifier, values={"x": texts}, batch=6),
    Case("features", features, values={"animal": words, "age": integers(6)}),
]
