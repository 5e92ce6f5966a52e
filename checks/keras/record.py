"""Runs one case through real Keras and records what it does."""
import json
from dataclasses import dataclass

import numpy as np

from case import Case
from quiet_keras import keras, tf

tree = keras.tree


@dataclass(frozen=True)
class Recording:
    model: dict
    facts: dict
    arrays: dict


def is_float(x) -> bool:
    if getattr(x.dtype, "kind", "") in ("U", "S", "O"):
        return False
    return keras.backend.is_float_dtype(keras.backend.standardize_dtype(x.dtype))


def record(case: Case) -> Recording:
    keras.utils.clear_session(free_memory=False)
    rng = np.random.default_rng(case.seed)
    model = case.build()
    randomize(model, rng)
    weights = model.get_weights()
    inputs = [draw(case, x, rng) for x in model.inputs]
    facts = describe(case, model)
    arrays = {f"input_{i}": a for i, a in enumerate(inputs)} | {f"weight_{i}": w for i, w in enumerate(weights)}
    outputs = run(model, inputs, training=False, xla=case.xla)
    for spec, output in zip(facts["outputs"], outputs):
        if output.dtype.kind == "U":
            spec["dtype"] = "string"  # which Keras announces as int64
    arrays |= {f"output_{i}": a for i, a in enumerate(outputs)}
    if not case.random:
        _record_training_mode(case, model, inputs, outputs, facts, arrays)
        model.set_weights(weights)
    if case.gradients:
        _record_gradients(case, model, inputs, outputs, rng, facts, arrays)
    if case.exact:
        _record_rounding(case, inputs, weights, facts, arrays)
    model.set_weights(weights)
    written = json.loads(model.to_json())
    if case.train and not case.random and weights and all(is_float(o) for o in outputs):
        _record_steps(case, model, inputs, outputs, rng, facts, arrays)
        if case.train.in_json:
            written = json.loads(model.to_json())
    return Recording(written, facts, arrays)


def randomize(model, rng) -> None:
    """Gives every weight a random value, so that nothing hides behind zeros and ones."""
    for weight in model.weights:
        if not is_float(weight):
            continue
        positive = "variance" in weight.name or "cluster_size" in weight.name
        weight.assign(rng.uniform(0.5, 1.5, weight.shape) if positive else rng.normal(0, 0.5, weight.shape))
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()  # it computes with copies of its weights


def draw(case: Case, x, rng) -> np.ndarray:
    shape = tuple(case.batch if d is None else d for d in x.shape)
    make = case.values.get(x.name)
    if x.dtype == "string":
        return np.asarray(make(rng, shape)).astype("U")
    return np.asarray(make(rng, shape) if make else rng.normal(0, 1, shape)).astype(x.dtype)


def feed(model, arrays: list):
    """The flat arrays in the structure the model was made with."""
    structure = getattr(model, "_inputs_struct", None)
    return tree.pack_sequence_as(structure, arrays) if structure is not None else arrays[0]


def run(model, inputs: list, training: bool, xla: bool = False) -> list:
    def call(xs):
        return tree.flatten(model(feed(model, xs), training=training))

    return [text(np.asarray(o)) for o in compiled(call, xla)([tf.constant(a) for a in inputs])]


def compiled(function, xla: bool):
    return tf.function(function, jit_compile=True) if xla else function


def text(array: np.ndarray) -> np.ndarray:
    """Strings of TensorFlow are bytes in objects, which no .npz should hold; nor can it hold bfloat16, which float32 holds."""
    if array.dtype.name == "bfloat16":
        return array.astype("float32")
    if array.dtype.kind != "O":
        return array
    return np.asarray([x.decode() for x in array.ravel()], dtype="U").reshape(array.shape)


def describe(case: Case, model) -> dict:
    return {
        "name": case.name,
        "seed": case.seed,
        "tolerance": case.tolerance,
        "note": case.note,
        "inputs": [{"name": x.name, "shape": list(x.shape), "dtype": x.dtype} for x in model.inputs],
        "outputs": [{"shape": list(x.shape), "dtype": x.dtype} for x in model.outputs],
        "weights": [{"path": w.path, "name": w.name, "shape": list(w.shape), "dtype": w.dtype,
                     "trainable": w.trainable} for w in model.weights],
        "training_output": "random",
        "gradient_mode": "none",
    }


def _record_training_mode(case, model, inputs, outputs, facts, arrays) -> None:
    trained = run(model, inputs, training=True, xla=case.xla)
    same = all(np.array_equal(a, b, equal_nan=is_float(a)) for a, b in zip(outputs, trained))
    facts["training_output"] = "same" if same else "differs"
    if not same:
        arrays |= {f"training_output_{i}": a for i, a in enumerate(trained)}
    if model.losses:
        facts["added_losses"] = [float(loss) for loss in model.losses]


def _record_gradients(case, model, inputs, outputs, rng, facts, arrays) -> None:
    """Gradients of sum(outputs * cotangents), of float outputs, by float inputs and trainable weights."""
    cotangents = {i: in_type(rng.normal(0, 1, o.shape).astype(o.dtype), model.outputs[i].dtype)
                  for i, o in enumerate(outputs) if is_float(o)}
    sources = [(f"grad_input_{i}", tf.constant(a)) for i, a in enumerate(inputs)]
    names = [n for n, x in sources if is_float(x)]
    names += [f"grad_weight_{i}" for i, w in enumerate(model.weights) if w.trainable]
    if not cotangents or not names:
        return
    found = gradients(case, model, [x for _, x in sources], cotangents)
    if all(g is None for g in found):
        return
    facts["gradient_mode"] = "inference" if case.random else "training"
    arrays |= {f"cotangent_{i}": c for i, c in cotangents.items()}
    arrays |= {n: np.asarray(tf.convert_to_tensor(g)) for n, g in zip(names, found) if g is not None}


def gradients(case: Case, model, sources: list, cotangents: dict) -> list:
    """By the float ones of the sources, then by the trainable weights."""
    def computed(xs):
        with tf.GradientTape() as tape:
            tape.watch([x for x in xs if is_float(x)])
            made = tree.flatten(model(feed(model, xs), training=not case.random))
            parts = [tf.reduce_sum(made[i] * tf.cast(c, made[i].dtype)) for i, c in cotangents.items()]
            total = parts[0] if len(parts) == 1 else sum(tf.cast(p, made[0].dtype) for p in parts)
        wanted = [x for x in xs if is_float(x)] + [w.value for w in model.weights if w.trainable]
        return tape.gradient(total, wanted)

    return compiled(computed, case.xla)(sources)


def _record_rounding(case, inputs, weights, facts, arrays) -> None:
    """How far each array that Keras computes is from what it computes in float64."""
    model = case.exact()
    model.set_weights(weights)
    exact = {f"output_{i}": a for i, a in enumerate(run(model, inputs, training=False))}
    exact |= {f"training_output_{i}": a for i, a in enumerate(run(model, inputs, training=True))}
    model.set_weights(weights)
    cotangents = {i: arrays[f"cotangent_{i}"] for i in range(len(model.outputs)) if f"cotangent_{i}" in arrays}
    names = [f"grad_input_{i}" for i, a in enumerate(inputs) if is_float(a)]
    names += [f"grad_weight_{i}" for i, w in enumerate(model.weights) if w.trainable]
    found = gradients(case, model, [tf.constant(a) for a in inputs], cotangents)
    exact |= {n: np.asarray(tf.convert_to_tensor(g)) for n, g in zip(names, found)}
    facts["rounding"] = {n: float(f"{np.abs(arrays[n].astype('float64') - a).max():.3g}")
                         for n, a in exact.items() if n in arrays}


def in_type(array: np.ndarray, dtype: str) -> np.ndarray:
    """Rounded to what bfloat16 can hold, where that is the type."""
    return tf.cast(tf.cast(array, "bfloat16"), array.dtype).numpy() if dtype == "bfloat16" else array


def _record_steps(case, model, inputs, outputs, rng, facts, arrays) -> None:
    train = case.train
    model.compile(optimizer=train.optimizer(), loss=train.loss, loss_weights=train.loss_weights,
                  metrics=train.metrics, jit_compile=case.xla, auto_scale_loss=train.auto_scale_loss)
    targets = [np.asarray(train.target(rng, o.shape)).astype(o.dtype) for o in outputs]
    arrays |= {f"target_{i}": t for i, t in enumerate(targets)}
    weighting = None
    if train.sample_weight:
        weighting = rng.uniform(0.2, 2, len(inputs[0])).astype("float32")
        arrays["sample_weight"] = weighting
    written = json.loads(model.to_json())["compile_config"]
    model.run_eagerly = not case.xla  # the same numbers without tracing a graph per case
    target = tree.pack_sequence_as(model._outputs_struct, targets) if len(targets) > 1 else targets[0]
    losses = []
    for _ in range(train.steps):
        model.reset_metrics()
        logs = model.train_on_batch(feed(model, inputs), target, sample_weight=weighting, return_dict=True)
        losses.append(float(logs["loss"]))
    model.run_eagerly = False
    optimizer = written["optimizer"]
    optimizer["config"] = {k: v for k, v in optimizer["config"].items() if v is not None}
    facts["train"] = {"optimizer": optimizer, "loss": written["loss"],
                      "loss_weights": written["loss_weights"], "steps": train.steps, "losses": losses}
    if isinstance(model.optimizer, keras.optimizers.LossScaleOptimizer):
        scaled = model.optimizer
        facts["train"] |= {"scale": float(scaled.dynamic_scale), "finite_steps": int(scaled.step_counter)}
    if not train.auto_scale_loss:
        facts["train"]["auto_scale_loss"] = False
    if train.tolerance:
        facts["train"]["tolerance"] = train.tolerance
    arrays |= {f"after_weight_{i}": w for i, w in enumerate(model.get_weights())}
