"""Layers that change images. Random ones draw from ranges of no width, so that training mode is known."""
from case import between, integers, layer
from quiet_keras import keras

L = keras.layers
CLAHE = L.ContrastLimitedAdaptiveHistogramEqualization
SHAPE = (6, 5, 3)
FIRST = (3, 6, 5)
BYTES = {"x": between(0, 255)}
UNITS = {"x": between(0, 1)}
WHOLE = {"x": integers(256)}


def image(name, make, shape=SHAPE, values=BYTES, **options):
    return layer(name, make, shape, values=values, batch=options.pop("batch", 2), **options)


def warp(name, make, shape=SHAPE, **options):
    """TensorFlow's gradient of ImageProjectiveTransformV3 is the transform of the inverse, not its derivative."""
    return image(name, make, shape, gradients=False, **options)


def noisy(name, make, shape=(4, 4, 3), **options):
    return image(name, make, shape, random=True, **options)


RESIZED = [image(f"resizing_{i}", lambda i=i: L.Resizing(4, 7, interpolation=i)) for i in (
    "nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")]
RESIZED += [
    # ResizeArea has no gradient in TensorFlow.
    image("resizing_area", lambda: L.Resizing(4, 7, interpolation="area"), gradients=False),
    image("resizing_antialias", lambda: L.Resizing(3, 2, antialias=True)),
    image("resizing_crop", lambda: L.Resizing(4, 4, crop_to_aspect_ratio=True), (5, 9, 1)),
    image("resizing_pad", lambda: L.Resizing(4, 4, pad_to_aspect_ratio=True, fill_value=3.0), (5, 9, 1)),
    image("resizing_channels_first", lambda: L.Resizing(3, 4, data_format="channels_first"), FIRST),
    image("resizing_uint8", lambda: L.Resizing(4, 3), dtype="uint8", values=WHOLE),
    image("resizing_unknown_sides", lambda: L.Resizing(2, 2, crop_to_aspect_ratio=True), (None, None, 3)),
    image("center_crop", lambda: L.CenterCrop(3, 2)),
    image("center_crop_channels_first", lambda: L.CenterCrop(3, 4, data_format="channels_first"), FIRST),
    image("center_crop_smaller", lambda: L.CenterCrop(8, 4)),
    image("center_crop_uint8", lambda: L.CenterCrop(3, 2), dtype="uint8", values=WHOLE),
]

VALUES = [
    image("auto_contrast", L.AutoContrast),
    image("auto_contrast_range", lambda: L.AutoContrast(value_range=(-1, 1)), values={"x": between(-0.5, 0.7)}),
    image("auto_contrast_flat", L.AutoContrast, (2, 2, 1), values={"x": lambda rng, shape: rng.integers(3, 4, shape)},
          gradients=False),
    image("auto_contrast_uint8", L.AutoContrast, dtype="uint8", values=WHOLE),
    # Keras cannot call Equalization on the tensors of a functional model; inside another layer it can.
    image("equalization", lambda: L.Pipeline([L.Equalization()]), gradients=False),
    image("equalization_bins", lambda: L.Pipeline([L.Equalization(value_range=(0, 1), bins=16)]), values=UNITS,
          gradients=False),
    image("equalization_channels_first", lambda: L.Pipeline([L.Equalization(data_format="channels_first")]), FIRST,
          gradients=False),
    image("clahe", lambda: CLAHE(tile_grid_size=(2, 3)), (6, 9, 2)),
    image("clahe_default", CLAHE, (9, 10, 1)),
    image("clahe_mirrored", lambda: CLAHE(tile_grid_size=(2, 4), clip_limit=1.5), (7, 10, 3)),
    image("clahe_no_limit", lambda: CLAHE(tile_grid_size=(1, 1), clip_limit=0.0), (6, 5, 1)),
    image("clahe_range", lambda: CLAHE(value_range=(-1, 1), tile_grid_size=(2, 2), clip_limit=40.0), values={"x": between(-1, 0.5)}),
    image("clahe_channels_first", lambda: CLAHE(tile_grid_size=(3, 2), data_format="channels_first"), FIRST),
    image("clahe_flat", lambda: CLAHE(tile_grid_size=(2, 2)), (4, 4, 1), values={"x": lambda rng, shape: rng.integers(3, 4, shape)}),
    image("solarization_all", L.Solarization),
    image("solarization_range", lambda: L.Solarization(value_range=(0, 1)), values=UNITS),
    noisy("solarization", lambda: L.Solarization(0.2, (0.1, 0.4), seed=3)),
    image("random_brightness_fixed", lambda: L.RandomBrightness((0.2, 0.2))),
    image("random_brightness_range", lambda: L.RandomBrightness((-0.3, -0.3), value_range=(0, 1)), values=UNITS),
    noisy("random_brightness", lambda: L.RandomBrightness(0.2, seed=1)),
    image("random_contrast_fixed", lambda: L.RandomContrast((0.0, 0.0))),
    image("random_contrast_channels_first", lambda: L.RandomContrast((0.0, 0.0), data_format="channels_first"), FIRST),
    noisy("random_contrast", lambda: L.RandomContrast(0.2, value_range=(0, 1), seed=1)),
    image("random_color_degeneration_fixed", lambda: L.RandomColorDegeneration((0.6, 0.6))),
    image("random_color_degeneration_first", lambda: L.RandomColorDegeneration((0.4, 0.4), data_format="channels_first"),
          FIRST),
    noisy("random_color_degeneration", lambda: L.RandomColorDegeneration(0.5, value_range=(0, 1), seed=2)),
    image("random_hue_none", lambda: L.RandomHue((0.0, 0.0)), gradients=False),
    noisy("random_hue", lambda: L.RandomHue((0.2, 0.4), value_range=(0, 1), seed=3), values=UNITS),
    image("random_saturation_fixed", lambda: L.RandomSaturation((0.7, 0.7), value_range=(0, 1)), values=UNITS,
          gradients=False),
    image("random_saturation_first", lambda: L.RandomSaturation((0.2, 0.2), data_format="channels_first"), FIRST,
          values=UNITS, gradients=False),
    noisy("random_saturation", lambda: L.RandomSaturation(0.2, seed=4), values=UNITS),
    image("random_invert_always", lambda: L.RandomInvert((1.0, 1.0))),
    image("random_invert_never", lambda: L.RandomInvert((0.0, 0.0), value_range=(0, 1))),
    noisy("random_invert", lambda: L.RandomInvert(0.5, seed=2)),
    image("random_sharpness_fixed", lambda: L.RandomSharpness((0.9, 0.9))),
    image("random_sharpness_smooth", lambda: L.RandomSharpness((0.1, 0.1), value_range=(0, 1),
                                                               data_format="channels_first"), FIRST, values=UNITS),
    noisy("random_sharpness", lambda: L.RandomSharpness(0.4, seed=5)),
    image("random_grayscale_always", lambda: L.RandomGrayscale(1.0)),
    image("random_grayscale_never", lambda: L.RandomGrayscale(0.0, data_format="channels_first"), FIRST),
    noisy("random_grayscale", L.RandomGrayscale),
    image("random_posterization_fixed", lambda: L.RandomPosterization((3, 3)), gradients=False),
    image("random_posterization_range", lambda: L.RandomPosterization((2, 2), value_range=(-1, 1)),
          values={"x": between(-1, 1)}, gradients=False),
    noisy("random_posterization", lambda: L.RandomPosterization(5, seed=4)),
    image("random_color_jitter_fixed", lambda: L.RandomColorJitter(
        brightness_factor=(0.1, 0.1), contrast_factor=(0.0, 0.0), saturation_factor=(0.6, 0.6), value_range=(0, 1)),
        values=UNITS, gradients=False),
    noisy("random_color_jitter", lambda: L.RandomColorJitter((0, 2), 0.1, 0.2, 0.3, (0.1, 0.2), seed=9), values=UNITS),
]

FILLS = ("constant", "nearest", "wrap", "reflect")
PLACES = [warp(f"random_rotation_{m}", lambda m=m: L.RandomRotation((0.1, 0.1), fill_mode=m, fill_value=9.0)) for m in FILLS]
PLACES += [
    warp("random_rotation_nearest_element", lambda: L.RandomRotation((-0.23, -0.23), interpolation="nearest")),
    warp("random_rotation_channels_first", lambda: L.RandomRotation((0.3, 0.3), data_format="channels_first"), FIRST),
    noisy("random_rotation", lambda: L.RandomRotation(0.2, seed=5)),
    warp("random_translation_fixed", lambda: L.RandomTranslation((0.3, 0.3), (-0.25, -0.25))),
    warp("random_translation_first", lambda: L.RandomTranslation((-0.4, -0.4), (0.1, 0.1), fill_mode="constant",
                                                                 fill_value=2.0, data_format="channels_first"), FIRST),
    warp("random_translation_uint8", lambda: L.RandomTranslation((0.5, 0.5), (0.2, 0.2), fill_mode="wrap"), dtype="uint8",
         values=WHOLE),
    noisy("random_translation", lambda: L.RandomTranslation(0.3, (-0.1, 0.2), interpolation="nearest", seed=5)),
    warp("random_zoom_fixed", lambda: L.RandomZoom((-0.2, -0.2))),
    warp("random_zoom_both", lambda: L.RandomZoom((0.4, 0.4), (-0.3, -0.3), fill_mode="constant", fill_value=1.0)),
    warp("random_zoom_first", lambda: L.RandomZoom((0.4, 0.4), data_format="channels_first"), FIRST),
    noisy("random_zoom", lambda: L.RandomZoom(0.3, 0.2, interpolation="nearest", seed=6)),
    warp("random_shear_none", lambda: L.RandomShear((0.0, 0.0), (0.0, 0.0))),
    noisy("random_shear", lambda: L.RandomShear((0.1, 0.3), (0.2, 0.5), "nearest", "constant", 2.0, seed=6)),
    warp("random_perspective_none", lambda: L.RandomPerspective((0.0, 0.0))),
    warp("random_perspective_straight", lambda: L.RandomPerspective((1.0, 1.0), scale=0.0)),
    noisy("random_perspective", lambda: L.RandomPerspective(0.5, 0.3, "nearest", 4.0, seed=7)),
    noisy("random_elastic_transform", lambda: L.RandomElasticTransform(0.5, (0.2, 0.6), "nearest", "constant", 3.0, seed=7)),
    noisy("random_elastic_transform_defaults", lambda: L.RandomElasticTransform(value_range=(0, 1))),
    image("random_gaussian_blur_fixed", lambda: L.RandomGaussianBlur((1.0, 1.0), kernel_size=(3, 5), sigma=(0.8, 0.8))),
    image("random_gaussian_blur_first", lambda: L.RandomGaussianBlur((1.0, 1.0), 3, (0.5, 0.5), (0, 1),
                                                                     data_format="channels_first"), FIRST, values=UNITS),
    image("random_gaussian_blur_never", lambda: L.RandomGaussianBlur((0.0, 0.0))),
    noisy("random_gaussian_blur", lambda: L.RandomGaussianBlur(0.5, seed=8)),
    image("random_erasing_all", lambda: L.RandomErasing((1.0, 1.0), (1.0, 1.0), fill_value=7)),
    image("random_erasing_colors", lambda: L.RandomErasing((1.0, 1.0), (1.0, 1.0), fill_value=[1, 2, 300])),
    image("random_erasing_never", lambda: L.RandomErasing((0.0, 0.0), fill_value=0.5)),
    noisy("random_erasing", lambda: L.RandomErasing(0.7, value_range=(0, 1), seed=8)),
    noisy("random_flip", lambda: L.RandomFlip(seed=8)),
    noisy("random_flip_horizontal", lambda: L.RandomFlip("horizontal", data_format="channels_first")),
    image("random_crop_same_size", lambda: L.RandomCrop(6, 5, seed=1)),
    noisy("random_crop_square", lambda: L.RandomCrop(4, 4, seed=2)),
]

MIXED = [
    noisy("rand_augment", lambda: L.RandAugment(num_ops=1, factor=0.3, seed=9)),
    noisy("rand_augment_range", lambda: L.RandAugment((0, 1), factor=(0.2, 0.4), interpolation="nearest")),
    noisy("aug_mix", lambda: L.AugMix(num_chains=2, factor=0.2, alpha=0.5, seed=9)),
    noisy("aug_mix_some", lambda: L.AugMix((0, 1), 3, 2, (0.1, 0.4), 1.0, False, "nearest")),
    noisy("mix_up", lambda: L.MixUp(alpha=0.3, seed=4)),
    noisy("cut_mix", lambda: L.CutMix(0.5, seed=9)),
    image("mix_up_alone", lambda: L.MixUp(seed=9), (3, 3, 1), batch=1),
    image("cut_mix_alone", lambda: L.CutMix(), (3, 3, 1), batch=1, gradients=False),
    image("pipeline", lambda: L.Pipeline([L.Rescaling(2.0), L.Resizing(3, 3), L.CenterCrop(2, 2)])),
]

def signal(name, make, shape=(40, 1), **options):
    return layer(name, make, shape, batch=2, **options)


SPECTRA = [signal(f"stft_spectrogram_{m}", lambda m=m: L.STFTSpectrogram(m, frame_length=8, frame_step=4))
           for m in ("log", "magnitude", "psd", "real", "imag", "angle", "stft")]
SPECTRA += [
    signal("stft_spectrogram_channels", lambda: L.STFTSpectrogram("magnitude", 8, window="hamming", periodic=True, padding="same"), (20, 2)),
    signal("stft_spectrogram_expanded", lambda: L.STFTSpectrogram("magnitude", 6, fft_length=16, scaling="spectrum",
                                                                  expand_dims=True), (20, 2)),
    signal("mel_spectrogram", lambda: L.MelSpectrogram(32, 16, num_mel_bins=6, sampling_rate=400, max_freq=150), (100,),
           tolerance=1e-4, note="Keras computes the scale in float32"),
    signal("mel_spectrogram_short", lambda: L.MelSpectrogram(24, 10, 20, "hamming", 500, 5, 10.0, power_to_db=False,
                                                             mag_exp=1.0), (100,), tolerance=1e-4),
    signal("mel_spectrogram_levels", lambda: L.MelSpectrogram(32, 16, num_mel_bins=6, sampling_rate=400, top_db=12.0,
                                                              min_power=0.1, ref_power=3.0), (100,), tolerance=1e-4),
]

CASES = SPECTRA + RESIZED + VALUES + PLACES + MIXED
