"""Fourier transforms, correlations, and ops that count and list."""
from op_case import array, bools, case, floats, ints

REAL, IMAGINARY = floats(2, 6), -floats(2, 6)
HALF = (floats(2, 4), floats(2, 4)[::-1].copy())
LONG = floats(2, 20)
FRAMES = (floats(1, 7, 5), -floats(1, 7, 5))
HOLES = array([["nan", 1.5, -2.0, 7.0], [3.0, "nan", "nan", "nan"], [4.0, -1.0, 2.5, 0.5]])
TIMES = dict(sequence_length=6, sequence_stride=3, fft_length=8)

CASES = [
    *[case("math.FFT", (x, y)) for x, y in
      [(REAL, IMAGINARY), (floats(5), floats(5)), (REAL.astype("float64"), IMAGINARY.astype("float64"))]],
    *[case(f"math.{n}", (floats(*s), -floats(*s))) for n in ("FFT2", "IFFT2") for s in ((3, 4), (2, 2, 3))],
    *[case("math.RFFT", x, fft_length=n) for x, n in
      [(REAL, None), (floats(2, 5), None), (REAL, 8), (REAL, 3), (REAL.astype("float64"), None)]],
    *[case("math.IRFFT", HALF, fft_length=n) for n in (None, 5, 4, 10)],
    *[case("math.STFT", LONG, window=w, center=c, **TIMES) for w, c in
      [("hann", True), ("hamming", False), (None, True)]],
    case("math.STFT", floats(12), sequence_length=5, sequence_stride=2, fft_length=5),
    *[case("math.ISTFT", FRAMES, window=w, center=c, length=n, **TIMES) for w, c, n in
      [("hann", True, None), ("hamming", False, None), (None, True, 15), ("hann", True, 12)]],
    *[case("numpy.Correlate", floats(n), floats(m), mode=mode) for n, m in ((6, 3), (5, 4)) for mode in
      ("valid", "same", "full")],
    case("numpy.Correlate", ints(6), ints(2)), case("numpy.Corrcoef", floats(3, 5)),
    *[case(f"numpy.{n}", HOLES, axis=axis, keepdims=k) for n in ("Nanmedian",) for axis, k in
      [(1, False), (0, True), (None, False)]],
    *[case("numpy.Nanquantile", HOLES, 0.3, axis=axis, keepdims=k) for axis, k in
      [(1, False), (0, True), (None, False), ([0, 1], False)]],
    case("numpy.Nanpercentile", HOLES, 70.0, axis=1),
    case("numpy.Bincount", ints(2, 4, low=0, high=3)), case("numpy.Bincount", ints(4, low=0, high=3), weights=[1.5, 2.0, -1.0, 0.5]),
    *[case("numpy.Nonzero", x) for x in (ints(2, 3, low=0, high=2), floats(3), bools(2, 2, 2))],
    *[case("numpy.Unique", x, **c) for x, c in
      [(ints(8, low=0, high=4), {}), (floats(4), {}), (ints(2, 3, low=0, high=3), {}), (ints(6, low=0, high=3), {"sorted": False}),
       (ints(6, low=0, high=3), {"return_index": True, "return_inverse": True, "return_counts": True}),
       (ints(2, 4, low=0, high=3), {"return_inverse": True}),
       (array([[1, 2], [0, 3], [1, 2], [0, 1]], "int32"), {"axis": 0, "return_counts": True, "return_inverse": True}),
       (array([[1, 0, 1], [2, 3, 2]], "int32"), {"axis": 1, "return_index": True}),
       (ints(6, low=0, high=3), {"size": 5, "fill_value": 9, "return_counts": True}), (ints(6, low=0, high=5), {"size": 2})]],
    *[case("numpy.View", x, dtype=d) for x, d in
      [(floats(2, 3), "int32"), (ints(2, 4), "uint8"), (floats(4), None), (ints(2, dtype="int64"), "float32"),
       (floats(2, 2, dtype="float16"), "float32"), (ints(8, dtype="uint8", low=0), "int32")]],
    *[case(f"numpy.{n}", x) for n in ("Angle", "Imag") for x in (floats(3), ints(3), floats(2, dtype="float16"))],
    case("numpy.UnravelIndex", ints(5, dtype="int64", low=0, high=24), shape=(2, 3, 4)),
    *[case(f"numpy.{n}", floats(2), floats(2) + 3, num=num, endpoint=e, axis=a) for n in ("Linspace", "Logspace") for
      num, e, a in [(3, True, 0), (4, False, -1), (1, True, 0)]],
    case("numpy.Geomspace", array([1.0, -2.0]), array([8.0, -32.0]), num=4), case("numpy.Logspace", floats(2), 2.0, base=2, num=3),
    case("numpy.Linspace", ints(2), ints(2, dtype="int64"), num=3), case("numpy.Linspace", floats(2), 3.0, num=3, dtype="int32"),
    case("numpy.Full", floats(), shape=(2, 2)), case("numpy.Full", floats(2), shape=(3, 2)),
]
