"""Products, convolutions, pooling, normalisation and losses as ops."""
from itertools import product

from op_case import array, bools, case, floats, ints

IMAGE, KERNEL = floats(1, 5, 4, 2), floats(3, 2, 2, 3)
PROBABILITIES, CLASSES = array([[0.2, 0.5, 0.3], [0.0, 0.9, 0.1]]), array([[0, 1, 0], [1, 0, 0]])

CASES = [
    *[case("numpy.Matmul", floats(*a), floats(*b)) for a, b in
      [((2, 3), (3, 2)), ((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 2, 3), (3, 2)), ((2, 1, 2, 3), (3, 3, 2))]],
    *[case("numpy.Matmul", a, b) for a, b in
      [(ints(2, 2), ints(2, 2)), (ints(2, 2), floats(2, 2)), (bools(2, 2), ints(2, 2)),
       (floats(2, 2, dtype="float16"), floats(2, 2))]],
    *[case("numpy.Dot", floats(*a), floats(*b)) for a, b in [((3,), (3,)), ((2, 3), (3, 2)), ((2, 2, 3), (3, 2))]],
    case("numpy.Dot", floats(2), 2.0), case("numpy.Inner", floats(2, 3), floats(2, 3)),
    case("numpy.Outer", floats(2), floats(3)), case("numpy.Vdot", floats(3), -floats(3)),
    case("numpy.Kron", floats(2, 2), floats(1, 2)), case("numpy.Cross", floats(2, 3), -floats(2, 3)),
    *[case("numpy.Tensordot", floats(2, 3, 2), floats(2, 3), axes=axes) for axes in ([[0, 1], [0, 1]], [[2], [0]])],
    case("numpy.Tensordot", floats(2, 3), floats(3, 2), axes=1), case("numpy.Tensordot", floats(2), floats(3), axes=0),
    *[case("numpy.Einsum", *xs, subscripts=s) for s, xs in
      [("ij,jk->ik", (floats(2, 3), floats(3, 2))), ("bij,bjk->bik", (floats(2, 2, 3), floats(2, 3, 2))),
       ("i,j->ij", (floats(2), floats(3))), ("ij->ji", (floats(2, 3),)), ("ij->", (floats(2, 3),)),
       ("ij,ij->i", (floats(2, 3), floats(2, 3))), ("...j,jk->...k", (floats(2, 2, 3), floats(3, 2))),
       ("ii->i", (floats(3, 3),)), ("ij,jk", (ints(2, 2), ints(2, 2)))]],
    case("numpy.Correlate", floats(5), floats(3)), case("numpy.Correlate", floats(5), floats(3), mode="same"),
    *[case("nn.Conv", IMAGE, KERNEL, strides=s, padding=p) for s, p in product((1, 2), ("valid", "same"))],
    case("nn.Conv", IMAGE, floats(2, 2, 2, 1), dilation_rate=2), case("nn.Conv", floats(1, 6, 2), floats(3, 2, 2)),
    case("nn.Conv", floats(1, 6, 2), floats(3, 2, 2), padding="same", strides=2),
    *[case("nn.DepthwiseConv", IMAGE, floats(2, 3, 2, 2), strides=s, padding=p)
      for s, p in product((1, 2), ("valid", "same"))],
    case("nn.SeparableConv", IMAGE, floats(2, 2, 2, 2), floats(1, 1, 4, 3), padding="same"),
    *[case(f"nn.{n}", floats(1, 5, 4, 2), pool_size=2, strides=s, padding=p)
      for n in ("MaxPool", "AveragePool") for s, p in product((None, 1), ("valid", "same"))],
    *[case(f"nn.{n}", floats(1, 6, 2), pool_size=3, strides=2, padding="same") for n in ("MaxPool", "AveragePool")],
    *[case(f"nn.{n}", floats(1, 5, 4, 2), output_size=2) for n in ("AdaptiveMaxPool", "AdaptiveAveragePool")],
    case("nn.BatchNorm", floats(2, 3), floats(3), floats(3, low=0.5, high=2), axis=-1),
    case("nn.BatchNorm", floats(2, 3), floats(3), floats(3, low=0.5, high=2), -floats(3), floats(3) + 1, axis=-1,
         epsilon=0.01),
    case("nn.LayerNorm", floats(2, 3), floats(3), -floats(3)), case("nn.LayerNorm", floats(2, 3), epsilon=0.01),
    case("nn.RMSNorm", floats(2, 3), floats(3)), case("nn.RMSNorm", floats(2, 3)),
    case("nn.DotProductAttention", floats(1, 3, 2, 4), floats(1, 2, 2, 4), -floats(1, 2, 2, 4)),
    *[case("nn.BinaryCrossentropy", array([0.0, 1.0, 0.3]), x, from_logits=logits)
      for x, logits in [(array([0.2, 1.0, 0.6]), False), (array([-3.0, 40.0, 0.5]), True)]],
    *[case("nn.CategoricalCrossentropy", CLASSES, x, from_logits=logits)
      for x, logits in [(PROBABILITIES, False), (PROBABILITIES * 9, True)]],
    *[case("nn.SparseCategoricalCrossentropy", array([1, 0], "int32"), x, from_logits=logits)
      for x, logits in [(PROBABILITIES, False), (PROBABILITIES * 9, True)]],
    case("nn.PSNR", floats(2, 3), -floats(2, 3), max_val=2.0), case("math.CDist", floats(2, 3), floats(3, 3)),
    case("math.ExtractSequences", floats(6), sequence_length=3, sequence_stride=2),
    case("math.Logdet", array([[2.0, 1], [1, 3]])),
]
