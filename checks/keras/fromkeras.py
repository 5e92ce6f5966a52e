"""Every golden model, the trained ones of trained.py and the families of applications.py, as files that real Keras writes, for Lamina to load.

keras-written/<case>/          model.keras; model.h5 (the older format), or model.weights.h5 and model.json;
                               arrays.npz with input_i and the output_i that Keras computed
keras-written/trained_<case>/  what trained.py says
keras-written/application_<case>/  what applications.py says
"""
import shutil
import sys
import warnings
from pathlib import Path
from zlib import crc32

import numpy as np

from quiet_keras import keras
from store import GOLDEN, numbered, read_arrays, read_json, TARGET, write_arrays
import applications
import cases  # noqa: F401  functions of Lambda layers are registered by the import
import trained
import lamina_keras  # noqa: F401  its layers are registered by the import
import user_package  # noqa: F401  as are these

def write(golden: Path, folder: Path) -> None:
    keras.utils.clear_session(free_memory=False)
    folder.mkdir(parents=True)
    arrays = read_arrays(golden / "arrays.npz")
    model = keras.models.model_from_json((golden / "model.json").read_text())
    model.set_weights(numbered(arrays, "weight_"))
    model.save(folder / "model.keras")
    # One more format for each, by turns over the rows of the table: the trained models have them all.
    if crc32(golden.name.encode()) % 2 or not trained.save_legacy(model, folder / "model.h5"):
        model.save_weights(folder / "model.weights.h5")
        shutil.copy(golden / "model.json", folder)
    kept = {k: v for k, v in arrays.items() if k.startswith(("input_", "output_"))}
    write_arrays(folder / "arrays.npz", kept | tolerance(read_json(golden / "case.json"), kept))


def tolerance(facts: dict, arrays: dict) -> dict:
    """Of models that compute in narrow types: as the case has it for the outputs, see cases/mixed.py."""
    worst = [3 * r / np.abs(arrays[n]).max() for n, r in facts.get("rounding", {}).items() if n in arrays]
    return {"tolerance": np.array(facts["tolerance"] + max(worst))} if worst else {}


def main() -> None:
    warnings.simplefilter("ignore")
    target = (Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET) / "keras-written"
    shutil.rmtree(target, ignore_errors=True)
    written = failed = 0
    jobs = [(p.name, write, p) for p in sorted(GOLDEN.iterdir()) if p.is_dir()]
    jobs += [(f"trained_{build.__name__}", trained.write, build) for build in trained.CASES]
    jobs += [(f"application_{build.__name__}", applications.write, build) for build in applications.CASES]
    for name, job, source in jobs:
        try:
            job(source, target / name)
            written += 1
        except Exception as error:
            failed += 1
            shutil.rmtree(target / name, ignore_errors=True)
            print(f"FAILED fromkeras {name}: {type(error).__name__}: {str(error).splitlines()[0]}")
    print(f"fromkeras: {written} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
