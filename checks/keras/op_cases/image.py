"""Ops on images: sizes, colours, places."""
import numpy as np

from op_case import array, case, floats, ints

SMALL = (1, 5, 4, 2)
TURN = [0.8, -0.5, 1.2, 0.4, 0.9, -0.7, 0.0, 0.0]
FAR = [2.5, 0.3, -7.2, -0.2, 2.8, -5.1, 0.0, 0.0]
TILT = [0.9, 0.1, 0.3, -0.1, 1.1, 0.2, 0.05, -0.03]
CORNERS = [[0, 0], [3, 0], [0, 4], [3, 4]]
MOVED = [[0.4, 0.3], [2.6, -0.2], [-0.3, 3.5], [3.2, 3.9]]


def pixels(*shape):
    return ints(*shape, dtype="uint8", low=0, high=256)


def units(*shape):
    return floats(*shape, low=0.0, high=1.0)


def resize(x, size, **config):
    return case("image.Resize", x, size=size, **config)


RESIZED = [resize(floats(*SMALL), (7, 3), interpolation=i, antialias=a)
           for i in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area") for a in (False, True)]
RESIZED += [resize(pixels(1, 4, 5, 1), (3, 7), interpolation=i) for i in ("nearest", "bilinear", "bicubic")]
RESIZED += [
    resize(pixels(1, 4, 5, 1), (2, 5), interpolation="area"),
    resize(floats(6, 5, 1), (3, 2), interpolation="bilinear"),
    resize(floats(1, 2, 5, 4), (3, 6), data_format="channels_first"),
    resize(floats(2, 6, 4), (2, 3), interpolation="area", data_format="channels_first"),
    resize(floats(1, 6, 5, 1), (2, 4), crop_to_aspect_ratio=True),
    resize(floats(1, 3, 7, 1), (4, 4), crop_to_aspect_ratio=True, interpolation="bicubic"),
    resize(floats(1, 6, 5, 1), (2, 4), pad_to_aspect_ratio=True, fill_value=0.5),
    resize(floats(3, 8, 1), (4, 4), pad_to_aspect_ratio=True),
    resize(pixels(1, 3, 8, 1), (4, 4), pad_to_aspect_ratio=True, fill_value=7),
    resize(floats(1, 1, 3, 7), (4, 4), pad_to_aspect_ratio=True, data_format="channels_first"),
]

TRANSFORMED = [case("image.AffineTransform", floats(*SMALL), array([TURN]), interpolation=i, fill_mode=m, fill_value=0.3)
               for i in ("nearest", "bilinear") for m in ("constant", "nearest", "wrap", "reflect")]
TRANSFORMED += [case("image.AffineTransform", floats(1, 4, 5, 1), array([FAR]), fill_mode=m)
                for m in ("constant", "nearest", "wrap", "reflect")]
TRANSFORMED += [
    case("image.AffineTransform", floats(2, 4, 3, 1), array([TURN, TILT])),
    case("image.AffineTransform", floats(2, 4, 3, 1), array([TILT])),
    case("image.AffineTransform", floats(4, 3, 2), array(TILT)),
    case("image.AffineTransform", pixels(1, 4, 3, 1), array([TURN]), fill_mode="reflect"),
    case("image.AffineTransform", floats(1, 2, 4, 3), array([TURN]), data_format="channels_first"),
    case("image.PerspectiveTransform", floats(*SMALL), array([CORNERS]), array([MOVED])),
    case("image.PerspectiveTransform", floats(*SMALL), array([MOVED]), array([CORNERS]), interpolation="nearest"),
    case("image.PerspectiveTransform", floats(2, 5, 4, 1), array([CORNERS, MOVED]), array([MOVED, CORNERS]), fill_value=0.7),
    case("image.PerspectiveTransform", floats(5, 4, 2), array(CORNERS), array(MOVED)),
    case("image.PerspectiveTransform", floats(1, 2, 5, 4), array([MOVED]), array([CORNERS]), data_format="channels_first"),
]

PLACES = floats(2, 9, low=-3.0, high=6.0)
MAPPED = [case("image.MapCoordinates", floats(4, 5), PLACES, order=o, fill_mode=m, fill_value=0.3)
          for o in (0, 1) for m in ("constant", "nearest", "wrap", "reflect")]
MAPPED += [
    case("image.MapCoordinates", floats(4, 5), array([[-0.4, 1.5, 2.3], [0.2, 3.1, 3.9]]), order=1, fill_mode="mirror"),
    case("image.MapCoordinates", floats(3, 4, 2), floats(3, 2, 3, low=0.0, high=1.9), order=1),
    case("image.MapCoordinates", ints(4, 5), PLACES, order=1, fill_mode="nearest"),
    case("image.MapCoordinates", floats(6), floats(1, 4, low=0.0, high=5.0), order=0),
]

FILTERED = [
    case("image.GaussianBlur", floats(*SMALL)),
    case("image.GaussianBlur", floats(1, 6, 7, 1), kernel_size=(5, 5), sigma=(0.7, 1.8)),
    case("image.GaussianBlur", floats(1, 6, 7, 1), kernel_size=(3, 5), sigma=(0.7, 1.8)),
    case("image.GaussianBlur", floats(5, 4, 2), kernel_size=(3, 3), sigma=(2.0, 2.0)),
    case("image.GaussianBlur", floats(1, 2, 5, 4), data_format="channels_first"),
    case("image.ElasticTransform", floats(2, 6, 5, 1), alpha=3.0, sigma=1.2, seed=5),
    case("image.ElasticTransform", floats(1, 6, 5, 2), alpha=4.0, sigma=0.8, seed=6, fill_mode="nearest"),
    case("image.ElasticTransform", floats(6, 5, 1), alpha=5.0, sigma=1.0, seed=7, interpolation="nearest",
         fill_mode="constant", fill_value=0.4),
    case("image.ElasticTransform", floats(1, 2, 6, 5), alpha=3.0, sigma=1.2, seed=8, fill_mode="wrap",
         data_format="channels_first"),
]
FILTERED += [case("image.ScaleAndTranslate", floats(1, 5, 6, 2), (1, 7, 4, 2), array([1.4, 0.6]), array([0.3, -0.4]),
                  spatial_dims=(1, 2), method=m, antialias=a)
             for m in ("linear", "cubic", "lanczos3", "lanczos5") for a in (True, False)]
FILTERED += [
    case("image.ScaleAndTranslate", floats(5, 6), (9, 6), array([0.5]), array([2.0]), spatial_dims=(0,), method="bilinear"),
    case("image.ScaleAndTranslate", pixels(5, 6, 1), (4, 4, 1), array([0.8, 0.7]), array([0.0, 0.0]), spatial_dims=(0, 1),
         method="bicubic"),
]

COLORED = [
    case("image.RGBToGrayscale", floats(1, 3, 4, 3)),
    case("image.RGBToGrayscale", floats(3, 4, 1)),
    case("image.RGBToGrayscale", pixels(1, 3, 4, 3)),
    case("image.RGBToGrayscale", floats(1, 3, 4, 2), data_format="channels_first"),
    case("image.RGBToGrayscale", floats(1, 3, 4, 3, dtype="float16")),
    case("image.RGBToHSV", units(1, 3, 4, 3)),
    case("image.RGBToHSV", array([[[0, 0, 0], [1, 1, 1], [1, 0, 0]], [[0, 1, 0], [0, 0, 1], [0.5, 0.5, 0.2]]])),
    case("image.RGBToHSV", units(1, 3, 4, 2), data_format="channels_first"),
    case("image.HSVToRGB", units(1, 3, 4, 3)),
    case("image.HSVToRGB", array([[[0, 0, 0], [1, 1, 1], [0.5, 0, 1]]])),
    case("image.HSVToRGB", units(3, 4, 2), data_format="channels_first"),
]

CASES = RESIZED + TRANSFORMED + MAPPED + FILTERED + COLORED
assert all(isinstance(a, (np.ndarray, tuple)) for c in CASES for a in c.args)
