"""The table of losses: each row an object of keras.losses, targets and outputs, and the weights and masks to try."""
from dataclasses import dataclass

from quiet_keras import keras

L = keras.losses


@dataclass(frozen=True)
class LossCase:
    loss: type
    y_true: str
    y_pred: str
    config: dict
    weights: tuple = (None, "weights")
    masks: tuple = (None, "mask")


def case(loss, y_true, y_pred, **config) -> LossCase:
    return LossCase(loss, y_true, y_pred, config)


def sequences(loss, y_true, y_pred, weights=(None, "sequence_weights"), masks=(None, "sequence_mask"), **config) -> LossCase:
    return LossCase(loss, y_true, y_pred, config, weights, masks)


def whole(loss, y_true, y_pred, **config) -> LossCase:
    """Of one value for each of two examples."""
    return LossCase(loss, y_true, y_pred, config, (None, "pair_weights"), (None, "pair_mask"))


PLAIN = [case(loss, y, p) for loss, y, p in (
    (L.MeanSquaredError, "reals", "other_reals"), (L.MeanAbsoluteError, "reals", "other_reals"),
    (L.MeanAbsolutePercentageError, "reals", "other_reals"), (L.MeanSquaredLogarithmicError, "positives", "other_positives"),
    (L.LogCosh, "reals", "other_reals"), (L.KLDivergence, "soft", "distribution"), (L.Poisson, "positives", "other_positives"),
    (L.Hinge, "signs", "reals"), (L.Hinge, "binary", "reals"), (L.SquaredHinge, "signs", "reals"), (L.SquaredHinge, "binary", "reals"),
    (L.CategoricalHinge, "onehot", "reals"), (L.Huber, "reals", "other_reals"), (L.CosineSimilarity, "reals", "other_reals"))]

CASES = PLAIN + [
    case(L.Huber, "reals", "other_reals", delta=0.4),
    case(L.MeanSquaredError, "reals", "other_reals", name="mine"),
    case(L.MeanSquaredError, "row", "column"),
    LossCase(L.MeanSquaredError, "column", "other_column", {}, (None, "weights_column"), (None, "nothing")),
    sequences(L.MeanSquaredError, "sequence", "other_sequence"),
    sequences(L.CosineSimilarity, "sequence", "other_sequence", axis=1),
    case(L.BinaryCrossentropy, "binary", "probabilities"), case(L.BinaryCrossentropy, "binary", "reals", from_logits=True),
    case(L.BinaryCrossentropy, "binary", "probabilities", label_smoothing=0.2), case(L.BinaryCrossentropy, "binary_row", "probability_column"),
    sequences(L.BinaryCrossentropy, "sequence_binary", "sequence", axis=1, from_logits=True),
    case(L.BinaryFocalCrossentropy, "binary", "probabilities"), case(L.BinaryFocalCrossentropy, "binary", "reals", from_logits=True),
    case(L.BinaryFocalCrossentropy, "binary", "probabilities", gamma=1.5, alpha=0.3, apply_class_balancing=True, label_smoothing=0.1),
    sequences(L.BinaryFocalCrossentropy, "sequence_binary", "sequence_probabilities", axis=1),
    case(L.CategoricalCrossentropy, "onehot", "distribution"), case(L.CategoricalCrossentropy, "soft", "reals", from_logits=True),
    case(L.CategoricalCrossentropy, "onehot", "distribution", label_smoothing=0.2),
    sequences(L.CategoricalCrossentropy, "sequence_onehot", "sequence_distribution"),
    sequences(L.CategoricalCrossentropy, "sequence_onehot_1", "sequence", axis=1, from_logits=True),
    case(L.CategoricalFocalCrossentropy, "onehot", "distribution"), case(L.CategoricalFocalCrossentropy, "soft", "reals", from_logits=True),
    case(L.CategoricalFocalCrossentropy, "onehot", "distribution", gamma=1.5, alpha=[0.2, 0.3, 0.5], label_smoothing=0.1),
    sequences(L.CategoricalFocalCrossentropy, "sequence_onehot_1", "sequence_probabilities", axis=1),
    case(L.SparseCategoricalCrossentropy, "numbers", "distribution"), case(L.SparseCategoricalCrossentropy, "numbers_column", "reals", from_logits=True),
    case(L.SparseCategoricalCrossentropy, "numbers", "distribution", ignore_class=2),
    case(L.SparseCategoricalCrossentropy, "numbers_column", "reals", from_logits=True, ignore_class=1),
    sequences(L.SparseCategoricalCrossentropy, "sequence_numbers", "sequence", from_logits=True, ignore_class=0),
    case(L.CategoricalGeneralizedCrossEntropy, "numbers", "distribution"), case(L.CategoricalGeneralizedCrossEntropy, "numbers", "distribution", q=0.8),
    sequences(L.CategoricalGeneralizedCrossEntropy, "sequence_numbers", "sequence_distribution"),
    case(L.Dice, "binary", "probabilities"), whole(L.Dice, "regions", "images", axis=(1, 2, 3)),
    whole(L.Tversky, "regions", "images", axis=(1, 2, 3), alpha=0.3, beta=0.6), case(L.Tversky, "binary", "probabilities"),
    case(L.Circle, "pairs", "directions"), case(L.Circle, "pairs", "directions", gamma=4.0, margin=0.3, remove_diagonal=False),
    case(L.Circle, "numbers", "directions", gamma=2.0),
    whole(L.CTC, "labels", "logits"),
]
