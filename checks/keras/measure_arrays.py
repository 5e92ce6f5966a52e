"""The small arrays that the cases of losses and metrics share, by name."""
import numpy as np

from op_case import array, floats


def _distribution(*shape):
    raw = np.exp(floats(*shape))
    return array((raw / raw.sum(-1, keepdims=True)).round(3))


def _permuted(a, seed):
    return np.random.default_rng(seed).permutation(a.ravel()).reshape(a.shape)


ARRAYS = {
    "reals": floats(4, 3), "other_reals": _permuted(floats(4, 3), 5),
    "column": floats(4, 1), "other_column": _permuted(floats(4, 1), 1), "row": floats(4) * array(0.5),
    "positives": floats(4, 3, low=0.1, high=3.0), "other_positives": _permuted(floats(4, 3, low=0.1, high=3.0), 6),
    "probabilities": floats(4, 3, low=0.02, high=0.98), "distribution": _distribution(4, 3),
    "probability_column": floats(4, 1, low=0.02, high=0.98), "probability_row": floats(4, low=0.02, high=0.98),
    "binary": array([[1, 0, 1], [0, 0, 1], [1, 1, 0], [0, 1, 0]]), "signs": array([[1, -1, 1], [-1, -1, 1], [1, 1, -1], [-1, 1, -1]]),
    "binary_column": array([[1], [0], [0], [1]]), "binary_row": array([1, 0, 0, 1]),
    "onehot": array([[1, 0, 0], [0, 0, 1], [0, 1, 0], [0, 0, 1]]), "soft": array([[.7, .2, .1], [.1, .1, .8], [0, 1, 0], [.2, .3, .5]]),
    "numbers": array([0, 2, 1, 2], "int32"), "numbers_column": array([[0], [2], [1], [2]], "int32"),
    "more_numbers": array([1, 2, 0, 2], "int32"), "integers": array([[1, 2, 3], [4, 5, 6], [1, 1, 0], [2, 2, 2]]),
    "sorted_ids": array([[0, 1, 2], [1, 2, 0], [2, 0, 1], [0, 1, 2]]),
    "other_integers": array([[1, 2, 0], [4, 4, 6], [1, 0, 0], [3, 3, 2]]),
    "sequence": floats(2, 3, 3), "other_sequence": _permuted(floats(2, 3, 3), 7), "sequence_distribution": _distribution(2, 3, 3),
    "sequence_onehot": np.eye(3, dtype="float32")[np.array([[0, 2, 1], [1, 1, 0]])],
    "sequence_onehot_1": np.eye(3, dtype="float32")[np.array([[0, 2, 1], [1, 1, 0]])].swapaxes(1, 2).copy(),
    "sequence_numbers": array([[0, 2, 1], [1, 1, 0]], "int32"), "sequence_binary": array([[[1, 0, 1], [0, 0, 1], [1, 1, 0]], [[0, 1, 0], [1, 0, 0], [0, 0, 1]]]),
    "sequence_probabilities": floats(2, 3, 3, low=0.02, high=0.98),
    "images": floats(2, 2, 3, 1, low=0.05, high=0.95),
    "regions": array([[[[1], [0], [1]], [[0], [0], [1]]], [[[0], [1], [1]], [[0], [1], [0]]]]),
    "directions": array([[.6, .8], [.8, -.6], [0, 1], [.96, .28]]), "pairs": array([0, 1, 0, 1], "int32"),
    "labels": array([[1, 2, 2], [2, 0, 0]], "int32"), "logits": floats(2, 6, 4),
    "weights": array([.5, 2, 0, 1.5]), "weights_column": array([[.5], [2], [0], [1.5]]),
    "whole_weights": array([1, 2, 0, 3]), "pair_weights": array([.5, 2]), "sequence_weights": array([[.5, 2, 1], [0, 1.5, 1]]),
    "element_weights": array([[.5, 2, 1], [0, 1.5, 1], [1, 1, 1], [2, 0, .5]]),
    "mask": np.array([True, False, True, True]), "sequence_mask": np.array([[True, True, False], [True, False, False]]),
    "pair_mask": np.array([True, False]), "nothing": np.array([False] * 4),
}
