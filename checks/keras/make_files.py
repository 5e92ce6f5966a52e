"""Writes the model files that the Java tests read: what real Keras saves, and files made to do harm.

make_files.py saved    only the trained models of trained.py, in tf-backend/src/test/resources/saved
make_files.py learned  only vocabularies.keras
"""
import pathlib
import sys
import zipfile

import h5py
import ml_dtypes
import numpy as np

import trained
from quiet_keras import keras
from store import write_arrays

RESOURCES = pathlib.Path(__file__).resolve().parents[2] / "tf-backend/src/test/resources"
FILES, SAVED = RESOURCES / "files", RESOURCES / "saved"


def count_up(weights) -> None:
    """Weights that a test can name: variable i is filled with i, i + 1/16, i + 2/16, ..."""
    for i, weight in enumerate(weights):
        values = i + np.arange(np.prod(weight.shape, dtype=int)) / 16
        weight.assign(values.reshape(weight.shape).astype("float32"))


def nested():
    """A functional model with an optimizer's state; in it a functional one, a sequential one, and two layers of a kind."""
    a = keras.Input((4,), name="a")
    b = keras.Input((3,))
    functional = keras.Model(b, keras.layers.Dense(3, name="q")(b), name="fn")
    sequential = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="zz")], name="seq")
    x = keras.layers.Dense(3, name="first")(a)
    x = keras.layers.Dense(3, name="second")(keras.layers.BatchNormalization(name="bn")(x))
    model = keras.Model(a, sequential(functional(x)), name="nested")
    model.compile("adam", "mse")
    model.fit(np.ones((2, 4)), np.ones((2, 2)), verbose=0)
    count_up(model.weights)
    return model


def sequential():
    return keras.Sequential([
        keras.Input((5, 2)), keras.layers.LSTM(2, name="memory"), keras.layers.LeakyReLU(), keras.layers.Dense(1),
    ], name="plain")


def typed(dtype):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(2, dtype=dtype)], name=dtype)
    count_up(model.weights)
    return model


def vocabularies():
    """Layers that learned what they know: of most of them Keras keeps that as an asset, or beside the weights."""
    L, data = keras.layers, np.random.default_rng(5)
    texts = np.array(["The cat sat.", "a dog, a cat", "größe größe the", "", "it's a dog"])
    animals = np.array([["cat", "dog"], ["dog", "bird"], ["", "dog"], ["cat", "cat"], ["猫", "fish"]])
    codes = np.array([[7, 3], [7, 7], [-2, 3], [50, 0], [7, 12]])
    sizes = data.normal(3, 2, (5, 2)).astype("float32")
    vectorize = L.TextVectorization(output_sequence_length=4)
    weighted = L.TextVectorization(ngrams=2, output_mode="tf_idf", max_tokens=12, pad_to_max_tokens=True)
    for layer in (vectorize, weighted):
        layer.adapt(texts)
    lookup = L.StringLookup(mask_token="", output_mode="tf_idf", num_oov_indices=2)
    lookup.adapt(animals)
    integer = L.IntegerLookup(output_mode="multi_hot", max_tokens=4)
    integer.adapt(codes)
    normal, bins = L.Normalization(), L.Discretization(num_bins=3, output_mode="count")
    normal.adapt(sizes)
    bins.adapt(sizes)
    s = keras.Input((2,), name="s")
    inner = keras.Model(s, L.Concatenate()([normal(s), bins(s)]), name="inner")
    text, animal = keras.Input((), dtype="string", name="text"), keras.Input((2,), dtype="string", name="animal")
    code, size = keras.Input((2,), dtype="int64", name="code"), keras.Input((2,), name="size")
    parts = [keras.ops.cast(vectorize(text), "float32"), weighted(text), lookup(animal),
             keras.Sequential([keras.Input((2,), dtype="int64"), integer])(code), inner(size)]
    model = keras.Model([text, animal, code, size], [keras.ops.cast(part, "float32") for part in parts], name="vocabularies")
    inputs = [texts[[1, 3, 4, 2]], animals[[0, 2, 4, 1]], codes[[1, 3, 0, 2]], data.normal(3, 2, (4, 2)).astype("float32")]
    return model, {f"input_{i}": x for i, x in enumerate(inputs)}


def learned() -> None:
    model, arrays = vocabularies()
    model.save(FILES / "vocabularies.keras")
    outputs = model([keras.ops.convert_to_tensor(x) for x in arrays.values()])
    write_arrays(FILES / "vocabularies.npz", arrays | {f"output_{i}": np.asarray(x) for i, x in enumerate(outputs)})


def hdf5(name):
    return h5py.File(FILES / name, "w")


def harmful() -> None:
    with hdf5("soft_link.h5") as file:
        file.create_dataset("a/vars/0", data=1.0)
        file["b"] = h5py.SoftLink("/a")
    with hdf5("external_link.h5") as file:
        file["a"] = h5py.ExternalLink("other.h5", "/a")
    with hdf5("loop.h5") as file:
        file.create_dataset("a/vars/0", data=1.0)
        file["a/again"] = file["a"]
    with hdf5("external_data.h5") as file:
        file.create_dataset("vars/0", (4,), "f4", external=[("other.bin", 0, 16)])
    with hdf5("virtual.h5") as file:
        layout = h5py.VirtualLayout((4,), "f4")
        layout[:] = h5py.VirtualSource("other.h5", "vars/0", (4,))
        file.create_virtual_dataset("vars/0", layout)
    with hdf5("huge_chunked.h5") as file:
        file.create_dataset("vars/0", (1 << 28,), "f4", chunks=(1 << 20,), compression="gzip")
    with hdf5("huge.h5") as file:
        file.create_dataset("vars/0", (1 << 40,), "f4")
    with hdf5("text.h5") as file:
        file.create_dataset("vars/0", data=["a", "b"])
    with hdf5("gap.h5") as file:
        file.create_dataset("vars/0", data=1.0)
        file.create_dataset("vars/2", data=1.0)


def unusual() -> None:
    """What Keras does not write but may be met: compressed, big-endian, and the newer of HDF5's two layouts."""
    numbers = np.arange(1000, dtype="float32").reshape(10, 100)
    with hdf5("compressed.h5") as file:
        file.create_dataset(
            "vars/0", data=numbers, compression="gzip", shuffle=True, fletcher32=True, chunks=(3, 7))
    with hdf5("types.h5") as file:
        for i, kind in enumerate([">f4", "f2", "f8", "i8", "u1", "?", "u4"]):
            file.create_dataset(f"vars/{i}", data=np.array([0, 1, 1], dtype=kind))
        brain = file.create_dataset("vars/7", data=np.array([0, 1, 1.5], dtype=ml_dtypes.bfloat16))
        brain.attrs["dtype"] = "bfloat16"
    with h5py.File(FILES / "latest.h5", "w", libver="latest") as file:
        for i in range(20):
            file.create_dataset(f"optimizer/vars/{i}", data=np.float32(i))
        file["optimizer/vars"].attrs["name"] = "adam"


def deflate(file: pathlib.Path, smaller: pathlib.Path) -> None:
    with zipfile.ZipFile(file) as stored, zipfile.ZipFile(smaller, "w", zipfile.ZIP_DEFLATED) as deflated:
        for name in stored.namelist():
            deflated.writestr(name, stored.read(name))


def saved() -> None:
    for build in trained.CASES:
        folder = SAVED / build.__name__
        trained.write(build, folder)
        deflate(folder / "model.keras", folder / "small.keras")
        (folder / "small.keras").replace(folder / "model.keras")


def files() -> None:
    FILES.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(1)
    model = nested()
    model.save(FILES / "nested.keras")
    model.save_weights(FILES / "nested.weights.h5")
    model.save(FILES / "legacy.h5")
    sequential().save_weights(FILES / "sequential.weights.h5")
    typed("bfloat16").save_weights(FILES / "bfloat16.weights.h5")
    typed("float16").save_weights(FILES / "float16.weights.h5")
    learned()
    deflate(FILES / "nested.keras", FILES / "deflated.keras")
    harmful()
    unusual()


if __name__ == "__main__":
    if sys.argv[1:] == ["learned"]:
        learned()
        sys.exit()
    if sys.argv[1:] != ["saved"]:
        files()
    saved()
