"""Models that real Keras trained for a while and saved, with what it does next: for Lamina to load and to train on.

<case>/  model.keras, model.h5, model.weights.json and its shards, and folder/, which is model.keras unpacked; in arrays.npz
         input_i, target_i  the one batch that every step sees
         output_i           what the saved model predicts
         next_losses        the losses of the next ten steps
         next_output_i      what it predicts behind them
         tolerance          of all this, where the model computes in narrow types
"""
from pathlib import Path
import zipfile

from keras import tree
import numpy as np

from quiet_keras import keras
from record import feed, run
from store import write_arrays
from trained_case import normal
from trained_cases import CASES
import lamina_keras  # noqa: F401  its layers are registered by the import

BATCH, STEPS_BEFORE, STEPS_AFTER = 6, 3, 10

# What Keras 3.15 cannot write in its older format: layers that hold random numbers or lists, and weights of one name.
NO_H5 = ("cannot pickle 'module' object", "name already exists")

__all__ = ["CASES", "fit", "write"]


def fit(model, inputs, targets, steps: int) -> list:
    """Step by step, without a graph of each: it takes longer to make than ten steps."""
    model.run_eagerly = True
    target = tree.pack_sequence_as(model._outputs_struct, targets) if len(targets) > 1 else targets[0]
    losses = []
    for _ in range(steps):
        model.reset_metrics()
        losses.append(float(model.train_on_batch(feed(model, inputs), target, return_dict=True)["loss"]))
    return losses


def draw(build, model) -> tuple[list, list]:
    rng = np.random.default_rng(7)
    makers, target = getattr(build, "inputs", {}), getattr(build, "target", None) or normal
    inputs = [makers.get(x.name, normal)(rng, (BATCH, *x.shape[1:])) for x in model.inputs]
    return inputs, [target(rng, (BATCH, *x.shape[1:])) for x in model.outputs]


def save_legacy(model, file: Path) -> bool:
    """In the older format, where Keras can: there it leaves out the modules, without which it finds no op again, and what was learned."""
    learned = any(layer.get_config().get("vocabulary", "given") is None for layer in model.layers)
    if learned or any(module in model.to_json() for module in ('"keras.src.ops.', '"keras.src.activations.')):
        return False
    try:
        model.save(file)
        return True
    except (TypeError, ValueError) as error:
        if not any(reason in str(error) for reason in NO_H5):
            raise
        file.unlink(missing_ok=True)
        return False


def save(model, folder: Path) -> None:
    """In each format that Keras writes."""
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.keras")
    save_legacy(model, folder / "model.h5")
    largest = max(np.prod(v.shape) * 8 for v in model.variables + model.optimizer.variables)
    model.save_weights(folder / "model.weights.json", max_shard_size=largest / 1024**3)  # so that there are several shards
    with zipfile.ZipFile(folder / "model.keras") as archive:
        archive.extractall(folder / "folder")


def write(build, folder: Path) -> None:
    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(7)
    model = build()
    inputs, targets = draw(build, model)
    fit(model, inputs, targets, STEPS_BEFORE)
    save(model, folder)
    arrays = {f"input_{i}": a for i, a in enumerate(inputs)} | {f"target_{i}": a for i, a in enumerate(targets)}
    arrays |= {f"output_{i}": a for i, a in enumerate(run(model, inputs, training=False))}
    arrays["next_losses"] = np.array(fit(model, inputs, targets, STEPS_AFTER))
    arrays |= {f"next_output_{i}": a for i, a in enumerate(run(model, inputs, training=False))}
    if hasattr(build, "tolerance"):
        arrays["tolerance"] = np.array(build.tolerance)
    write_arrays(folder / "arrays.npz", arrays)
