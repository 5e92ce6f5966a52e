package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;

/** Conversions between colour spaces. Source: {@code keras.ops.image}; Smith 1978 for hue, saturation and value. */
public final class Colors {
    /** {@code keras.ops.image.rgb_to_grayscale}: the luma, by the weights of ITU-R BT.601. */
    public static final OpType RGB_TO_GRAYSCALE =
            OpType.of(IMAGE, "RGBToGrayscale", (op, in) -> gray(op, in.get(0)), Nn.DATA_FORMAT);

    /** {@code keras.ops.image.rgb_to_hsv}. */
    public static final OpType RGB_TO_HSV =
            OpType.of(IMAGE, "RGBToHSV", (op, in) -> colored(op, in.get(0)), Nn.DATA_FORMAT);

    /** {@code keras.ops.image.hsv_to_rgb}. */
    public static final OpType HSV_TO_RGB =
            OpType.of(IMAGE, "HSVToRGB", (op, in) -> colored(op, in.get(0)), Nn.DATA_FORMAT);

    private Colors() {}

    private static TensorSpec gray(Op op, TensorSpec x) {
        int channels = x.shape().size(Images.channels(op, x));
        if (channels != 1 && channels != 3) {
            throw ShapeException.because("needs 3 channels, or 1")
                    .differs("the input has " + (channels == Shape.UNKNOWN ? "an unknown number" : channels));
        }
        return new TensorSpec(x.shape().withSize(Images.channels(op, x), 1), x.dtype());
    }

    private static TensorSpec colored(Op op, TensorSpec x) {
        int channels = x.shape().size(Images.channels(op, x));
        if (channels != 3 && channels != Shape.UNKNOWN) {
            throw ShapeException.because("needs 3 channels").differs("the input has " + channels);
        }
        return new TensorSpec(
                x.shape().withSize(Images.channels(op, x), 3),
                Rules.checkedFloating(x).dtype());
    }

    /**
     * Gray values {@code 0.2989 R + 0.587 G + 0.114 B}. Shapes: x (batch, height, width, 3) -> (batch, height, width, 1).
     * Images of one channel stay as they are; integers are rounded towards zero.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = rgbToGrayscale(x); // (?, 28, 28, 1)
     * }</pre>
     */
    public static SymbolicTensor rgbToGrayscale(SymbolicTensor x) {
        return rgbToGrayscale(x, DataFormat.CHANNELS_LAST);
    }

    /** {@link #rgbToGrayscale(SymbolicTensor)} of images whose channels may come first. */
    public static SymbolicTensor rgbToGrayscale(SymbolicTensor x, DataFormat dataFormat) {
        return RGB_TO_GRAYSCALE.op(Nn.DATA_FORMAT, dataFormat).on(x);
    }

    /**
     * Hue, saturation and value of colours from 0 to 1; each of the three is from 0 to 1. Shapes: x (…, 3) -> (…, 3).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = rgbToHsv(x); // (?, 28, 28, 3)
     * }</pre>
     */
    public static SymbolicTensor rgbToHsv(SymbolicTensor x) {
        return rgbToHsv(x, DataFormat.CHANNELS_LAST);
    }

    /** {@link #rgbToHsv(SymbolicTensor)} of images whose channels may come first. */
    public static SymbolicTensor rgbToHsv(SymbolicTensor x, DataFormat dataFormat) {
        return RGB_TO_HSV.op(Nn.DATA_FORMAT, dataFormat).on(x);
    }

    /**
     * Red, green and blue, the way back from {@link #rgbToHsv(SymbolicTensor)}. Shapes: x (…, 3) -> (…, 3).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = hsvToRgb(rgbToHsv(x)); // (?, 28, 28, 3)
     * }</pre>
     */
    public static SymbolicTensor hsvToRgb(SymbolicTensor x) {
        return hsvToRgb(x, DataFormat.CHANNELS_LAST);
    }

    /** {@link #hsvToRgb(SymbolicTensor)} of images whose channels may come first. */
    public static SymbolicTensor hsvToRgb(SymbolicTensor x, DataFormat dataFormat) {
        return HSV_TO_RGB.op(Nn.DATA_FORMAT, dataFormat).on(x);
    }
}
