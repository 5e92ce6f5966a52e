"""Real Keras 2 is the judge: of the committed models of golden2, and of what Lamina writes for it.

tf-backend/target/keras2-json/keras_2/<case>.json        the architecture of golden2/<case> for Keras 2
tf-backend/target/keras2-json/keras_2_and_3/<case>.json  the same for Keras 2 and Keras 3
tf-backend/target/keras2-json/weights/<case>.h5          its weights

Each must predict what Keras 2 predicted of golden2/<case>.
"""
import json
import sys
import warnings
from pathlib import Path

import numpy as np

from compare import worst
from quiet_keras import keras as keras3
from store import TARGET, numbered, read_arrays
from keras2_golden import CASES, ROOT, keras, tf

TOLERANCE = 1e-5
TRAJECTORY = 1e-4


def feed(model, arrays: dict):
    inputs = [tf.constant(a) for a in numbered(arrays, "input_")]
    if len(inputs) > 1 and isinstance(model.input, dict):
        return dict(zip(sorted(model.input), inputs))
    return inputs[0] if len(inputs) == 1 else inputs


def compare(model, arrays: dict, prefix: str, tolerance: float) -> str | None:
    outputs = tf.nest.flatten(model(feed(model, arrays), training=False))
    expected = numbered(arrays, prefix)
    if len(outputs) != len(expected):
        return f"{len(outputs)} outputs in place of {len(expected)}"
    difference = max(worst(e, np.asarray(o)) for e, o in zip(expected, outputs))
    return f"{prefix}s differ by {difference:.2g} of the largest value" if difference > tolerance else None


def weights_of(folder: Path) -> Path:
    return next(file for file in (folder / "weights.h5", folder / "model.h5") if file.exists())


def check_golden(name: str) -> str | None:
    """Keras 2 builds the model again, predicts the same and, where it was trained, trains on the same."""
    folder = ROOT / name
    arrays = read_arrays(folder / "arrays.npz")
    keras.backend.clear_session()
    keras.utils.set_random_seed(1)
    model = CASES[name]()
    if json.loads(model.to_json()) != json.loads((folder / "model.json").read_text()):
        return "its JSON is another now"
    if not (folder / "model.h5").exists():
        model.load_weights(folder / "weights.h5")
        return compare(model, arrays, "output_", TOLERANCE)
    model = keras.models.load_model(folder / "model.h5")
    problem = compare(model, arrays, "output_", TOLERANCE)
    if problem:
        return problem
    targets = numbered(arrays, "target_")
    targets = targets[0] if len(targets) == 1 else targets
    for expected in arrays["next_losses"]:
        loss = model.train_on_batch(feed(model, arrays), targets, return_dict=True)["loss"]
        if abs(loss - expected) > TRAJECTORY * abs(expected):
            return f"the loss is {loss:.6g} in place of {expected:.6g}"
    return compare(model, arrays, "next_output_", TRAJECTORY)


def check_written(file: Path, library) -> str | None:
    """A document that Lamina wrote, with the weights of Keras 2 and, in Keras 2, with those that Lamina wrote."""
    folder = ROOT / file.stem
    arrays = read_arrays(folder / "arrays.npz")
    library.backend.clear_session()
    model = library.models.model_from_json(file.read_text())
    own = file.parents[1] / "weights" / (file.stem + ".h5")
    for weights in (weights_of(folder), own) if library is keras else (own,):  # Keras 3 does not turn CuDNN's
        before = model.get_weights()
        model.set_weights([np.zeros_like(weight) for weight in before])
        model.load_weights(weights)
        problem = compare(model, arrays, "output_", TOLERANCE)
        if problem:
            return f"with {weights.name}: {problem}"
    return None


def main() -> None:
    warnings.simplefilter("ignore")
    written = TARGET / "keras2-json"
    old, both = (sorted((written / kind).glob("*.json")) for kind in ("keras_2", "keras_2_and_3"))
    checks = [("golden2", name, lambda name=name: check_golden(name)) for name in CASES]
    checks += [("for Keras 2", file.stem, lambda file=file: check_written(file, keras)) for file in old]
    checks += [("for both, in Keras 2", file.stem, lambda file=file: check_written(file, keras)) for file in both]
    checks += [("for both, in Keras 3", file.stem, lambda file=file: check_written(file, keras3)) for file in both]
    failed = 0
    for kind, name, check in checks:
        try:
            problem = check()
        except Exception as error:
            problem = f"{type(error).__name__}: {str(error).splitlines()[0]}"
        failed += problem is not None
        print(f"FAILED {kind} {name}: {problem}" if problem else f"ok {kind} {name}")
    if not old or not both:
        print("FAILED nothing to check: run the Java tests first")
        failed += 1
    print(f"keras2: {len(checks) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
