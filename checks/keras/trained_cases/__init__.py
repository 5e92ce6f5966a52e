"""The models of trained.py, each a function that makes one, compiled."""
from trained_cases import convolutional, custom, graphs, measures, mixed, optimizers, sequences

CASES = [case for module in (graphs, convolutional, sequences, measures, custom, optimizers, mixed) for case in module.CASES]
