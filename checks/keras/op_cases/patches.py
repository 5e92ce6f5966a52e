"""Borders, patches, edges and likeness of images, and axes by patterns."""
from op_case import case, floats, ints

IMAGE = floats(2, 5, 6, 2)

CASES = [
    *[case("image.CropImages", x, **c) for x, c in
      [(IMAGE, dict(top_cropping=1, left_cropping=2, target_height=3, target_width=3)),
       (IMAGE, dict(top_cropping=1, left_cropping=2, bottom_cropping=0, right_cropping=1)),
       (IMAGE[0], dict(bottom_cropping=1, right_cropping=1, target_height=2, target_width=4)),
       (ints(1, 2, 5, 4), dict(top_cropping=1, left_cropping=1, target_height=3, target_width=2,
                               data_format="channels_first"))]],
    *[case("image.PadImages", x, **c) for x, c in
      [(IMAGE, dict(top_padding=1, left_padding=2, target_height=8, target_width=8)),
       (IMAGE, dict(top_padding=1, left_padding=2, bottom_padding=0, right_padding=1)),
       (IMAGE[0], dict(bottom_padding=1, right_padding=1, target_height=6, target_width=9)),
       (ints(1, 2, 2, 3), dict(top_padding=1, left_padding=1, target_height=3, target_width=5,
                               data_format="channels_first"))]],
    *[case("image.ExtractPatches", x, **c) for x, c in
      [(IMAGE, dict(size=2)), (IMAGE, dict(size=(3, 2), strides=1)), (IMAGE, dict(size=2, padding="same")),
       (IMAGE, dict(size=3, strides=2, padding="same")), (IMAGE[0], dict(size=(2, 3))),
       (floats(1, 6, 5, 2), dict(size=2, strides=1, dilation_rate=2)), (floats(1, 4, 4, 4, 2), dict(size=(2, 2, 2))),
       (floats(1, 4, 3, 5, 1), dict(size=(2, 1, 2), strides=(1, 2, 1), padding="same"))]],
    case("image.SobelEdges", IMAGE), case("image.SobelEdges", floats(1, 2, 4, 3), data_format="channels_first"),
    *[case("image.SSIM", x, x[..., ::-1] * 0.5, **c) for x, c in
      [(floats(2, 12, 13, 2, low=0, high=1), {}), (floats(6, 6, 3, low=0, high=1), dict(filter_size=4, filter_sigma=1.0)),
       (floats(1, 5, 5, 1, low=0, high=255), dict(filter_size=3, max_val=255, k1=0.02))]],
]
