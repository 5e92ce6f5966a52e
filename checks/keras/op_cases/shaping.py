"""Ops that move, cut, join, index and create elements."""
from op_case import array, bools, case, floats, ints, OpCase

X = floats(2, 3, 2)
V = ints(6)


def getitem(x, *key):
    return case("numpy.GetItem", x, key if len(key) > 1 else key[0])


CASES = [
    *[case("numpy.Reshape", x, newshape=shape) for x, shape in
      [(X, (3, 4)), (X, (-1,)), (X, (2, -1, 1)), (V, (2, 3)), (bools(4), (2, 2)), (floats(1), ())]],
    case("numpy.Transpose", X), case("numpy.Transpose", X, axes=(1, 0, 2)), case("numpy.Transpose", V),
    case("numpy.Swapaxes", X, axis1=0, axis2=-1), case("numpy.Moveaxis", X, source=0, destination=-1),
    case("numpy.Moveaxis", X, source=[0, 1], destination=[2, 0]), case("numpy.Ravel", X),
    *[case("numpy.ExpandDims", floats(2, 3), axis=a) for a in (0, 1, -1, (0, 2))],
    *[case("numpy.Squeeze", floats(1, 3, 1), axis=a) for a in (None, 0, -1, (0, 2))],
    case("numpy.BroadcastTo", floats(3, 1), shape=(2, 3, 2)),
    case("numpy.Concatenate", [floats(2, 1), floats(2, 3)], axis=1), case("numpy.Concatenate", [V, V, V]),
    case("numpy.Concatenate", [ints(2), floats(2)]), case("numpy.Concatenate", [bools(2), ints(2)], axis=-1),
    case("numpy.Stack", [floats(3), -floats(3)]), case("numpy.Stack", [X, X], axis=-1),
    case("numpy.Stack", [ints(2), floats(2)], axis=1),
    *[case(f"numpy.{n}", [floats(2, 2), -floats(2, 2)]) for n in ("Hstack", "Vstack", "Dstack")],
    case("numpy.Append", floats(2), floats(3)), case("numpy.Append", floats(2, 2), floats(2, 1), axis=1),
    *[case("numpy.Split", floats(4, 6), indices_or_sections=s, axis=a) for s, a in
      [(2, 0), (3, 1), ([1, 4], 1), ([1, 2], -1)]],
    case("numpy.ArraySplit", floats(5), indices_or_sections=2),
    case("numpy.Hsplit", floats(2, 4), indices_or_sections=2),
    case("numpy.Vsplit", floats(4, 2), indices_or_sections=2),
    case("numpy.Dsplit", floats(2, 2, 4), indices_or_sections=2),
    case("core.Unstack", floats(2, 3)), case("core.Unstack", floats(2, 3), num=3, axis=1),
    *[case("numpy.Repeat", floats(2, 2), repeats=r, axis=a) for r, a in [(2, None), (3, 1), ([1, 2], 0)]],
    *[case("numpy.Tile", floats(2, 2), repeats=r) for r in (2, (2, 1), (2, 1, 3))],
    *[case("numpy.Pad", floats(2, 2), *fill, pad_width=w, mode=m) for w, m, fill in
      [(((1, 0), (0, 2)), "constant", ()), (((1, 1), (0, 0)), "constant", (5.0,)), (((1, 1), (1, 0)), "reflect", ()),
       (((1, 1), (2, 0)), "symmetric", ())]],
    *[case("numpy.Flip", floats(2, 3), axis=a) for a in (None, 0, (0, 1))], case("numpy.Fliplr", floats(2, 3)),
    case("numpy.Flipud", floats(2, 3)), case("numpy.Rot90", floats(2, 3)), case("numpy.Rot90", floats(2, 3), k=3),
    *[case("numpy.Roll", floats(2, 3), shift=s, axis=a) for s, a in [(1, None), (-1, 1), ([1, 2], [0, 1])]],
    *[case("numpy.Take", floats(3, 2), i, axis=a) for i, a in
      [(array([2, 0, 2], "int32"), 0), (array([[1, 0]], "int64"), 1), (array([5, -1], "int32"), None), (1, 0),
       (array([-1], "int32"), 0)]],
    case("numpy.TakeAlongAxis", floats(2, 3), array([[2], [0]], "int32"), axis=1),
    case("numpy.TakeAlongAxis", floats(2, 3), array([4, 1], "int32")),
    getitem(X, 1), getitem(X, -1), getitem(X, slice(None), 1), getitem(X, slice(0, 1)), getitem(X, Ellipsis, 0),
    getitem(X, slice(None), slice(None, None, 2)), getitem(X, slice(None), slice(None, None, -1)),
    getitem(X, None, Ellipsis), getitem(X, slice(None), None, slice(1, None)), getitem(V, slice(-3, -1)),
    case("core.Slice", X, (0, 1, 0), shape=(2, 2, 1)), case("core.SliceUpdate", V, (2,), array([9, 8], "int32")),
    case("core.Scatter", array([[0], [2], [0]], "int32"), floats(3), shape=(4,)),
    case("core.ScatterUpdate", floats(4), array([[1], [3]], "int32"), array([9.0, 8.0])),
    case("numpy.Tril", floats(3, 3)), case("numpy.Tril", floats(2, 3), k=-1), case("numpy.Triu", floats(3, 3), k=1),
    case("numpy.Diag", floats(3)), case("numpy.Diag", floats(3, 3), k=1),
    case("numpy.Diagonal", floats(3, 3), offset=-1),
    case("numpy.Diagflat", floats(2, 2)), case("numpy.Trace", floats(3, 3)), case("numpy.Vander", floats(3), N=2),
    case("numpy.Meshgrid", floats(2), floats(3)), case("numpy.Meshgrid", floats(2), floats(3), indexing="ij"),
    case("numpy.Arange", 5), case("numpy.Arange", 1, 4), case("numpy.Arange", 0.0, 1.0, 0.25),
    case("numpy.Arange", 3, dtype="float32"), case("numpy.Linspace", 0.0, 1.0, num=5),
    case("numpy.Linspace", 0, 4, num=4, endpoint=False), case("numpy.Logspace", 0.0, 2.0, num=3),
    case("numpy.Geomspace", 1.0, 100.0, num=3), case("numpy.Full", 3, shape=(2, 2)),
    case("numpy.Full", 0.5, shape=(2,), dtype="float32"), case("numpy.Array", floats(2)), case("numpy.Size", X),
    case("numpy.Ndim", X), case("numpy.Nonzero", ints(4, low=0, high=2)),
    case("numpy.UnravelIndex", V % 6, shape=(2, 3)),
    case("numpy.Select", [bools(3), ~bools(3)], [floats(3), -floats(3)], 0.0),
    *[case("nn.OneHot", i, num_classes=4, axis=a) for i, a in
      [(ints(3, low=0, high=4), -1), (ints(2, 2, low=0, high=4), 0), (ints(2, 2, low=0, high=4), 1)]],
    case("nn.OneHot", array([-1, 1, 9], "int32"), num_classes=3),
    case("nn.OneHot", V % 3, num_classes=3, dtype="int32"),
    case("nn.OneHot", V % 3, num_classes=3, dtype="bool"),
    case("nn.OneHot", ints(2, dtype="int64", low=0, high=2), num_classes=2),
    case("nn.MultiHot", array([[0, 2], [1, 1]], "int32"), num_classes=3),
    case("nn.DepthToSpace", floats(1, 2, 2, 4), block_size=2),
    case("nn.SpaceToDepth", floats(1, 4, 2, 1), block_size=2),
    OpCase("numpy.Where", (bools(4),)),
]
