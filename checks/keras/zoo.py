"""The nets of Lamina's zoo are those of Keras: the JSON that ZooFilesTest and ApplicationTest wrote says, layer for layer and in the
same order, what real Keras says of the net of the same name, no more and no less; files with weights give the same outputs in Keras.

zoo/target/keras-zoo/<name>.json         a net of TWINS
zoo/target/keras-roundtrip/<name>/       model.keras and arrays.npz, as in roundtrip.py
"""
import json
import sys
import warnings
from pathlib import Path
from unittest import mock

from compare import lost
from quiet_keras import keras
from roundtrip import check_file
from store import ROOT, read_json
import lamina_keras  # noqa: F401  its layers are registered by the import
import zoo_nets

TARGET = ROOT / "zoo/target"
APPLICATIONS = {
    "vgg16": keras.applications.VGG16, "vgg19": keras.applications.VGG19, "xception": keras.applications.Xception,
    "inception_v3": keras.applications.InceptionV3, "resnet50": keras.applications.ResNet50,
    "mobilenet_v2": keras.applications.MobileNetV2}
FORMS = {
    "": {},
    "_average": {"include_top": False, "pooling": "avg"},
    "_largest": {"include_top": False, "input_shape": (101, 99, 1), "pooling": "max"}}
ENDING_ALIKE = {"vgg19", "inception_v3"}  # in what FORMS differ, these are as vgg16 and xception


def twins() -> dict:
    """A function for each net that Keras builds too."""
    found = {name + form: lambda build=build, keys=keys: build(weights=None, **keys)
             for name, build in APPLICATIONS.items() for form, keys in FORMS.items()
             if not form or name not in ENDING_ALIKE}
    found["vgg16_logits"] = lambda: keras.applications.VGG16(
        input_shape=(80, 80, 3), classes=7, classifier_activation=None, weights=None)
    found["vgg16_features"] = lambda: keras.applications.VGG16(include_top=False, weights=None)
    for alpha in (0.35, 1.4):
        found[f"mobilenet_v2_{alpha}"] = lambda alpha=alpha: keras.applications.MobileNetV2(
            alpha=alpha, include_top=False, input_shape=(64, 64, 3), weights=None)
    return found | zoo_nets.NETS


def without_values():
    """Keras builds models with weights of zeros: drawing them would take most of the time."""
    add_weight = keras.layers.Layer.add_weight
    return mock.patch.object(keras.layers.Layer, "add_weight",
                             lambda self, *args, **keys: add_weight(self, *args, **(keys | {"initializer": "zeros"})))


def with_defaults(model: dict) -> dict:
    """The document with all that Keras would say of each layer, which it need not be told, and without arguments of calls that say nothing."""
    layers = []
    for layer in model["config"]["layers"]:
        whole = with_defaults(layer) if "layers" in layer["config"] else keras.saving.serialize_keras_object(
            keras.saving.deserialize_keras_object({k: v for k, v in layer.items() if k not in ("build_config", "name")}))
        nodes = [node | {"kwargs": {key: value for key, value in node["kwargs"].items() if value not in (None, False)}}
                 for node in layer.get("inbound_nodes", [])]
        layers.append(layer | {"config": whole["config"], "inbound_nodes": nodes})
    return json.loads(json.dumps(model | {"config": model["config"] | {"layers": layers}}))


def check_net(name: str, build) -> str | None:
    file = TARGET / "keras-zoo" / f"{name}.json"
    if not file.exists():
        return "Lamina wrote none; run the Java tests first"
    keras.utils.clear_session(free_memory=False)
    with without_values():
        expected = with_defaults(json.loads(build().to_json()))
    found = with_defaults(read_json(file))
    problems = lost(expected, found) + [f"Keras lacks {p}" for p in lost(found, expected)]
    orders = [[layer["config"]["name"] for layer in model["config"]["layers"]] for model in (expected, found)]
    if orders[0] != orders[1]:
        problems.append(next(f"layer {i} is {b}, in Keras {a}" for i, (a, b) in enumerate(zip(*orders)) if a != b))
    return "; ".join(problems[:5]) or None


def main() -> None:
    warnings.simplefilter("ignore")
    chosen = tuple(sys.argv[1:]) or ("",)
    nets = {name: build for name, build in twins().items() if name.startswith(chosen)}
    unknown = sorted({f.stem for f in (TARGET / "keras-zoo").glob("*.json")} - twins().keys())
    results = {f"net {name}": lambda name=name, build=build: check_net(name, build) for name, build in nets.items()}
    results |= {f"net {name}": lambda: "Keras's twin is missing" for name in unknown}
    results |= {f"file {folder.name}": lambda folder=folder: check_file(folder)
                for folder in sorted((TARGET / "keras-roundtrip").glob("*"))}
    failed = 0
    for name, check in results.items():
        try:
            problem = check()
        except Exception as error:
            problem = f"{type(error).__name__}: {str(error).splitlines()[0]}"
        print(f"FAILED {name}: {problem}" if problem else f"ok {name}")
        failed += problem is not None
    print(f"zoo: {len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
