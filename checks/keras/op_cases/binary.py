"""Ops of two tensors: broadcasting, promotion of every pair of dtypes, Python scalars, comparison."""
from itertools import product

import numpy as np

from op_case import array, bools, case, floats, ints

ARITHMETIC = """Add Subtract Multiply Divide TrueDivide DivideNoNan FloorDivide Mod Fmod Power Maximum Minimum Fmax Fmin
Arctan2 Hypot Logaddexp Logaddexp2 Heaviside Nextafter""".split()
COMPARISON = "Equal NotEqual Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr LogicalXor Isclose".split()
BITWISE = """BitwiseAnd BitwiseOr BitwiseXor BitwiseLeftShift LeftShift BitwiseRightShift RightShift Gcd
Lcm""".split()
DTYPES = "bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64".split()
PAIRS = [tuple(p.split()) for p in
         ("int32 float32", "bool int32", "int32 int32", "int64 float32", "float16 float32", "bool bool", "int32 int64",
          "uint8 int32", "float32 float64")]
SCALARS = [("float32", 2), ("float32", 2.5), ("int32", 2), ("int32", 2.5), ("bool", 1), ("float16", 2.5)]
DIVIDENDS, DIVISORS = array([-7, -6, -1, 0, 1, 6, 7]), array([3, -4, 2, 5, -2, -3, 2])
EDGES = array(["-inf", -1, 0, 0, 2, "inf", "nan", 1]), array([1, "inf", 0, -3, "-inf", "inf", 1, "nan"])


def small(dtype, values=(1, 3, 2)):
    return array(values, dtype)


def on_pairs(op, pairs=PAIRS, scalars=SCALARS):
    return [
        case(op, floats(2, 3), floats(2, 3)[::-1].copy()), case(op, floats(2, 1), floats(1, 3)),
        case(op, floats(2, 2, 2), floats(2)), case(op, *EDGES),
        *[case(op, small(a), small(b, (2, 0 if b == "bool" else 1, 2))) for a, b in pairs],
        *[case(op, small(t), s) for t, s in scalars], case(op, 3.0, floats(2)), case(op, 3, ints(2, low=1)),
    ]


CASES = [
    *[row for n in ARITHMETIC for row in on_pairs(f"numpy.{n}")],
    *[row for n in COMPARISON for row in on_pairs(f"numpy.{n}", PAIRS[:3], SCALARS[:4])],
    *[case("numpy.Add", small(a), small(b)) for a, b in product(DTYPES, DTYPES) if (a, b) not in PAIRS],
    *[case("numpy.Divide", small(t), small(t)) for t in DTYPES],
    *[case("numpy.Multiply", small(t), s) for t in DTYPES for s in (2, 2.5)],
    *[case(f"numpy.{n}", DIVIDENDS.astype(t), DIVISORS.astype(t)) for n in "FloorDivide Mod Fmod".split()
      for t in ("int32", "float32")],
    case("numpy.Power", array([2, 3, -2, 0], "int32"), array([3, 0, 2, 0], "int32")),
    case("numpy.Power", array([-8.0, 2, 0, 0]), array([1 / 3, -1, 0, 2])),
    *[case(f"numpy.{n}", a, b) for n in BITWISE for a, b in
      [(ints(4, low=0), ints(4, low=1, high=4)[::-1].copy()), (ints(3, low=0), ints(3, dtype="int64", low=1, high=4))]],
    case("numpy.Isclose", array([1.0, 1.0, 2.0, np.nan]), array([1.0, 1.00001, 2.1, np.nan])),
    case("numpy.Isclose", array([np.nan]), array([np.nan]), equal_nan=True),
    case("numpy.AllClose", floats(3), floats(3)), case("numpy.Ldexp", floats(3), ints(3)),
    case("numpy.IsIn", ints(4), ints(2)), case("numpy.IsIn", ints(4), ints(2), invert=True),
    *[case("numpy.Where", bools(4), a, b) for a, b in
      [(floats(4), -floats(4)), (floats(4), 0.0), (1, ints(4)), (ints(4), floats(4)), (ints(4), 0.5)]],
    case("numpy.Where", bools(2, 1), floats(1, 3), floats(2, 3)), case("numpy.Where", ints(3, low=0, high=2), 1.0, 2.0),
]
