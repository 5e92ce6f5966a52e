"""What Lamina wrote, read by real Keras: .keras files that must predict the same, and JSON that must mean the same.

keras-roundtrip/<case>/  model.keras, arrays.npz with input_i and the output_i that Lamina computed; where the model is
                         compiled also target_i, the next_losses of steps on this one batch, and next_output_i behind them.
                         Beside it may lie model.h5, the same in the older layout; unzipped, the same as a folder; and files of
                         the weights alone, of which each must make a model whose weights were zeros predict the same;
                         back_… was written and trained by Keras before
keras-json/<case>.json   architectures; compared with the golden model.json of the same name, if there is one
"""
import json
import logging
import sys
import warnings
from pathlib import Path

import h5py
import numpy as np

from compare import lost, worst
from quiet_keras import keras
from keras.src.legacy.saving.legacy_h5_format import load_optimizer_weights_from_hdf5_group
from keras.src.legacy.saving.saving_utils import compile_args_from_training_config
from record import run
from store import GOLDEN, numbered, read_arrays, read_json, TARGET
import cases  # noqa: F401  functions of Lambda layers are registered by the import
import trained
import lamina_keras  # noqa: F401  its layers are registered by the import
import user_package  # noqa: F401  as are these

TOLERANCE = 1e-5
TRAJECTORY = 1e-4
NOT_READ = {"Lamb"}  # optimizers that Keras 3.15.1 does not find in the older layout, in files of its own as little


def check_file(folder: Path) -> str | None:
    """The problem with one folder, or None."""
    keras.utils.clear_session(free_memory=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        model = keras.models.load_model(folder / "model.keras")
    arrays = read_arrays(folder / "arrays.npz")
    inputs = numbered(arrays, "input_")
    tolerance = float(arrays.get("tolerance", TOLERANCE))  # the file says so where the model computes in narrow types
    problem = compare_outputs(numbered(arrays, "output_"), run(model, inputs, training=False), tolerance)
    problem = problem or check_older(folder, model, arrays, tolerance) or check_weights(folder, model, arrays, tolerance)
    if not problem and "next_losses" in arrays:
        problem = check_training(model, inputs, arrays, max(tolerance, TRAJECTORY))
    return problem


def check_weights(folder: Path, model, arrays: dict, tolerance: float) -> str | None:
    """What else lies in the folder holds the same model, or its weights."""
    for file in sorted([*folder.glob("*.weights.json"), *folder.glob("model.weights.h5"), *folder.glob("weights.h5")]):
        before = model.get_weights()
        model.set_weights([np.zeros_like(weight) for weight in before])
        model.load_weights(file)
        problem = compare_outputs(numbered(arrays, "output_"), run(model, numbered(arrays, "input_"), False), tolerance)
        if problem:
            return f"{file.name}: {problem}"
    if (folder / "unzipped").is_dir():
        unzipped = keras.models.load_model(folder / "unzipped")
        return compare_outputs(numbered(arrays, "output_"), run(unzipped, numbered(arrays, "input_"), False), tolerance)
    return None


def check_older(folder: Path, model, arrays: dict, tolerance: float) -> str | None:
    """The model in the older layout. Keras loads it, but gives its optimizer no variables, so that is done here as Keras means to.
    Where all of it is as in the newer layout, it trains on as that does."""
    if not (folder / "model.h5").exists():
        return None
    logging.disable(logging.WARNING)
    with h5py.File(folder / "model.h5") as file:
        training = json.loads(file.attrs.get("training_config", "{}"))
        state = [np.asarray(a) for a in load_optimizer_weights_from_hdf5_group(file)] if "optimizer_weights" in file else []
    readable = training.get("optimizer_config", {}).get("class_name") not in NOT_READ
    keras.utils.clear_session(free_memory=False)  # so that what is inside wrappers gets the same names
    older = keras.models.load_model(folder / "model.h5", compile=False)
    problem = compare_outputs(numbered(arrays, "output_"), run(older, numbered(arrays, "input_"), training=False), tolerance)
    if not problem and readable and "next_losses" in arrays:
        arguments = compile_args_from_training_config(training)
        arguments["optimizer"].build(older.trainable_variables)
        for variable, value in zip(arguments["optimizer"].variables, state, strict=True):
            variable.assign(value)
        older.compile(**arguments)
        problem = differ(model, older)
    logging.disable(logging.NOTSET)
    return problem and f"model.h5: {problem}"


def differ(model, older) -> str | None:
    """Where two compiled models are not the same, bit by bit."""
    variables = [[(v.path, v.trainable, np.asarray(v)) for v in m.weights] for m in (model, older)]
    variables = [v + [("of the optimizer", True, np.asarray(o)) for o in m.optimizer.variables]
                 for v, m in zip(variables, (model, older))]
    if len(variables[0]) != len(variables[1]):
        return f"it has {len(variables[1])} variables, model.keras {len(variables[0])}"
    for (path, trainable, value), (other, trained, found) in zip(*variables):
        if (path, trainable) != (other, trained) or value.dtype != found.dtype or not np.array_equal(value, found):
            return f"{other} is not {path} of model.keras"
    said = [[json.loads(m.to_json())["config"], compile_config(m)] for m in (model, older)]
    return "; ".join((lost(*said) + lost(*said[::-1]))[:5]) or None


def compile_config(model) -> dict:
    config = model.get_compile_config()
    return {"optimizer": config["optimizer"], "loss": written_out(config["loss"]), "loss_weights": config["loss_weights"]}


def written_out(loss):
    """What a name such as mse stands for, which the older layout has as an object."""
    if isinstance(loss, dict) and "class_name" not in loss:
        return {key: written_out(value) for key, value in loss.items()}
    if isinstance(loss, list):
        return [written_out(value) for value in loss]
    if not isinstance(loss, str):
        return loss
    word = keras.losses.get(loss).__name__.replace("_", "")
    name = next(name for name in dir(keras.losses) if name.lower() == word and isinstance(getattr(keras.losses, name), type))
    return keras.losses.serialize(getattr(keras.losses, name)())


def compare_outputs(expected: list, actual: list, tolerance: float) -> str | None:
    if not expected or len(expected) != len(actual):
        return f"Lamina wrote {len(expected)} outputs, Keras computes {len(actual)}"
    differences = [worst(e, a) for e, a in zip(expected, actual)]
    if max(differences) > tolerance:
        return f"outputs differ by {max(differences):.2g} of the largest value"
    return None


def check_training(model, inputs: list, arrays: dict, tolerance: float) -> str | None:
    """Training goes on in Keras as it went on in Lamina."""
    if not getattr(model, "compiled", False):
        return "Keras does not find the model compiled"
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # as when Keras skips the state of an optimizer
        losses = trained.fit(model, inputs, numbered(arrays, "target_"), len(arrays["next_losses"]))
    for step, (expected, actual) in enumerate(zip(arrays["next_losses"], losses)):
        if abs(expected - actual) > tolerance * abs(expected):
            return f"the loss of step {step} is {actual:.6g} in Keras, {expected:.6g} in Lamina"
    problem = compare_outputs(numbered(arrays, "next_output_"), run(model, inputs, training=False), tolerance)
    return problem and f"behind {len(losses)} steps {problem}"


def check_json(file: Path) -> str | None:
    keras.utils.clear_session(free_memory=False)
    written = read_json(file)
    rewritten = json.loads(keras.models.model_from_json(file.read_text()).to_json())  # with all of Keras's defaults
    problems = lost(written, rewritten)
    golden = GOLDEN / file.stem / "model.json"
    if golden.exists():
        problems += [f"against golden {p}" for p in lost(read_json(golden), rewritten)]
    return "; ".join(problems[:5]) or None


def check_all(kind: str, found: list[Path], check) -> tuple[int, int]:
    passed = failed = 0
    if not found:
        print(f"FAILED {kind}: nothing to check: run the Java tests first")
        return 0, 1
    for path in found:
        try:
            problem = check(path)
        except Exception as error:
            problem = f"{type(error).__name__}: {str(error).splitlines()[0]}"
        print(f"FAILED {kind} {path.stem}: {problem}" if problem else f"ok {kind} {path.stem}")
        passed, failed = (passed, failed + 1) if problem else (passed + 1, failed)
    return passed, failed


def main() -> None:
    warnings.simplefilter("ignore")
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    files = sorted(p for p in (target / "keras-roundtrip").glob("*") if p.is_dir())
    passed, failed = np.sum([check_all("file", files, check_file),
                             check_all("json", sorted((target / "keras-json").glob("*.json")), check_json)], axis=0)
    print(f"roundtrip: {passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
