"""The case table: one module per family, each a list CASES."""
from . import convolutional, core, merging, models, pooling

FAMILIES = {m.__name__.split(".")[-1]: m.CASES for m in (core, convolutional, pooling, merging, models)}
CASES = [case for cases in FAMILIES.values() for case in cases]

assert len({case.name for case in CASES}) == len(CASES), "two cases share a name"
