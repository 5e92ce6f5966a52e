"""Windows, normalizations, attention and losses as ops."""
from itertools import product

from op_case import array, bools, case, floats, ints

X = floats(2, 3, 4)
HEADS = floats(1, 3, 4, 2)
STEPS = floats(2, 5, 4)
LENGTHS = array([5, 4], "int32")

CASES = [
    *[case(f"nn.{n}", floats(*shape), block_size=2, data_format=f) for n, shape, f in
      [("DepthToSpace", (1, 2, 3, 8), "channels_last"), ("DepthToSpace", (1, 8, 2, 1), "channels_first"),
       ("SpaceToDepth", (1, 4, 6, 2), "channels_last"), ("SpaceToDepth", (1, 2, 4, 2), "channels_first")]],
    *[case("nn.Unfold", floats(2, 2, 5, 4), kernel_size=k, dilation=d, padding=p, stride=s) for k, d, p, s in
      [(2, 1, 0, 1), ((3, 2), 1, 1, 2), (2, 2, (1, 0), (1, 2))]],
    *[case("nn.Fold", floats(*shape), output_size=o, kernel_size=k, dilation=d, padding=p, stride=s)
      for shape, o, k, d, p, s in [((2, 4, 4), (4, 4), 2, 1, 0, 2), ((1, 8, 12), (4, 5), 2, 1, 0, 1),
                                   ((1, 4, 6), (3, 4), 2, 2, (1, 0), 1)]],
    *[case("math.ExtractSequences", floats(*shape), sequence_length=n, sequence_stride=s) for shape, n, s in
      [((2, 7), 3, 2), ((2, 2, 5), 5, 1)]],
    case("nn.BatchNorm", floats(2, 3, 2), floats(3), floats(3, low=0.5, high=2), -floats(3), None, axis=1),
    *[case("nn.LayerNorm", X, *rest, axis=axis) for axis, rest in
      [(1, ()), ([1, 2], ()), (-1, (floats(4), None)), (-1, (None, floats(4))), ([1, 2], (floats(3, 4), -floats(3, 4))),
       (1, (floats(3), -floats(3)))]],
    case("nn.LayerNorm", X, floats(4), rms_scaling=True), case("nn.LayerNorm", floats(2, 3, dtype="float16")),
    *[case("nn.RMSNorm", X, *rest, axis=axis) for axis, rest in [(1, ()), ([1, 2], ()), (-1, (floats(4),))]],
    case("nn.RMSNorm", floats(2, 3, dtype="float16"), epsilon=0.01),
    case("nn.DotProductAttention", HEADS, -HEADS, HEADS, is_causal=True),
    case("nn.DotProductAttention", HEADS, floats(1, 5, 4, 2), floats(1, 5, 4, 2), floats(1, 4, 3, 5)),
    case("nn.DotProductAttention", HEADS, floats(1, 5, 4, 2), floats(1, 5, 4, 2), None, bools(1, 1, 3, 5)),
    case("nn.DotProductAttention", HEADS, floats(1, 5, 2, 2), floats(1, 5, 2, 2), None, None, 0.7),
    case("nn.DotProductAttention", *[x.astype("float16") for x in (HEADS, -HEADS, HEADS)]),
    case("nn.CategoricalCrossentropy", floats(3, 2, low=0, high=1), floats(3, 2, low=0.1, high=1), axis=0),
    case("nn.SparseCategoricalCrossentropy", ints(2, 3, low=0, high=4), floats(2, 3, 4), from_logits=True),
    case("nn.SparseCategoricalCrossentropy", array([[1], [0]], "int64"), floats(2, 4), from_logits=True),
    *[case("nn.CTCLoss", array([[1, 2, 1], [3, 3, 0]], "int32"), STEPS, array([3, 2], "int32"), LENGTHS, mask_index=i)
      for i in (0,)],
    case("nn.CTCLoss", array([[0, 2], [1, 1]], "int32"), STEPS, array([2, 1], "int32"), LENGTHS, mask_index=3),
    *[case("nn.CTCDecode", STEPS, LENGTHS, strategy=s, merge_repeated=m, mask_index=i, **more) for s, m, i, more in
      [("greedy", True, 0, {}), ("greedy", False, 0, {}), ("greedy", True, 3, {}),
       ("beam_search", True, 0, {"top_paths": 2, "beam_width": 10}), ("beam_search", True, 1, {})]],
    case("nn.PSNR", floats(3), floats(3) / 2, max_val=255),
]
