"""Decompositions, inverses, determinants, equations and norms."""
from op_case import array, case, floats, ints

POSITIVE = array([[4.0, 2, 1], [2, 5, 3], [1, 3, 6]])
PAIR = array([[[2.0, 1], [1, 3]], [[5, -1], [-1, 2]]])
SQUARE = floats(3, 3)
MANY = floats(2, 2, 2)
TALL, WIDE = floats(4, 2), floats(2, 4)
INF = float("inf")

CASES = [
    *[case("linalg.Cholesky", x, upper=u) for x, u in
      [(POSITIVE, False), (POSITIVE, True), (PAIR, False), (POSITIVE.astype("float64"), False)]],
    *[case("linalg.CholeskyInverse", array([[2.0, 0], [1, 3]]) if not u else array([[2.0, 1], [0, 3]]), upper=u)
      for u in (False, True)],
    *[case(op, x) for op in ("linalg.Det", "linalg.Inv", "numpy.Slogdet") for x in
      (SQUARE, MANY, SQUARE.astype("float64"))],
    case("math.Logdet", PAIR), *[case("linalg.Eigh", x) for x in (POSITIVE, PAIR)], case("linalg.LuFactor", SQUARE),
    case("linalg.LuFactor", POSITIVE.astype("float64")),
    *[case("linalg.Qr", x, mode=m) for x in (SQUARE, TALL, WIDE, floats(2, 3, 2)) for m in ("reduced", "complete")],
    *[case("linalg.SVD", x, full_matrices=f) for x in (SQUARE, TALL, WIDE, floats(2, 3, 2)) for f in (True, False)],
    case("linalg.SVD", TALL, compute_uv=False),
    *[case("linalg.Solve", SQUARE, b) for b in (floats(3), floats(3, 2))], case("linalg.Solve", MANY, floats(2, 2)),
    *[case("linalg.SolveTriangular", x, b, lower=low) for x, b, low in
      [(POSITIVE, floats(3), True), (POSITIVE, floats(3, 2), False), (PAIR, floats(2, 2, 1), True)]],
    *[case("linalg.Lstsq", a, b) for a, b in
      [(TALL, floats(4)), (TALL, floats(4, 2)), (WIDE, floats(2)), (array([[1.0, 1], [1, 1], [1, 1]]), floats(3))]],
    case("linalg.Lstsq", TALL, floats(4), rcond=0.9),
    *[case("linalg.Pinv", x) for x in (TALL, WIDE, floats(2, 3, 2), array([[1.0, 2], [2, 4]]))],
    case("linalg.Pinv", TALL, rcond=0.9),
    *[case("linalg.MatrixRank", x) for x in (TALL, array([[1.0, 2], [2, 4]]), MANY)],
    case("linalg.MatrixRank", TALL, tol=2.5),
    *[case("linalg.Norm", x, **{} if o is None else {"ord": o}, axis=a, keepdims=k) for x, o, a, k in
      [(SQUARE, None, None, False), (SQUARE, None, 1, True), (floats(4), 3, None, False), (SQUARE, 0, 0, False),
       (SQUARE, 1, 1, False), (SQUARE, 2.5, -1, False), (MANY, "fro", [1, 2], False), (MANY, "nuc", [1, 2], False),
       (MANY, 1, [0, 2], False), (MANY, -1, [2, 0], True), (MANY, 2, [1, 2], True), (MANY, -2, [2, 1], False),
       (floats(2, 3, 4), 2, [0, 2], True)]],
    case("linalg.Norm", ints(2, 3)), case("linalg.Norm", floats(2, 2, dtype="float16"), axis=1),
]
