"""Writes golden/losses.json and golden/metrics.json: what the losses and metrics of Keras answer; --check compares them with Keras now."""
import argparse
import inspect
import json
import sys

import numpy as np

from compare import lost
from loss_cases import CASES as LOSSES
from metric_cases import CASES as METRICS
from measure_arrays import ARRAYS
from ops_golden import encode, nested
from quiet_keras import keras, tf
from store import GOLDEN
from keras.src import backend

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none")


def tensor(name):
    return None if name is None else tf.constant(ARRAYS[name])


def masked(name, mask):
    """A prediction as a layer with a mask gives it."""
    prediction = tf.identity(tensor(name))
    if mask is not None:
        backend.set_keras_mask(prediction, tensor(mask))
    return prediction


def plain(measure) -> dict:
    return json.loads(json.dumps(keras.saving.serialize_keras_object(measure)))


def shorter(x):
    return nested(np.asarray(x, "float32"))


def loss_values(row) -> list:
    values = []
    for weights in row.weights:
        for mask in row.masks:
            found = {}
            for reduction in REDUCTIONS:
                loss = row.loss(reduction=reduction, **row.config)
                found[reduction] = shorter(loss(tensor(row.y_true), masked(row.y_pred, mask), tensor(weights)))
            values.append({"sample_weight": weights, "mask": mask, "reduced": found})
    return values


def gradient(row):
    with tf.GradientTape() as tape:
        prediction = tensor(row.y_pred)
        tape.watch(prediction)
        value = row.loss(**row.config)(tensor(row.y_true), prediction, tensor(row.weights[-1]))
    return shorter(tape.gradient(value, prediction))


def record_loss(row) -> dict:
    return {"loss": plain(row.loss(**row.config)), "config": encode(row.config), "y_true": row.y_true, "y_pred": row.y_pred,
            "values": loss_values(row), "gradient_weight": row.weights[-1], "gradient": gradient(row)}


def metric_results(row, weights, mask) -> list:
    """After a batch, and after another whose predictions stand in the other order."""
    metric = row.metric(**row.config)
    results = []
    for turned in (False, True):
        prediction = masked(row.y_pred, mask)
        if turned:
            prediction = tf.reverse(prediction, [0])
            if mask is not None:
                backend.set_keras_mask(prediction, tensor(mask))
        if row.metric in (keras.metrics.Mean, keras.metrics.Sum):
            metric.update_state(prediction, tensor(weights))
        else:
            metric.update_state(tensor(row.y_true), prediction, tensor(weights))
        results.append(shorter(metric.result()))
    return results


def record_metric(row) -> dict:
    runs = [{"sample_weight": weights, "mask": mask, "results": metric_results(row, weights, mask)}
            for weights in row.weights for mask in row.masks]
    config = {k: v for k, v in row.config.items() if k != "fn"}
    keras.utils.clear_session()  # names are numbered in a session
    return {"metric": plain(row.metric(**row.config)), "config": config, "y_true": row.y_true, "y_pred": row.y_pred, "runs": runs}


def missing(cases, module, base) -> list[str]:
    """The classes of a module that the table leaves out."""
    known = {c for c in vars(module).values() if inspect.isclass(c) and issubclass(c, base) and c is not base}
    return sorted(c.__name__ for c in known - set(cases))


def document(records: list) -> str:
    used = set()

    def visit(value):
        if isinstance(value, str):
            used.add(value)
        elif isinstance(value, (dict, list)):
            for inner in value.values() if isinstance(value, dict) else value:
                visit(inner)

    visit(records)
    arrays = {name: encode(a) for name, a in ARRAYS.items() if name in used}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(a)}" for name, a in arrays.items())
    return '{"arrays": {\n' + lines + '\n},\n"cases": [\n' + ",\n".join(json.dumps(r) for r in records) + "\n]}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    problems = [f"no case of keras.losses.{n}" for n in missing((r.loss for r in LOSSES), keras.losses, keras.losses.Loss)]
    problems += [f"no case of keras.metrics.{n}" for n in missing((r.metric for r in METRICS), keras.metrics, keras.metrics.Metric)]
    count = 0
    for file, records in (("losses.json", [record_loss(row) for row in LOSSES]), ("metrics.json", [record_metric(row) for row in METRICS])):
        count += len(records)
        text = document(records)
        if check:
            problems += [f"{file}{p}" for p in lost(json.loads((GOLDEN / file).read_text()), json.loads(text))]
        else:
            (GOLDEN / file).write_text(text)
    for problem in problems:
        print(f"FAILED measures: {problem}")
    print(f"measures: {count - len(problems)} passed, {len(problems)} failed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
