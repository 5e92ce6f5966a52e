"""The case table: one module per family, each a list CASES."""
from . import (activations, attention, convolutional, core, images, lamina, masks, merging, mixed, models, normalization, operations,
               optimizers, pooling, recurrent, regularization, reshaping, training, vocabularies)

FAMILIES = {m.__name__.split(".")[-1]: m.CASES for m in (
    core, attention, masks, convolutional, pooling, normalization, regularization, reshaping, activations, merging,
    recurrent, operations, models, training, optimizers, mixed, lamina, vocabularies, images)}
CASES = [case for cases in FAMILIES.values() for case in cases]

assert len({case.name for case in CASES}) == len(CASES), "two cases share a name"
