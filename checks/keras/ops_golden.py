"""Writes golden/ops.json: what every op of keras.ops answers for small arrays; --check compares it with Keras now."""
import argparse
import inspect
import json
import sys

import numpy as np

from compare import lost
from op_case import OpCase
from op_cases import CASES, LEFT_OUT
from quiet_keras import keras
from store import GOLDEN
from keras.src import ops

FILE = GOLDEN / "ops.json"


def number(x):
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    if np.isnan(x):
        return "NaN"
    if np.isinf(x):
        return "Infinity" if x > 0 else "-Infinity"
    return float(str(x))  # the shortest decimal that is this float32


def nested(a: np.ndarray):
    return number(a[()]) if a.ndim == 0 else [nested(row) for row in a]


def encode(x):
    """Tensors are objects with dtype, shape and value; slices as Keras writes them; literals as they are."""
    if isinstance(x, np.ndarray):
        return {"dtype": x.dtype.name, "shape": list(x.shape), "value": nested(x)}
    if isinstance(x, slice):
        return {"class_name": "__slice__", "config": {"start": x.start, "stop": x.stop, "step": x.step}}
    if x is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(x, dict):
        return {k: encode(v) for k, v in x.items()}
    return [encode(v) for v in x] if isinstance(x, (list, tuple)) else x


def run(op_class, row: OpCase) -> list:
    tensors = keras.tree.map_structure(lambda a: keras.ops.convert_to_tensor(a) if isinstance(a, np.ndarray) else a,
                                       row.args)
    out = keras.tree.flatten(op_class(**row.config)(*tensors, **row.kwargs))
    return [np.asarray(keras.ops.convert_to_tensor(o).numpy()) for o in out]


def symbolic(op_class, row: OpCase) -> dict | None:
    """Input shapes whose first dimension is unknown (in the tensors of highest rank), and the shapes that follow."""
    rank = max((a.ndim for a in keras.tree.flatten(row.args) if isinstance(a, np.ndarray)), default=0)
    if rank == 0:
        return None
    shapes = []

    def tensor(a):
        if not isinstance(a, np.ndarray):
            return a
        shapes.append(([None] if a.ndim == rank else list(a.shape[:1])) + list(a.shape[1:]))
        return keras.KerasTensor(shapes[-1], dtype=a.dtype.name)

    try:
        out = keras.tree.flatten(op_class(**row.config)(*keras.tree.map_structure(tensor, row.args), **row.kwargs))
        return {"inputs": shapes, "outputs": [{"shape": list(o.shape), "dtype": o.dtype} for o in out]}
    except Exception:  # Keras itself has no rule for this unknown shape
        return None


def record(row: OpCase) -> dict | None:
    """The case as JSON; None where Keras refuses the call."""
    module, name = row.op.split(".")
    op_class = getattr(getattr(ops, module), name)
    try:
        outputs = run(op_class, row)
    except Exception:
        return None
    config = op_class(**row.config).get_config()
    config.pop("name", None)
    found = {"module": f"keras.src.ops.{module}", "class_name": name, "config": encode(config),
             "args": encode(row.args), "outputs": [encode(o) for o in outputs]}
    unknown = symbolic(op_class, row)
    return found | ({"symbolic_output": unknown} if unknown else {})


def name(recorded: dict) -> str:
    return f"{recorded['module'].split('.')[-1]}.{recorded['class_name']}"


def missing() -> list[str]:
    """The op classes that neither the table nor LEFT_OUT names, and names in LEFT_OUT that are not op classes."""
    known = {f"{m}.{n}" for m in ("core", "image", "linalg", "math", "nn", "numpy")
             for n, c in vars(getattr(ops, m)).items()
             if inspect.isclass(c) and issubclass(c, keras.Operation) and c.__module__ == f"keras.src.ops.{m}"}
    return sorted(known ^ ({row.op for row in CASES} | set(" ".join(LEFT_OUT.values()).split())))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    recorded = [record(row) for row in CASES]
    answered = [r for r in recorded if r]
    unanswered = {row.op for row in CASES} - {name(r) for r in answered}
    problems = [f"{op} has no case and is not left out" for op in missing()]
    problems += [f"{op}: Keras refuses every case" for op in sorted(unanswered)]
    text = "[\n" + ",\n".join(json.dumps(r) for r in answered) + "\n]\n"
    if check:
        problems += [f"ops.json{p}" for p in lost(json.loads(FILE.read_text()), json.loads(text))]
    if not check:
        FILE.write_text(text)
    for problem in problems:
        print(f"FAILED ops: {problem}")
    refused = len(recorded) - len(answered)
    print(f"ops: {len(answered)} cases of {len({name(r) for r in answered})} ops, {refused} calls refused by Keras")
    print(f"ops: {len(answered) - len(problems)} passed, {len(problems)} failed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
