"""Three comparisons: arrays by their largest value, results in JSON by their numbers, and model JSON by what it means."""
import re

import numpy as np

_IGNORED = {"build_config", "compile_config", "shared_object_id", "keras_version", "backend"}


def worst(expected: np.ndarray, actual: np.ndarray) -> float:
    """The largest difference, relative to the largest expected value; infinite when shapes or finiteness differ."""
    expected, actual = np.asarray(expected), np.asarray(actual)
    if expected.shape != actual.shape:
        return np.inf
    if expected.size == 0:
        return 0.0
    expected, actual = expected.astype("float64"), actual.astype("float64")
    finite = np.isfinite(expected)
    if not np.array_equal(expected[~finite], actual[~finite], equal_nan=True):
        return np.inf
    if not finite.any():
        return 0.0
    scale = max(np.abs(expected[finite]).max(), 1e-30)
    difference = np.abs(expected[finite] - actual[finite]).max() / scale
    return np.inf if np.isnan(difference) else float(difference)


def far(expected, actual) -> bool:
    """Whether results differ by more than rounding: lists of numbers by their largest, anything else that is no number at all."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() != actual.keys() or any(far(expected[k], actual[k]) for k in expected)
    if isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)) and len(expected) == len(actual):
        if all(map(_is_number, [*expected, *actual])):
            return worst(expected, actual) > 1e-5
        return any(map(far, expected, actual))
    if _is_number(expected) and _is_number(actual):
        return worst([expected], [actual]) > 1e-5
    return expected != actual


def lost(original, rewritten, path: str = "") -> list[str]:
    """What the original JSON says and the rewritten one does not. Keys that only the rewritten has are defaults."""
    original, rewritten = _constant(original), _constant(rewritten)
    if _is_number(original) and isinstance(rewritten, list) and len(rewritten) == 1:
        return lost(original, rewritten[0], path)  # axis=-1 and axis=[-1] are one
    if isinstance(original, str) != isinstance(rewritten, str) and _name(original) == _name(rewritten) is not None:
        return []
    if _is_floats(original) and _is_floats(rewritten):
        difference = worst(_floats(original), _floats(rewritten))
        return [] if original["dtype"] == rewritten["dtype"] and difference <= 1e-5 else [
            f"{path}: {original['dtype']} differ by {difference:.2g} of the largest value"]
    if isinstance(original, dict) and isinstance(rewritten, dict):
        kept = original.keys() - _IGNORED
        if path.endswith(".config") and "build_input_shape" in kept:
            kept -= {"dtype"}  # Keras writes the policy of a Sequential, and reads it as that of its process
        if ">" in str(original.get("registered_name")):
            kept -= {"module"}  # Keras finds a registered class by its registered name
        return [d for k in sorted(kept) for d in (
            lost(original[k], rewritten[k], f"{path}.{k}") if k in rewritten else [f"{path}.{k} is gone"])]
    if isinstance(original, list) and isinstance(rewritten, list):
        if path.endswith(".layers"):
            return _lost_layers(original, rewritten, path)
        if len(original) != len(rewritten):
            return [f"{path}: {len(original)} elements became {len(rewritten)}"]
        return [d for i, (a, b) in enumerate(zip(original, rewritten)) for d in lost(a, b, f"{path}[{i}]")]
    if _is_number(original) and _is_number(rewritten):
        return [] if np.isclose(original, rewritten, rtol=1e-5, equal_nan=True) else [
            f"{path}: {original} became {rewritten}"]
    if path.endswith(".data_format") and {original, rewritten} == {None, "channels_last"}:
        return []  # null is what the machine prefers, which is this
    return [] if original == rewritten else [f"{path}: {original!r} became {rewritten!r}"]


def _is_floats(x) -> bool:
    """A tensor of a golden file: what is small beside the rest of it is rounded otherwise on another processor."""
    return isinstance(x, dict) and x.keys() == {"dtype", "shape", "value"} and "float" in x["dtype"]


def _floats(x: dict) -> np.ndarray:
    return np.vectorize(float, otypes=[float])(np.array(x["value"], dtype=object))


def _lost_layers(original: list, rewritten: list, path: str) -> list[str]:
    """Layers are compared by name; their order carries meaning only in a Sequential, whose layers have no nodes."""
    before, after = ({layer["config"]["name"]: layer for layer in layers} for layers in (original, rewritten))
    gone = [f"{path}: layer {name} is gone" for name in before if name not in after]
    if not gone and not any("inbound_nodes" in layer for layer in original) and list(before) != list(after):
        gone = [f"{path}: the layers are in another order"]
    return gone + [d for name in before if name in after for d in lost(before[name], after[name], f"{path}[{name}]")]


def _constant(x):
    """The values of a constant argument: a list of numbers and a tensor of them are the same."""
    return x["config"]["value"] if isinstance(x, dict) and x.get("class_name") in ("__tensor__", "__numpy__") else x


def _name(x) -> str | None:
    """What a short string and the full object have in common: "zeros" is {"class_name": "Zeros", "config": {}}."""
    if isinstance(x, str):
        return x
    if not isinstance(x, dict) or "class_name" not in x:
        return None
    config = x.get("config", {})
    if x["class_name"] == "DTypePolicy":
        return config["name"]
    only_defaults = isinstance(config, dict) and all(v is None for v in config.values())
    return re.sub(r"(?<!^)(?=[A-Z])", "_", x["class_name"]).lower() if only_defaults else None


def _is_number(x) -> bool:
    return isinstance(x, (int, float)) and not isinstance(x, bool)
