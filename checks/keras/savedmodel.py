"""SavedModels that Lamina wrote, run by real TensorFlow and Keras.

savedmodel/<case>/  model/, the SavedModel, and in arrays.npz, for each signature that is called, in the order of the calls,
                    <signature>/input/<name> and the <signature>/output/<name> that Lamina computed
"""
import sys
from pathlib import Path

import numpy as np

from compare import worst
from quiet_keras import keras
from store import read_arrays, TARGET
from roundtrip import check_all
import tensorflow as tf
from tensorflow.core.protobuf import saved_model_pb2

TOLERANCE = 1e-5
NARROW = {"float16": 2.0**-9, "bfloat16": 2.0**-6}


def calls(arrays: dict) -> dict:
    """signature -> (inputs by name, outputs by name)"""
    found = {}
    for key, value in arrays.items():
        signature, role, name = key.split("/", 2)
        found.setdefault(signature, {"input": {}, "output": {}})[role][name] = value
    return {signature: (arrays["input"], arrays["output"]) for signature, arrays in found.items()}


def meta_graph(folder: Path):
    proto = saved_model_pb2.SavedModel()
    proto.ParseFromString((folder / "saved_model.pb").read_bytes())
    assert len(proto.meta_graphs) == 1
    return proto.meta_graphs[0]


def check_text(graph, signatures: set) -> str | None:
    """What saved_model_cli shows: tags, names, and types and shapes as the placeholders have them."""
    if list(graph.meta_info_def.tags) != ["serve"]:
        return f"the tags are {graph.meta_info_def.tags}"
    if set(graph.signature_def) != signatures | {"serve", "serving_default"}:
        return f"the signatures are {list(graph.signature_def)}"
    nodes = {node.name: node for node in graph.graph_def.node}
    for name, signature in graph.signature_def.items():
        for key, info in signature.inputs.items():
            placeholder = nodes[info.name.removesuffix(":0")]
            if placeholder.attr["dtype"].type != info.dtype or placeholder.attr["shape"].shape != info.tensor_shape:
                return f"{name}: input {key} is not what its placeholder takes"
    training = [node.op for node in graph.graph_def.node if node.op.endswith("Grad") or node.op.startswith("ResourceApply")]
    return f"it holds training: {training[:3]}" if training else None


def check(folder: Path) -> str | None:
    """The problem with one folder, or None."""
    recorded = calls(read_arrays(folder / "arrays.npz"))
    graph = meta_graph(folder / "model")
    problem = check_text(graph, set(recorded))
    if problem:
        return problem
    loaded = tf.saved_model.load(folder / "model")
    for signature, (inputs, outputs) in recorded.items():
        function = loaded.signatures[signature]
        problem = differ(function, call(function, inputs), outputs)
        if problem:
            return f"{signature}: {problem}"
    inputs, outputs = recorded["serving_default"]
    if len(inputs) == 1 and len(outputs) > 0:
        keras.utils.clear_session(free_memory=False)
        layer = keras.layers.TFSMLayer(folder / "model")
        problem = differ(layer.call_endpoint_fn, layer(next(iter(fed(layer.call_endpoint_fn, inputs).values()))), outputs)
        return problem and f"TFSMLayer: {problem}"
    return None


def fed(function, inputs: dict) -> dict:
    specs = function.structured_input_signature[1]
    return {name: tf.cast(value, specs[name].dtype) if value.dtype.kind == "f" else tf.constant(value)
            for name, value in inputs.items()}


def call(function, inputs: dict) -> dict:
    specs = function.structured_input_signature[1]
    if set(specs) != set(inputs):
        raise ValueError(f"inputs are {sorted(specs)}, recorded were {sorted(inputs)}")
    return function(**fed(function, inputs))


def differ(function, actual: dict, expected: dict) -> str | None:
    if set(actual) != set(expected):
        return f"outputs are {sorted(actual)}, recorded were {sorted(expected)}"
    for name, value in expected.items():
        spec, found = function.structured_outputs[name], actual[name]
        if spec.dtype != found.dtype or not spec.shape.is_compatible_with(found.shape):
            return f"{name} is said to be {spec}, and is {found.dtype} {found.shape}"
        if found.dtype == tf.string:
            same = value.tolist() == np.char.decode(found.numpy().astype(bytes), "utf-8").tolist()
            difference = 0.0 if same else np.inf
        else:
            difference = worst(value, tf.cast(found, tf.float32).numpy() if found.dtype == tf.bfloat16 else found.numpy())
        if difference > NARROW.get(found.dtype.name, TOLERANCE):
            return f"{name} differs by {difference:.2g} of the largest value"
    return None


def main() -> None:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    passed, failed = check_all("savedmodel", sorted(p for p in (target / "savedmodel").glob("*") if p.is_dir()), check)
    print(f"savedmodel: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
