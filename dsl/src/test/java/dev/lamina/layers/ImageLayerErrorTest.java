package dev.lamina.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.contrastLimitedAdaptiveHistogramEqualization;
import static dev.lamina.layers.Layers.melSpectrogram;
import static dev.lamina.layers.Layers.mixUp;
import static dev.lamina.layers.Layers.randomBrightness;
import static dev.lamina.layers.Layers.randomCrop;
import static dev.lamina.layers.Layers.randomErasing;
import static dev.lamina.layers.Layers.randomGaussianBlur;
import static dev.lamina.layers.Layers.randomHue;
import static dev.lamina.layers.Layers.randomRotation;
import static dev.lamina.layers.Layers.randomZoom;
import static dev.lamina.layers.Layers.resizing;
import static dev.lamina.layers.Layers.stftSpectrogram;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Interpolation;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What layers on images and signals refuse, and what they make of unknown sizes and of integers. */
final class ImageLayerErrorTest {
    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(ConfigException.class).hasMessage(message);
    }

    @Test
    void configurationsNameKeyAndBounds() {
        refused(
                () -> randomRotation(1.5),
                "RandomRotation: factor must be a number from -1 to 1, or two of them; received 1.5");
        refused(
                () -> randomBrightness(0.1, 0.2, 0.3),
                "RandomBrightness: factor must be a number from -1 to 1, or two of them; received [0.1, 0.2, 0.3]");
        refused(
                () -> contrastLimitedAdaptiveHistogramEqualization().tileGridSize(4),
                "ContrastLimitedAdaptiveHistogramEqualization: tile_grid_size must be a list of two positive integers;"
                        + " received [4]");
        assertThatThrownBy(() -> input("x", Shape.UNKNOWN, 5, 3).then(contrastLimitedAdaptiveHistogramEqualization()))
                .isInstanceOf(ShapeException.class)
                .hasMessageContainingAll("needs images of known height and width", "resizing(height, width)");
        refused(() -> randomHue(-0.1), "RandomHue: factor must be a number from 0 to 1, or two of them; received -0.1");
        refused(
                () -> randomBrightness(0.1).valueRange(1),
                "RandomBrightness: value_range must be a list of two numbers; received [1.0]");
        refused(
                () -> randomRotation(0.1).fillMode(FillMode.MIRROR),
                "RandomRotation: fill_mode must be one of constant, nearest, wrap, reflect; received \"mirror\"");
        refused(
                () -> randomZoom(0.1).interpolation(Interpolation.BICUBIC),
                "RandomZoom: interpolation must be one of nearest, bilinear; received \"bicubic\"");
        refused(
                () -> randomGaussianBlur(1).kernelSize(4),
                "RandomGaussianBlur: kernel_size must be an odd positive integer, or two of them; received [4, 4]");
        refused(
                () -> randomErasing(1).fillValue(1, 2),
                "RandomErasing: fill_value must be a number or a list of three numbers; received [1.0, 2.0]");
        refused(
                () -> resizing(2, 2).cropToAspectRatio(true).padToAspectRatio(true),
                "Resizing: crop_to_aspect_ratio and pad_to_aspect_ratio cannot both be true; received both");
        assertThatThrownBy(() -> stftSpectrogram().window("hanning"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("received \"hanning\"");
        refused(
                () -> input("x", 600, 1).then(stftSpectrogram().fftLength(128)),
                "STFTSpectrogram: fft_length must be at least frame_length, 256; received 128");
        refused(
                () -> input("x", 4000).then(melSpectrogram().sequenceLength(4096)),
                "MelSpectrogram: sequence_length must be at most fft_length, 2048; received 4096");
    }

    @Test
    void inputsThatAreNoImages() {
        assertThatThrownBy(() -> input("x", 4).then(resizing(2, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("""
                        resizing needs images: height, width, channels, and perhaps a batch
                          input 0   input "x"   (?, 4)
                          differs   the input has rank 2""");
        assertThatThrownBy(() -> mixUp().on(input("x", 4, 4, 3), input("labels", 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("mix_up changes images alone; received 2 inputs");
        assertThatThrownBy(() -> input("x", Shape.UNKNOWN, 4, 3).then(randomCrop(2, 2)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("random_crop needs images of known height and width");
    }

    @Test
    void shapesAndTypes() {
        assertThat(input("x", DType.UINT8, Shape.UNKNOWN, Shape.UNKNOWN, 3)
                        .then(resizing(4, 5))
                        .spec())
                .hasToString("(?, 4, 5, 3) float32");
        assertThat(input("x", DType.UINT8, 7, Shape.UNKNOWN, 1)
                        .then(randomRotation(0.1))
                        .spec())
                .hasToString("(?, 7, ?, 1) float32");
        assertThat(input("x", 6, 7).then(resizing(4, 5)).spec()).hasToString("(4, 5, 7) float32");
    }
}
