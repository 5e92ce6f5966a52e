"""The comparisons find what they are there to find, and every configuration key of a layer varies in the table."""
import copy
import inspect
import sys

import numpy as np

from compare import far, lost, worst
from store import GOLDEN, read_json

# Keys no golden case can vary: fixed by the machine that runs Keras here, or about saving memory or quantization.
FIXED = {"name", "dtype", "quantization_config", "data_format", "synchronized", "sparse", "ragged", "optional",
         "batch_shape", "trainable"}
# Each run of a stateful layer begins where the last one ended, which is for RecurrentTest to show; only adapt reads these keys of
# Discretization, and adapt_golden.py varies them; Keras or Lamina refuses other encodings, bins and types of vocabularies; and Keras
# forgets the activity regularizer of a SimpleRNN.
FIXED |= {"stateful"}
FIXED_IN = {"Resizing": {"fill_mode"}, "Conv2DTranspose": {"dilation_rate"}, "Dense": {"bias_initializer"},
            "Discretization": {"epsilon", "num_bins"}, "StringLookup": {"encoding", "oov_method"},
            "TextVectorization": {"encoding"}, "IntegerLookup": {"vocabulary_dtype"}, "SimpleRNN": {"activity_regularizer"}}


def layers_of(model: dict):
    for layer in model["config"]["layers"]:
        yield layer
        if "layers" in layer["config"]:
            yield from layers_of(layer)


def check_numbers():
    a = np.array([1.0, 200.0])
    assert worst(a, a) == 0 and abs(worst(a, a + 0.002) - 1e-5) < 1e-9
    assert worst(a, a[:1]) == np.inf and worst(a, np.array([1, np.nan])) == np.inf
    assert worst(np.array([np.nan, 1]), np.array([np.nan, 1])) == 0
    assert worst(np.array([np.inf]), np.array([1.0])) == np.inf


def check_json():
    model = read_json(GOLDEN / "model_sequential_of_sequentials" / "model.json")
    assert lost(model, model) == []
    layers = model["config"]["layers"]
    for change in (
            lambda layers: layers.pop(),
            lambda layers: layers.reverse(),
            lambda layers: layers[1]["config"]["layers"][1]["config"].pop("units"),
            lambda layers: layers[1]["config"]["layers"][1]["config"].update(units=7),
            lambda layers: layers[1]["config"]["layers"][1]["config"].update(activation="tanh")):
        changed = copy.deepcopy(model)
        change(changed["config"]["layers"])
        assert len(lost(model, changed)) >= 1
    shorter = copy.deepcopy(layers[1]["config"]["layers"][1])
    shorter["config"] |= {"dtype": "float32", "bias_initializer": "zeros", "kernel_initializer": "glorot_uniform"}
    assert lost(shorter, layers[1]["config"]["layers"][1]) == []
    shorter["config"]["bias_initializer"] = "ones"
    assert len(lost(shorter, layers[1]["config"]["layers"][1])) == 1
    tensor = {"dtype": "float32", "shape": [3], "value": [1.0, 1e-7, "NaN"]}
    assert lost(tensor, tensor | {"value": [1.0, 2e-7, "NaN"]}) == []
    for change in ({"value": [1.0, 1e-4, "NaN"]}, {"value": [1.0, 1e-7, 0.0]}, {"value": [1.0, 1e-7]}, {"dtype": "float64"}):
        assert len(lost(tensor, tensor | change)) == 1
    op = {"class_name": "Add", "config": {}, "args": [1]}
    assert lost(op, op | {"args": [2]}) and lost(op, {"class_name": "Add", "config": {}})


def check_results_are_compared_by_their_numbers():
    result = {"loss": [1.0, 1e-7], "counts": (3, 4), "name": "a", "none": None, "deep": [[1.0], [2.0, 3.0]]}
    assert not far(result, result | {"loss": [1.000001, 2e-7], "counts": [3, 4]})
    for change in ({"loss": [1.0, 1e-4]}, {"loss": [1.0]}, {"counts": [3, 5]}, {"name": "b"}, {"none": 0}, {"deep": [[1.0], [2.0, 3.1]]}):
        assert far(result, result | change), change
    assert far(result, result | {"more": 1})


def check_every_key_varies():
    seen: dict[tuple, set] = {}
    for folder in (f for f in GOLDEN.iterdir() if f.is_dir()):
        for layer in layers_of(read_json(folder / "model.json")):
            if layer["module"] in ("keras.layers", "lamina_keras"):
                for key, value in layer["config"].items():
                    seen.setdefault((layer["class_name"], key), set()).add(repr(value))
    constant = [f"{c}.{k}" for (c, k), values in seen.items()
                if len(values) < 2 and k not in FIXED | FIXED_IN.get(c, set())]
    assert not constant, f"no case varies {sorted(constant)}"


def main() -> None:
    checks = [f for name, f in globals().items() if name.startswith("check_") and inspect.isfunction(f)]
    failed = 0
    for check in checks:
        try:
            check()
        except AssertionError as error:
            failed += 1
            print(f"FAILED compare {check.__name__}: {error}")
    print(f"compare: {len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
