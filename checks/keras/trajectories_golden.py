"""How real Keras trains for twenty steps: every optimizer, on every loss, in a handful of models.

Writes tf-backend/src/test/resources/trajectories, or with --check compares it. A model has one tower of its own weights for each loss,
so one training covers all losses. Of each optimizer are recorded the losses of all steps and the weights behind the last, and beside them how far these go where
the first weights are a millionth larger or smaller: what is allowed of a difference is a multiple of that. In <family>.npz lie

* `input_<name>`, `target_<loss>`: twenty rows, of which the steps take four by turns;
* `weights`: all first weights, in the order of `model.weights`;
* `<optimizer>/losses`, `/losses_drift`: (steps, losses); the drift is the largest until that step;
* `<optimizer>/weights`, `/weights_drift`: all last weights; one drift for each array.
"""
import argparse
import inspect
import json
import sys

import numpy as np

from compare import lost
from quiet_keras import keras, tf
from store import GOLDEN, read_arrays, read_json, write_arrays, write_json
from trajectory_cases import BATCH, BATCHES, build, FAMILIES, OPTIMIZERS, STEPS, targets, TOWERS

FOLDER = GOLDEN.parent / "trajectories"
NUDGE = 1e-6
# What may differ: as many times the drift, and this much of the largest value. The nudge is of about ten roundings of float32, but those
# of a processor come anew at every step, and each processor has its own: on the one that these were recorded with, three would do.
DRIFTS, ROUNDING = 10, 1e-5


def joined(arrays) -> np.ndarray:
    return np.concatenate([np.ravel(a) for a in arrays])


def first_weights(model, rng) -> list:
    """None is zero, and variances are positive."""
    return [rng.uniform(*((0.5, 1.5) if w.name in ("gamma", "moving_variance") else (-0.8, 0.8)), w.shape).astype("float32")
            for w in model.weights]


def nudged(weights, rng) -> list:
    return [(w * (1 + NUDGE * rng.choice([-1, 1], w.shape))).astype("float32") for w in weights]


class Trained:
    """A model of a family, its data, and its gradients, traced once for all optimizers."""

    def __init__(self, family: str):
        self.model = build(family)
        rng = np.random.default_rng(list(FAMILIES).index(family))
        self.inputs = {name: make(rng) for name, make in FAMILIES[family].inputs.items()}
        self.targets = targets(rng)
        self.weights = first_weights(self.model, rng)
        self.nudges = [nudged(self.weights, rng), nudged(self.weights, rng)]
        self.gradients = tf.function(self._gradients)

    def data(self) -> dict:
        return ({f"input_{name}": x for name, x in self.inputs.items()} | {f"target_{name}": y for name, y in self.targets.items()}
                | {"weights": joined(self.weights)})

    def batch(self, step: int) -> tuple[list, list]:
        rows = slice(step % BATCHES * BATCH, step % BATCHES * BATCH + BATCH)
        return [tf.constant(x[rows]) for x in self.inputs.values()], [tf.constant(y[rows]) for y in self.targets.values()]

    def _gradients(self, inputs, labels, scale):
        with tf.GradientTape() as tape:
            outputs = self.model(inputs, training=True)
            losses = [tower.loss(y, output) for tower, y, output in zip(TOWERS.values(), labels, outputs)]
            total = tf.add_n(losses) * scale
        return losses, tape.gradient(total, [w.value for w in self.model.trainable_variables])

    def runs(self, make, weights: list) -> list:
        """For each of several first weights the losses of all steps, and the last weights."""
        variables = self.model.trainable_variables
        self.model.set_weights(weights[0])
        optimizer = make()
        optimizer.build(variables)
        apply = tf.function(lambda gradients: optimizer.apply(gradients, variables))
        fresh = [v.numpy() for v in optimizer.variables]
        return [self._run(optimizer, apply, fresh, w) for w in weights]

    def _run(self, optimizer, apply, fresh, weights) -> tuple[np.ndarray, list]:
        self.model.set_weights(weights)
        for variable, value in zip(optimizer.variables, fresh):
            variable.assign(value)
        losses = []
        for step in range(STEPS):
            found, gradients = self.gradients(*self.batch(step), optimizer.scale_loss(tf.constant(1.0)))
            apply(gradients)
            losses.append(np.asarray(found))
        return np.asarray(losses), self.model.get_weights()

    def record(self, make) -> dict:
        (losses, weights), *others = self.runs(make, [self.weights, *self.nudges])
        drifts = np.max([np.abs(losses - other) for other, _ in others], 0)
        return {"losses": losses, "losses_drift": np.maximum.accumulate(drifts), "weights": joined(weights),
                "weights_drift": np.asarray([max(np.abs(a - other[i]).max() for _, other in others)
                                             for i, a in enumerate(weights)], "float32")}

    def by_train_on_batch(self, make) -> np.ndarray:
        """The losses where Keras runs all of its own training."""
        self.model.compile(make(), [tower.loss for tower in TOWERS.values()], jit_compile=False)
        self.model.set_weights(self.weights)
        losses = []
        for step in range(STEPS):
            logs = self.model.train_on_batch(*self.batch(step), return_dict=True)
            self.model.reset_metrics()
            losses.append([float(logs[name + "_loss"]) for name in TOWERS])
        return np.asarray(losses, "float32")


def trainings() -> dict:
    keras.utils.clear_session()  # names are numbered in a session
    plain = {"optimizers": {name: keras.saving.serialize_keras_object(make()) for name, make in OPTIMIZERS.items()},
             "losses": {name: keras.saving.serialize_keras_object(tower.loss) for name, tower in TOWERS.items()},
             "families": list(FAMILIES), "batch": BATCH, "steps": STEPS, "drifts": DRIFTS, "rounding": ROUNDING}
    return json.loads(json.dumps(plain))


def missing() -> list[str]:
    """The optimizers and losses of Keras that no row has."""
    def classes(module, base):
        return {c for c in vars(module).values() if inspect.isclass(c) and issubclass(c, base) and c is not base}

    losses = classes(keras.losses, keras.losses.Loss) - {type(tower.loss) for tower in TOWERS.values()}
    optimizers = classes(keras.optimizers, keras.optimizers.Optimizer) - {type(make()) for make in OPTIMIZERS.values()}
    return sorted(f"no row of {c.__name__}" for c in losses | optimizers)


def differences(losses, known: dict, prefix: str) -> list[str]:
    """The first steps where losses are further from the known ones than those allow."""
    wanted = known[prefix + "/losses"]
    allowed = DRIFTS * known[prefix + "/losses_drift"] + ROUNDING * np.abs(wanted).max(0)
    far = ~(np.abs(losses - wanted) <= allowed)
    return [f"{prefix}: {name} at step {np.argmax(far[:, i])}" for i, name in enumerate(TOWERS) if far[:, i].any()]


def weight_differences(trained, weights, known: dict, prefix: str) -> list[str]:
    problems, start = [], 0
    for i, (variable, found) in enumerate(zip(trained.model.weights, weights)):
        wanted = known[prefix + "/weights"][start:start + found.size]
        start += found.size
        allowed = DRIFTS * known[prefix + "/weights_drift"][i] + ROUNDING * np.abs(wanted).max()
        if not np.abs(found.ravel() - wanted).max() <= allowed:
            problems.append(f"{prefix}: {variable.path} behind the last step")
    return problems


def write(family: str) -> None:
    trained = Trained(family)
    arrays = trained.data()
    for name, make in OPTIMIZERS.items():
        made = trained.record(make)
        arrays |= {f"{name}/{key}": array for key, array in made.items()}
    write_arrays(FOLDER / f"{family}.npz", arrays)
    (FOLDER / f"{family}.json").write_text(json.dumps(json.loads(trained.model.to_json())) + "\n")


def compare(family: str) -> dict:
    """What is wrong, by the name of what was compared."""
    trained = Trained(family)
    known, data = read_arrays(FOLDER / f"{family}.npz"), trained.data()
    found = {f"{family} data": [key for key in data if key not in known or not np.array_equal(known[key], data[key])],
             f"{family} model": lost(read_json(FOLDER / f"{family}.json"), json.loads(trained.model.to_json()))}
    for name, make in OPTIMIZERS.items():
        (losses, weights), = trained.runs(make, [trained.weights])
        found[f"{family} {name}"] = differences(losses, known, name) + weight_differences(trained, weights, known, name)
    # The optimizer alone is applied above; here Keras runs the whole step. One family that has gradients of single rows is enough.
    if family == "several":
        found[f"{family} train_on_batch"] = differences(trained.by_train_on_batch(OPTIMIZERS["Adam"]), known, "Adam")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        FOLDER.mkdir(exist_ok=True)
        write_json(FOLDER / "trainings.json", trainings())
        for family in FAMILIES:
            write(family)
        print(f"trajectories: {len(FAMILIES) * len(OPTIMIZERS)} written")
        return
    found = {"rows": missing(), "trainings": lost(read_json(FOLDER / "trainings.json"), trainings())}
    for family in FAMILIES:
        found |= compare(family)
    for name, problems in found.items():
        for problem in problems:
            print(f"FAILED trajectories {name}: {problem}")
    failed = sum(map(bool, found.values()))
    print(f"trajectories: {len(found) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
