"""Writes the golden folders of the case table, or with --check compares the committed ones with what Keras does now."""
import argparse
import shutil
import sys

import numpy as np

from cases import CASES
from compare import worst
from record import Recording, record
from store import GOLDEN, read_arrays, read_json, write_arrays, write_json


def write(recording: Recording, folder) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "model.json", recording.model)
    write_json(folder / "case.json", recording.facts)
    write_arrays(folder / "arrays.npz", recording.arrays)


def same(golden, recorded, tolerance: float) -> bool:
    """By the largest value of an array, as what is small beside the rest is rounded otherwise on another processor; nothing but
    rounding may be in it, too."""
    if golden.dtype.kind in "US":
        return np.array_equal(golden, recorded)
    return worst(golden, recorded) <= tolerance or (
        golden.shape == recorded.shape and np.allclose(golden, recorded, rtol=1e-5, atol=1e-6, equal_nan=True))


def differences(recording: Recording, folder) -> list[str]:
    if not folder.is_dir():
        return ["no golden folder"]
    found = []
    if read_json(folder / "model.json") != recording.model:
        found.append("model.json differs")
    golden = read_arrays(folder / "arrays.npz")
    if golden.keys() != recording.arrays.keys():
        found.append(f"arrays differ: {sorted(golden.keys() ^ recording.arrays.keys())}")
    for name in golden.keys() & recording.arrays.keys():
        if not same(golden[name], recording.arrays[name], recording.facts["tolerance"]):
            found.append(f"{name} differs")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("cases", nargs="*", help="names or beginnings of names; default: all")
    options = parser.parse_args()
    chosen = [c for c in CASES if not options.cases or c.name.startswith(tuple(options.cases))]
    passed = failed = 0
    for case in chosen:
        try:
            recording = record(case)
        except Exception as error:
            problems = [f"{type(error).__name__}: {error}"]
        else:
            problems = differences(recording, GOLDEN / case.name) if options.check else []
            if not options.check:
                write(recording, GOLDEN / case.name)
        passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
        if problems:
            print(f"FAILED golden {case.name}: {'; '.join(problems)}")
    for stale in sorted({f.name for f in GOLDEN.iterdir() if f.is_dir()} - {c.name for c in CASES}):
        if options.check:
            failed += 1
            print(f"FAILED golden {stale}: no case of the table has this name")
        else:
            shutil.rmtree(GOLDEN / stale)
    print(f"golden: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
