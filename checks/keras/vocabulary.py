"""Writes the public names of Keras that docs/vocabulary.md accounts for; --check compares the committed ones with Keras now.

keras-names.json: by family, each thing once: its name, its other names, and for a function of keras.ops the class of its op.
"""
import inspect
import re
import sys

from quiet_keras import keras
from store import read_json, write_json, ROOT

FILE = ROOT / "dsl/src/test/resources/keras-names.json"
FAMILIES = {
    "layers": keras.layers, "ops": keras.ops, "losses": keras.losses, "metrics": keras.metrics,
    "optimizers": keras.optimizers, "schedules": keras.optimizers.schedules, "initializers": keras.initializers,
    "regularizers": keras.regularizers, "constraints": keras.constraints, "activations": keras.activations,
}
HELPERS = {"get", "serialize", "deserialize"}
OP_CALL = re.compile(r"(\w+)\([^()]*(?:\([^()]*\)[^()]*)*\)\s*\.symbolic_call\(")


def op_class(function) -> str | None:
    """The class whose symbolic_call a function of keras.ops returns."""
    found = OP_CALL.findall(inspect.getsource(inspect.unwrap(function)))
    return found[0] if found else None


def public(module, prefix="") -> list:
    found = []
    for name, thing in sorted(vars(module).items()):
        if name.startswith("_") or name in HELPERS:
            continue
        if inspect.isclass(thing) or inspect.isfunction(thing) or callable(thing):
            found.append((prefix + name, thing))
    return found


def family(name: str, module) -> list[dict]:
    names = public(module)
    if name == "ops":
        for part in ("image", "linalg", "nn", "numpy"):
            names += public(getattr(module, part, None), part + ".") if hasattr(module, part) else []
    by_thing = {}
    for spelled, thing in names:
        by_thing.setdefault(id(thing), (thing, []))[1].append(spelled)
    entries = []
    for thing, spelled in by_thing.values():
        own = thing.__name__
        # An op is in the flat namespace and in that of its part.
        flat = [s for s in spelled if "." not in s] or spelled
        main = own if own in flat else flat[0]
        entry = {"name": main, "aliases": sorted(s for s in flat if s != main)}
        if name == "ops":
            entry["op"] = op_class(thing)
        entries.append(entry)
    return sorted(entries, key=lambda e: e["name"])


def names() -> dict:
    return {"version": keras.__version__, **{n: family(n, m) for n, m in FAMILIES.items()}}


def main() -> None:
    if "--check" in sys.argv:
        same = read_json(FILE) == names()
        print("ok vocabulary" if same else "FAILED vocabulary: keras-names.json is not what Keras has; run vocabulary.py")
        print(f"vocabulary: {int(same)} passed, {int(not same)} failed")
        sys.exit(0 if same else 1)
    write_json(FILE, names())


if __name__ == "__main__":
    main()
