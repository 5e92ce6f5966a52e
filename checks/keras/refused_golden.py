"""What real Keras refuses: writes golden/refused.json, or with --check compares it.

Of each layer the smallest golden model that has it; of each key of its configuration values that are wrong in the way of its type.
A row is there if Keras refuses the model with that value.
"""
import copy
import json
import sys

from quiet_keras import keras
from store import GOLDEN, read_json, write_json
import cases  # noqa: F401  functions of Lambda layers are registered by the import

FILE = GOLDEN / "refused.json"
WORDS = {"name", "trainable"}


def samples() -> dict:
    """By class name the golden case and the place of a layer."""
    found = {}
    models = {f.parent.name: f.read_text(encoding="utf-8") for f in GOLDEN.glob("*/model.json")}
    for name, text in sorted(models.items(), key=lambda item: (len(item[1]), item[0])):
        model = json.loads(text)
        for i, layer in enumerate(model["config"]["layers"]):
            if layer["module"] == "keras.layers" and layer["class_name"] != "InputLayer":
                found.setdefault(layer["class_name"], (name, i, model))
    return found


def wrong(key: str, value) -> list:
    """By what the key holds now."""
    if key == "dtype":
        return ["float31"]
    if isinstance(value, bool) or key in WORDS:
        return []
    if isinstance(value, int):
        return [-1, 0, "nonsense"]
    if isinstance(value, float):
        return [-1.5, 1.5, "nonsense"]
    if isinstance(value, str):
        return ["nonsense", -7]
    if isinstance(value, list) and value and all(type(v) is int for v in value):
        return [[0] * len(value), [-1] * len(value), value + [1], "nonsense"]
    if isinstance(value, list) and value and all(isinstance(v, (int, float)) for v in value):
        return [value + [0.25], [value[-1] + 1, value[0] - 1], "nonsense"]
    if isinstance(value, dict) and "class_name" in value:
        return ["nonsense"]
    return ["nonsense", -7] if value is None else []


def refuses(model: dict) -> bool:
    try:
        keras.models.model_from_json(json.dumps(model))
    except Exception:
        return True
    return False


def rows() -> list[dict]:
    found = []
    for class_name, (case, place, model) in sorted(samples().items()):
        config = model["config"]["layers"][place]["config"]
        for key, value in config.items():
            for bad in wrong(key, value):
                changed = copy.deepcopy(model)
                changed["config"]["layers"][place]["config"][key] = bad
                keras.utils.clear_session(free_memory=False)
                if refuses(changed):
                    found.append({"layer": class_name, "case": case, "place": place, "key": key, "value": bad})
    return found


def main() -> None:
    made = rows()
    if "--check" not in sys.argv:
        write_json(FILE, made)
        print(f"refused: {len(made)} written")
        return
    known = read_json(FILE)
    differing = [row for row in made if row not in known] + [row for row in known if row not in made]
    for row in differing:
        print(f"FAILED refused {row}")
    print(f"refused: {len(made) - len(differing)} passed, {len(differing)} failed")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
