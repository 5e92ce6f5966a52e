"""What layers of real Keras learn from data by adapt: writes golden/adapt.json, or with --check compares it."""
import sys

import numpy as np

from quiet_keras import keras
from store import GOLDEN, read_json, write_json

L = keras.layers
FILE = GOLDEN / "adapt.json"
RNG = np.random.default_rng(11)

TEXTS = ["The cat, sat!", "a  dog \t sat", "", "Größe: 12 cats; the CAT.", "it's the (dog) -- the cat", "猫 \U0001f600 \ue000"]
ANIMALS = [["cat", "dog", "cat"], ["bird", "", "dog"], ["[UNK]", "猫", "\U0001f600"], ["\ue000", "cat", "ant"]]
CODES = [[5, 3, 5], [-1, 0, 3], [9, 9, 2], [2**40, 5, -7]]
NORMAL = RNG.normal(2, 3, (40, 3)).round(2)
MANY = RNG.normal(0, 1, (240,)).round(3)

ROWS = [
    ("StringLookup", {}, [ANIMALS]),
    ("StringLookup", {"mask_token": "", "max_tokens": 5, "num_oov_indices": 2}, [ANIMALS]),
    ("StringLookup", {"output_mode": "tf_idf"}, [ANIMALS]),
    ("StringLookup", {"output_mode": "tf_idf"}, [[a for row in ANIMALS for a in row]]),
    ("StringLookup", {"output_mode": "tf_idf"}, [ANIMALS[:2], ANIMALS[2:]]),
    ("StringLookup", {"output_mode": "count", "oov_token": "cat"}, [ANIMALS[0], ANIMALS[1]]),
    ("IntegerLookup", {}, [CODES]),
    ("IntegerLookup", {"mask_token": 0, "max_tokens": 5}, [CODES]),
    ("IntegerLookup", {"output_mode": "tf_idf", "mask_token": 3}, [CODES[:1], CODES[1:]]),
    ("TextVectorization", {}, [TEXTS]),
    ("TextVectorization", {"output_mode": "tf_idf", "ngrams": 2}, [TEXTS]),
    ("TextVectorization", {"output_mode": "tf_idf"}, [TEXTS[:3], TEXTS[3:]]),
    ("TextVectorization", {"standardize": "lower", "max_tokens": 6}, [[[t] for t in TEXTS]]),
    ("TextVectorization", {"standardize": "strip_punctuation", "split": "character"}, [TEXTS]),
    ("TextVectorization", {"standardize": None, "split": None}, [TEXTS]),
    ("TextVectorization", {"split": None, "ngrams": [2, 3], "output_mode": "tf_idf"}, [ANIMALS]),
    ("Discretization", {"num_bins": 4}, [NORMAL[:4].tolist()]),
    ("Discretization", {"num_bins": 3, "epsilon": 0.1}, [NORMAL.tolist()]),
    ("Discretization", {"num_bins": 5}, [MANY.tolist()]),
    ("Discretization", {"num_bins": 5}, [MANY[:110].tolist(), MANY[110:115].tolist(), MANY[115:].tolist()]),
    ("Discretization", {"num_bins": 1}, [NORMAL[:4].tolist()]),
    ("Normalization", {}, [NORMAL[:7].tolist()]),
    ("Normalization", {"axis": None}, [NORMAL[:7].tolist()]),
    ("Normalization", {}, [NORMAL[:7].tolist(), NORMAL[7:9].tolist(), NORMAL[9:20].tolist()]),
    ("Normalization", {"axis": [1, 2]}, [NORMAL[:24].reshape(4, 2, 3, 3).tolist()]),
    ("Normalization", {"axis": 1}, [NORMAL[:24].reshape(4, 2, 9).tolist()]),
]


def learn(name: str, config: dict, batches: list) -> dict:
    layer = getattr(L, name)(**{k: tuple(v) if k == "ngrams" and isinstance(v, list) else v for k, v in config.items()})
    numbers = name in ("Discretization", "Normalization")
    arrays = [np.array(b, "float32" if numbers else "int64" if name == "IntegerLookup" else "U") for b in batches]
    layer.adapt(arrays[0] if len(arrays) == 1 else iter(arrays))
    row = {"class_name": name, "config": config, "batches": batches}
    if name == "Discretization":
        return row | {"bin_boundaries": layer.bin_boundaries}
    if name == "Normalization":
        return row | {"mean": np.asarray(layer.adapt_mean).tolist(), "variance": np.asarray(layer.adapt_variance).tolist()}
    inner = getattr(layer, "_lookup_layer", layer)
    row["vocabulary"] = [int(v) if name == "IntegerLookup" else str(v) for v in layer.get_vocabulary()]
    return row | ({"idf_weights": inner.idf_weights.numpy().tolist()} if config.get("output_mode") == "tf_idf" else {})


def main() -> None:
    rows = [learn(*row) for row in ROWS]
    if "--check" not in sys.argv:
        write_json(FILE, rows)
        print(f"adapt: {len(rows)} written")
        return
    failed = [i for i, (a, b) in enumerate(zip(read_json(FILE), rows)) if repr(a) != repr(b)]
    for i in failed:
        print(f"FAILED adapt row {i}: {ROWS[i][:2]}")
    print(f"adapt: {len(rows) - len(failed)} passed, {len(failed)} failed")
    sys.exit(1 if failed or len(read_json(FILE)) != len(rows) else 0)


if __name__ == "__main__":
    main()
