"""Ops that reduce, accumulate or order along axes."""
from op_case import array, bools, case, floats, ints

SUMS = "Sum Mean Max Min Amax Amin Prod Std Var All Any Median Ptp".split()
ARGS = "Argmax Argmin".split()
NANS = "Nansum Nanmean Nanmax Nanmin Nanprod Nanstd Nanvar Nanmedian Nanargmax Nanargmin".split()
X = floats(2, 3, 2)
HOLES = array([[1.0, "nan", 3.0], [-2.0, 5.0, 0.5]])


def axes(op, x, several=True):
    rows = [case(op, x), case(op, x, axis=-1), case(op, x, axis=0, keepdims=True)]
    return rows + ([case(op, x, axis=[0, 2]), case(op, x, axis=[-1, 1], keepdims=True)] if several else [])


CASES = [
    *[row for n in SUMS for row in axes(f"numpy.{n}", X)],
    *[case(f"numpy.{n}", x, axis=-1) for n in SUMS for x in
      (ints(2, 3), ints(3, dtype="uint8", low=0), bools(2, 3),
       floats(2, 2, dtype="float16"), floats(3, dtype="float64"),
       array([1.0, float("nan"), float("inf")]))],
    *[row for n in ARGS for row in axes(f"numpy.{n}", X, several=False)],
    *[case(f"numpy.{n}", array([3, 1, 3, 1], "int32")) for n in ARGS],
    *[case(f"numpy.{n}", HOLES, axis=axis) for n in NANS for axis in (None, 1)],
    case("numpy.Max", X, axis=1, initial=0.5), case("numpy.Min", X, axis=1, initial=-0.5),
    case("numpy.Prod", ints(3), dtype="float32"), case("numpy.Mean", array(5.0)),
    case("numpy.Sum", ints(2, 3), axis=[]),
    case("numpy.CountNonzero", ints(2, 4)), case("numpy.CountNonzero", ints(2, 4), axis=1),
    case("numpy.Average", floats(2, 3)), case("numpy.Average", floats(2, 3), axis=1),
    case("numpy.Average", floats(2, 3), array([1.0, 2.0, 3.0]), axis=1),
    *[case(f"numpy.{n}", x, axis=axis) for n in ("Cumsum", "Cumprod") for x in (floats(2, 3), ints(2, 3), bools(2, 3))
      for axis in (None, 1)],
    case("numpy.Cumsum", ints(3), dtype="float32"),
    case("numpy.Nancumsum", HOLES, axis=1), case("numpy.Nancumprod", HOLES, axis=1),
    *[case(f"numpy.{n}", x, axis=axis) for n in ("Sort", "Argsort") for x in (floats(2, 3), ints(6))
      for axis in (-1, 0)],
    *[case("numpy.Quantile", floats(2, 5), q, axis=axis, method=how) for q, axis, how in
      [(0.3, 1, "linear"), (0.5, None, "linear"), (0.3, 1, "nearest"), (0.3, 1, "lower"), (0.3, 1, "higher")]],
    case("numpy.Percentile", floats(2, 5), 30.0, axis=1),
    case("numpy.Diff", floats(2, 4)), case("numpy.Diff", floats(2, 4), n=2), case("numpy.Diff", floats(3, 2), axis=0),
    case("numpy.Trapezoid", floats(2, 4)), case("numpy.Trapezoid", floats(2, 4), dx=0.5, axis=0),
    case("numpy.Bincount", ints(6, low=0, high=4)), case("numpy.Bincount", ints(6, low=0, high=4), minlength=8),
    case("numpy.Digitize", floats(4), array([-1.0, 0.0, 1.0])), case("numpy.Corrcoef", floats(2, 4)),
    case("numpy.SearchSorted", array([-1.0, 0.0, 1.0]), floats(4)),
    case("numpy.SearchSorted", array([-1, 0, 1], "int32"), ints(4), side="right"),
    *[row for x in (X, array([[1000.0, 1000.0], ["-inf", "-inf"]])) for row in axes("math.Logsumexp", x, x is X)],
    *[case(f"math.{n}", floats(4, 2), array([0, 2, 0, 1], "int32"), num_segments=3) for n in
      ("SegmentSum", "SegmentMax", "SegmentMin", "SegmentProd")],
    case("math.TopK", floats(2, 5), k=2), case("math.TopK", ints(5), k=3, sorted=False),
    case("math.TopK", floats(4), k=1),
    case("math.InTopK", array([1, 2], "int32"), floats(2, 4), k=2),
    case("nn.Moments", X, axes=[0, 1]), case("nn.Moments", X, axes=[1], keepdims=True),
    case("nn.Moments", floats(3, dtype="float16"), axes=[0]),
]
