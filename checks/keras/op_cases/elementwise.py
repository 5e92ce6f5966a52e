"""Ops of one tensor, element by element: several dtypes and the values where functions break."""
from op_case import array, bools, case, floats, ints

EDGES = array(["-inf", -2.5, -1, -0.5, -0.0, 0, 0.5, 1, 2.5, "inf", "nan"])
REAL_LINE = """Absolute Abs Fabs Arctan Arcsinh Cbrt Ceil Cos Cosh Deg2rad Rad2deg Exp Exp2 Expm1 Floor I0 Isfinite
Isinf
Isnan Isneginf Isposinf Isreal Negative Sign Signbit Sin Sinc Sinh Square Tan Tanh Trunc Round NanToNum Real Conj
Conjugate Copy LogicalNot OnesLike ZerosLike""".split()
HALF_LINE = "Log Log10 Log1p Log2 Sqrt Reciprocal".split()
UNIT_INTERVAL = "Arccos Arcsin Arctanh".split()
ACTIVATIONS = """Relu Relu6 Sigmoid SparseSigmoid Softplus Softsign SoftShrink SparsePlus Silu Squareplus LogSigmoid
LeakyRelu HardSigmoid HardSilu Elu Selu Gelu Celu TanhShrink HardTanh HardShrink""".split()


def on_all_dtypes(op, sample):
    return [case(op, sample), case(op, EDGES), case(op, sample.astype("float64")), case(op, sample.astype("float16")),
            case(op, ints(3)), case(op, ints(2, dtype="int64")), case(op, ints(2, dtype="uint8", low=0)),
            case(op, bools(2))]


CASES = [
    *[row for n in REAL_LINE for row in on_all_dtypes(f"numpy.{n}", floats(2, 3))],
    *[row for n in HALF_LINE for row in on_all_dtypes(f"numpy.{n}", floats(2, 3, low=0, high=4))],
    *[row for n in UNIT_INTERVAL for row in on_all_dtypes(f"numpy.{n}", floats(2, 3, low=-1, high=1))],
    *on_all_dtypes("numpy.Arccosh", floats(2, 3, low=1, high=4)),
    *[case(f"nn.{n}", x) for n in ACTIVATIONS for x in (floats(2, 3), EDGES, floats(2, dtype="float16"))],
    *[case(f"math.{n}", x) for n in ("Erf", "Erfc", "Rsqrt") for x in (floats(2, 3), EDGES, ints(3))],
    case("math.Erfinv", floats(2, 3, low=-0.95, high=0.95)),
    case("numpy.Round", array([-1.5, -0.5, 0.5, 1.5, 2.5, 2.345]), decimals=0),
    case("numpy.Round", array([1.2345, -2.3456, 123.456]), decimals=2),
    case("numpy.Round", array([12345.6, -155.0]), decimals=-1),
    case("numpy.Round", ints(3), decimals=1),
    case("numpy.NanToNum", EDGES, nan=1.0, posinf=9.0, neginf=-9.0),
    case("numpy.BitwiseInvert", ints(4)), case("numpy.BitwiseNot", ints(4)),
    case("numpy.OnesLike", floats(2), dtype="int32"), case("numpy.ZerosLike", ints(2), dtype="float32"),
    case("numpy.FullLike", floats(2, 2), 7), case("numpy.FullLike", ints(2), 2.5),
    case("numpy.FullLike", ints(2), 2.5, dtype="float32"),
    case("nn.LeakyRelu", floats(5), negative_slope=0.1), case("nn.Elu", floats(5), alpha=0.3),
    case("nn.Celu", floats(5), alpha=0.3), case("nn.Gelu", floats(5), approximate=True),
    case("nn.Gelu", floats(5), approximate=False), case("nn.HardShrink", floats(5), threshold=1.0),
    case("nn.SoftShrink", floats(5), threshold=1.0), case("nn.Squareplus", floats(5), b=1),
    case("nn.Threshold", floats(5), threshold=0.3, default_value=-1.0),
    case("nn.Glu", floats(2, 4)), case("nn.Glu", floats(4, 3), axis=0),
    *[case(f"nn.{n}", floats(2, 3, 2), axis=axis) for n in ("Softmax", "LogSoftmax") for axis in (-1, 1, None, (1, 2))],
    case("nn.Softmax", array([[1000.0, 0, -1000]])), case("nn.LogSoftmax", array([[1000.0, 0, -1000]])),
    case("nn.Sparsemax", floats(2, 4)),
    *[case("core.Cast", x, dtype=to) for x in (array([-2.7, -0.5, 0, 0.5, 2.7]), ints(3), bools(3))
      for to in ("float32", "float16", "float64", "int32", "int64", "uint8", "bool")
      if not (to == "uint8" and x.dtype != bool)],
    case("core.Cast", array([0.0, 2.7]), dtype="uint8"),
    case("core.SaturateCast", array([-500.0, 3.6, 500.0]), dtype="uint8"),
    case("core.SaturateCast", array([-1e20, 3.6, 1e20]), dtype="int32"),
    case("core.StopGradient", floats(2)), case("core.ConvertToTensor", floats(2)),
    case("core.ConvertToTensor", ints(2), dtype="float32"),
    *[case("numpy.Clip", x, x_min=lo, x_max=hi) for x, lo, hi in
      [(floats(6), -0.5, 0.7), (ints(6), -1, 2), (ints(6), -1.5, 2.5), (EDGES, -1.0, 1.0), (bools(2), 0, 1)]],
    case("nn.Normalize", floats(2, 3)), case("nn.Normalize", floats(2, 3), axis=0, order=1),
]
