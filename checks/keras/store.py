"""Golden folders on disk: arrays.npz, model.json, case.json, written so that equal content is equal bytes."""
import io
import json
import zipfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tf-backend/src/test/resources/golden"
TARGET = ROOT / "tf-backend/target"


def write_arrays(path: Path, arrays: dict) -> None:
    """A deflated .npz with fixed timestamps."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.asarray(array), allow_pickle=False)
            entry = zipfile.ZipInfo(name + ".npy")
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, buffer.getvalue())


def read_arrays(path: Path) -> dict:
    with np.load(path) as arrays:
        return dict(arrays)


def numbered(arrays: dict, prefix: str) -> list:
    """The arrays prefix0, prefix1 … in order."""
    found = []
    while f"{prefix}{len(found)}" in arrays:
        found.append(arrays[f"{prefix}{len(found)}"])
    return found


def to_text(value, indent: str = "") -> str:
    """JSON with one space of indent; whatever fits on a line of 118 characters stays on one."""
    line = json.dumps(value)
    if len(indent) + len(line) <= 118 or not isinstance(value, (dict, list)):
        return line
    deeper = indent + " "
    if isinstance(value, dict):
        items, (opening, closing) = [f"{json.dumps(k)}: {to_text(v, deeper)}" for k, v in value.items()], "{}"
    else:
        items, (opening, closing) = [to_text(v, deeper) for v in value], "[]"
    return f"{opening}\n{deeper}" + f",\n{deeper}".join(items) + f"\n{indent}{closing}"


def write_json(path: Path, value) -> None:
    path.write_text(to_text(value) + "\n", encoding="utf-8")


def read_json(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))
