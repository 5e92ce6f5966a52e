"""The table of metrics: each row an object of keras.metrics, targets and outputs, and the weights and masks to try."""
from dataclasses import dataclass

from quiet_keras import keras

M = keras.metrics


@dataclass(frozen=True)
class MetricCase:
    metric: type
    y_true: str
    y_pred: str
    config: dict
    weights: tuple = (None, "weights")
    masks: tuple = (None, "mask")


def case(metric, y_true, y_pred, **config) -> MetricCase:
    return MetricCase(metric, y_true, y_pred, config)


def sequences(metric, y_true, y_pred, **config) -> MetricCase:
    return MetricCase(metric, y_true, y_pred, config, (None, "sequence_weights"), (None, "sequence_mask"))


def weighted(metric, y_true, y_pred, weights, **config) -> MetricCase:
    return MetricCase(metric, y_true, y_pred, config, (None, weights), (None,))


MEANS = [case(metric, y, p) for metric, y, p in (
    (M.MeanSquaredError, "reals", "other_reals"), (M.RootMeanSquaredError, "reals", "other_reals"),
    (M.MeanAbsoluteError, "reals", "other_reals"), (M.MeanAbsolutePercentageError, "reals", "other_reals"),
    (M.MeanSquaredLogarithmicError, "positives", "other_positives"), (M.LogCoshError, "reals", "other_reals"),
    (M.KLDivergence, "soft", "distribution"), (M.Poisson, "positives", "other_positives"), (M.Hinge, "signs", "reals"),
    (M.SquaredHinge, "binary", "reals"), (M.CategoricalHinge, "onehot", "reals"), (M.CosineSimilarity, "reals", "other_reals"),
    (M.PearsonCorrelation, "reals", "other_reals"), (M.ConcordanceCorrelation, "reals", "other_reals"),
    (M.Accuracy, "integers", "other_integers"), (M.BinaryAccuracy, "binary", "probabilities"),
    (M.CategoricalAccuracy, "onehot", "distribution"), (M.SparseCategoricalAccuracy, "numbers", "distribution"),
    (M.SparseCategoricalAccuracy, "numbers_column", "distribution"), (M.BinaryCrossentropy, "binary", "probabilities"),
    (M.CategoricalCrossentropy, "onehot", "distribution"), (M.SparseCategoricalCrossentropy, "numbers", "distribution"))]

MEANS += [
    case(M.MeanSquaredError, "reals", "other_reals", name="mine"), sequences(M.MeanSquaredError, "sequence", "other_sequence"),
    sequences(M.RootMeanSquaredError, "sequence", "other_sequence"), sequences(M.CosineSimilarity, "sequence", "other_sequence", axis=1),
    weighted(M.MeanSquaredError, "column", "other_column", "weights_column"), weighted(M.RootMeanSquaredError, "reals", "other_reals", "element_weights"),
    sequences(M.PearsonCorrelation, "sequence", "other_sequence", axis=1), sequences(M.ConcordanceCorrelation, "sequence", "other_sequence", axis=1),
    case(M.BinaryAccuracy, "binary", "probabilities", threshold=0.3), sequences(M.BinaryAccuracy, "sequence_binary", "sequence_probabilities"),
    weighted(M.BinaryAccuracy, "binary", "probabilities", "element_weights"), sequences(M.CategoricalAccuracy, "sequence_onehot", "sequence"),
    sequences(M.SparseCategoricalAccuracy, "sequence_numbers", "sequence"),
    case(M.TopKCategoricalAccuracy, "onehot", "reals", k=2), sequences(M.TopKCategoricalAccuracy, "sequence_onehot", "sequence", k=2),
    case(M.SparseTopKCategoricalAccuracy, "numbers", "reals", k=2), sequences(M.SparseTopKCategoricalAccuracy, "sequence_numbers", "sequence", k=2),
    case(M.SparseTopKCategoricalAccuracy, "numbers", "sorted_ids", k=2, from_sorted_ids=True), case(M.TopKCategoricalAccuracy, "onehot", "reals"),
    case(M.BinaryCrossentropy, "binary", "reals", from_logits=True), case(M.BinaryCrossentropy, "binary", "probabilities", label_smoothing=0.2),
    case(M.CategoricalCrossentropy, "soft", "reals", from_logits=True, label_smoothing=0.1),
    sequences(M.CategoricalCrossentropy, "sequence_onehot_1", "sequence", axis=1, from_logits=True),
    case(M.SparseCategoricalCrossentropy, "numbers", "reals", from_logits=True, ignore_class=2),
    sequences(M.SparseCategoricalCrossentropy, "sequence_numbers", "sequence_distribution", ignore_class=0),
    weighted(M.Mean, "reals", "reals", "weights"), weighted(M.Sum, "reals", "reals", "weights"), weighted(M.Sum, "sequence", "sequence", "sequence_weights"),
    case(M.MeanMetricWrapper, "reals", "other_reals", fn=keras.losses.huber), case(M.MeanMetricWrapper, "binary", "probabilities", fn=M.binary_accuracy),
    case(M.MeanMetricWrapper, "reals", "other_reals", fn=M.log_cosh), sequences(M.MeanMetricWrapper, "sequence", "other_sequence", fn=M.huber),
    case(M.MeanMetricWrapper, "binary", "probabilities", fn=M.binary_focal_crossentropy),
    case(M.MeanMetricWrapper, "onehot", "distribution", fn=M.categorical_focal_crossentropy),
]

COUNTS = [row for metric in (M.TruePositives, M.TrueNegatives, M.FalsePositives, M.FalseNegatives) for row in (
    case(metric, "binary", "probabilities"), case(metric, "binary", "probabilities", thresholds=[0.2, 0.6]))]
COUNTS += [case(M.TruePositives, "binary", "probabilities", thresholds=[0.0, 0.5, 1.0]), case(M.FalsePositives, "binary_row", "probability_column", thresholds=0.3),
           weighted(M.TrueNegatives, "binary", "probabilities", "element_weights"), sequences(M.FalseNegatives, "sequence_binary", "sequence_probabilities")]

RATES = [row for metric in (M.Precision, M.Recall) for row in (
    case(metric, "binary", "probabilities"), case(metric, "binary", "probabilities", thresholds=[0.2, 0.6]), case(metric, "binary", "probabilities", top_k=2),
    case(metric, "binary", "probabilities", class_id=1), case(metric, "binary", "probabilities", top_k=2, class_id=1, thresholds=0.4),
    case(metric, "binary_row", "probability_row"), sequences(metric, "sequence_binary", "sequence_probabilities"))]
RATES += [case(metric, "binary", "probabilities", num_thresholds=count, class_id=class_id, **value) for metric, value in (
    (M.SensitivityAtSpecificity, {"specificity": 0.6}), (M.SpecificityAtSensitivity, {"sensitivity": 0.5}), (M.PrecisionAtRecall, {"recall": 0.5}),
    (M.RecallAtPrecision, {"precision": 0.6})) for count, class_id in ((200, None), (1, None), (10, 2))]

AREAS = [case(M.AUC, "binary", "probabilities", curve=curve, summation_method=method, num_thresholds=12)
         for curve in ("ROC", "PR", "PRGAIN") for method in ("interpolation", "majoring", "minoring")]
AREAS += [
    case(M.AUC, "binary", "probabilities"), case(M.AUC, "binary", "reals", from_logits=True), case(M.AUC, "binary", "probabilities", thresholds=[0.2, 0.7]),
    case(M.AUC, "binary", "probabilities", thresholds=[0.5]), case(M.AUC, "binary_row", "probability_column"),
    case(M.AUC, "binary", "probabilities", label_weights=[0.5, 2.0, 1.0]), case(M.AUC, "binary", "probabilities", multi_label=True),
    case(M.AUC, "binary", "probabilities", multi_label=True, num_labels=3, label_weights=[0.5, 2.0, 1.0], num_thresholds=20),
    case(M.AUC, "binary", "probabilities", multi_label=True, curve="PR"), case(M.AUC, "binary", "probabilities", multi_label=True, thresholds=[0.2, 0.7]),
]

REGIONS = [
    weighted(M.IoU, "numbers", "more_numbers", "whole_weights", num_classes=3, target_class_ids=[0, 2]),
    weighted(M.IoU, "numbers", "more_numbers", "weights", num_classes=3, target_class_ids=[1], dtype="float32"),
    weighted(M.IoU, "numbers", "more_numbers", "weights", num_classes=4, target_class_ids=[3, 1]),
    weighted(M.IoU, "onehot", "distribution", "whole_weights", num_classes=3, target_class_ids=[1], sparse_y_true=False, sparse_y_pred=False, ignore_class=2),
    weighted(M.BinaryIoU, "binary", "probabilities", "element_weights"), weighted(M.BinaryIoU, "binary", "probabilities", "element_weights", threshold=0.3, target_class_ids=[1]),
    weighted(M.MeanIoU, "numbers", "more_numbers", "whole_weights", num_classes=3), weighted(M.MeanIoU, "integers", "other_integers", "element_weights", num_classes=4, ignore_class=1),
    weighted(M.MeanIoU, "sequence_onehot", "sequence", "sequence_weights", num_classes=3, sparse_y_true=False, sparse_y_pred=False, axis=-1),
    weighted(M.OneHotIoU, "onehot", "distribution", "whole_weights", num_classes=3, target_class_ids=[0, 2]),
    weighted(M.OneHotIoU, "onehot", "more_numbers", "whole_weights", num_classes=3, target_class_ids=[0, 2], sparse_y_pred=True),
    weighted(M.OneHotMeanIoU, "onehot", "distribution", "whole_weights", num_classes=3, ignore_class=0),
]

SCORES = [case(M.FBetaScore, "binary", "probabilities", beta=2.0, average=average, threshold=threshold)
          for average in (None, "micro", "macro", "weighted") for threshold in (None, 0.4)]
SCORES += [case(M.F1Score, "onehot", "distribution"), case(M.F1Score, "onehot", "distribution", average="macro"), case(M.F1Score, "binary", "probabilities", threshold=0.5)]
SCORES += [case(M.R2Score, "reals", "other_reals", class_aggregation=a) for a in (None, "uniform_average", "variance_weighted_average")]
SCORES += [case(M.R2Score, "reals", "other_reals", num_regressors=2), case(M.R2Score, "column", "other_column"), case(M.R2Score, "column", "other_column", num_regressors=3)]

CASES = MEANS + COUNTS + RATES + AREAS + REGIONS + SCORES
