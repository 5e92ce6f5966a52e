package dev.lamina.ops;

import dev.lamina.Op;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** What comes out of convolutions and pools: one element for each window. */
final class ConvolutionShapes {
    private ConvolutionShapes() {}

    /**
     * The number of spatial axes of a kernel.
     *
     * @param most how many there may be
     * @param plain whether what is computed does not depend on the size of the window
     */
    private static int axes(Op op, TensorSpec kernel, int most, boolean plain) {
        Shape shape = kernel.shape();
        int axes = shape.rank() - 2;
        boolean causal = op.param(Convolutions.PADDING) == Padding.CAUSAL;
        if (axes < 1 || axes > most) {
            throw ShapeException.because("needs a kernel over 1 to " + most + " spatial axes")
                    .differs("the kernel has shape " + shape);
        }
        if (causal && axes > 1) {
            throw ShapeException.because("has causal padding over " + axes + " spatial axes")
                    .remedy("padding valid or same; causal is for one axis");
        }
        boolean dilated = Collections.max(op.param(Convolutions.DILATION_RATE)) > 1;
        boolean enough = shape.from(plain && !causal && !dilated ? axes : 0).isKnown();
        if (!enough || IntStream.of(shape.sizes()).anyMatch(size -> size == 0)) {
            throw ShapeException.because("needs a kernel of known sizes of at least 1")
                    .differs("the kernel has shape " + shape);
        }
        return axes;
    }

    static TensorSpec convolved(Op op, TensorSpec x, TensorSpec kernel) {
        int axes = axes(op, kernel, 3, true);
        int channels = checkedChannels(op, x, axes);
        checkNotBoth(op);
        int perGroup = kernel.shape().size(-2);
        int filters = kernel.shape().last();
        if (channels % perGroup != 0 || filters % (channels / perGroup) != 0) {
            throw ShapeException.because("cannot split its channels into groups")
                    .differs("input has " + channels + " channels, the kernel takes " + perGroup + " and gives "
                            + filters);
        }
        return windowed(op, x, kernel, filters);
    }

    private static void checkNotBoth(Op op) {
        if (Collections.max(op.param(Convolutions.STRIDES)) > 1
                && Collections.max(op.param(Convolutions.DILATION_RATE)) > 1) {
            throw ShapeException.because("cannot have strides " + op.param(Convolutions.STRIDES) + " and dilation_rate "
                            + op.param(Convolutions.DILATION_RATE))
                    .remedy("1 for one of them");
        }
    }

    static TensorSpec filtered(Op op, TensorSpec x, TensorSpec kernel) {
        int channels =
                checkedChannels(op, x, axes(op, kernel, 2, new HashSet<>(op.param(Convolutions.STRIDES)).size() == 1));
        if (channels != kernel.shape().size(-2)) {
            throw ShapeException.because("needs " + kernel.shape().size(-2) + " channels")
                    .differs("the input has " + channels);
        }
        return windowed(op, x, kernel, channels * kernel.shape().last());
    }

    static TensorSpec separated(Op op, TensorSpec x, TensorSpec depthwise, TensorSpec pointwise) {
        Shape between = filtered(op, x, depthwise).shape();
        int channels = between.size(isChannelsLast(op) ? -1 : 1);
        Shape expected = Shape.of(Collections.nCopies(depthwise.shape().rank() - 2, 1).stream()
                        .mapToInt(Integer::intValue)
                        .toArray())
                .plus(channels, pointwise.shape().last());
        if (!pointwise.shape().isCompatibleWith(expected)) {
            throw ShapeException.because("needs a pointwise kernel of shape " + expected)
                    .differs("it has shape " + pointwise.shape());
        }
        return new TensorSpec(
                between.withSize(isChannelsLast(op) ? -1 : 1, pointwise.shape().last()), x.dtype());
    }

    private static TensorSpec windowed(Op op, TensorSpec x, TensorSpec kernel, int channels) {
        int axes = kernel.shape().rank() - 2;
        List<Integer> strides = Convolutions.perAxis(op.param(Convolutions.STRIDES), axes);
        List<Integer> dilations = Convolutions.perAxis(op.param(Convolutions.DILATION_RATE), axes);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int size = x.shape().size(spatial(op) + i);
            sizes.add(windows(
                    size, kernel.shape().size(i), strides.get(i), dilations.get(i), op.param(Convolutions.PADDING), i));
        }
        return new TensorSpec(assemble(op, x.shape().size(0), sizes, channels), x.dtype());
    }

    static int checkedChannels(Op op, TensorSpec x, int axes) {
        if (x.shape().rank() != axes + 2) {
            throw ShapeException.because(
                            "needs an input of rank " + (axes + 2) + ": batch, " + axes + " spatial axes, channels")
                    .differs("the input has rank " + x.shape().rank());
        }
        int channels = x.shape().size(isChannelsLast(op) ? -1 : 1);
        if (channels == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of channels")
                    .remedy("give the input a size on axis " + (isChannelsLast(op) ? -1 : 1));
        }
        return channels;
    }

    private static boolean isChannelsLast(Op op) {
        return op.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST;
    }

    static int spatial(Op op) {
        return isChannelsLast(op) ? 1 : 2;
    }

    static Shape assemble(Op op, int batch, List<Integer> spatial, int channels) {
        int[] sizes = spatial.stream().mapToInt(Integer::intValue).toArray();
        return isChannelsLast(op)
                ? Shape.of(batch).plus(sizes).plus(channels)
                : Shape.of(batch, channels).plus(sizes);
    }

    /** The number of windows on an axis. */
    static int windows(int size, int kernel, int stride, int dilation, Padding padding, int axis) {
        if (size == Shape.UNKNOWN || (kernel == Shape.UNKNOWN && padding == Padding.VALID)) {
            return Shape.UNKNOWN;
        }
        if (padding != Padding.VALID) {
            return (size + stride - 1) / stride;
        }
        int extent = (kernel - 1) * dilation + 1;
        if (size < extent) {
            throw ShapeException.because("has a window of " + extent + " that is larger than its input")
                    .differs("spatial axis " + axis + ": the input has " + size)
                    .remedy("padding(SAME), or a smaller kernel");
        }
        return (size - extent) / stride + 1;
    }

    static TensorSpec transposed(Op op, TensorSpec x, TensorSpec kernel) {
        int axes = axes(op, kernel, 3, false);
        int channels = checkedChannels(op, x, axes);
        checkNotBoth(op);
        if (op.param(Convolutions.PADDING) == Padding.CAUSAL) {
            throw ShapeException.because("has causal padding").remedy("padding valid or same");
        }
        if (channels != kernel.shape().last()) {
            throw ShapeException.because("needs " + kernel.shape().last() + " channels")
                    .differs("the input has " + channels);
        }
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            sizes.add(transposedSize(
                    op, x.shape().size(spatial(op) + i), kernel.shape().size(i), axes, i));
        }
        return new TensorSpec(
                assemble(op, x.shape().size(0), sizes, kernel.shape().size(-2)), x.dtype());
    }

    /** The size of an axis behind a transposed convolution. Source: {@code compute_conv_transpose_output_shape}. */
    private static int transposedSize(Op op, int size, int kernel, int axes, int i) {
        int stride = Convolutions.perAxis(op.param(Convolutions.STRIDES), axes).get(i);
        int extent = (kernel - 1)
                        * Convolutions.perAxis(op.param(Convolutions.DILATION_RATE), axes)
                                .get(i)
                + 1;
        boolean same = op.param(Convolutions.PADDING) == Padding.SAME;
        List<Integer> outputPadding = op.param(Convolutions.OUTPUT_PADDING);
        int last = outputPadding == null
                ? (same ? stride : Math.max(extent, stride))
                : (same ? extent % 2 : extent)
                        + Convolutions.perAxis(outputPadding, axes).get(i);
        // A convolution of what comes out must have as many windows as went in.
        if (outputPadding != null && (last < 1 || last - (same ? 1 : extent) >= stride)) {
            throw ShapeException.because("has an output_padding that does not fit")
                    .differs("spatial axis " + i + ": output_padding "
                            + Convolutions.perAxis(outputPadding, axes).get(i) + ", strides " + stride
                            + ", a window of " + extent)
                    .remedy("no output_padding, or one smaller than the strides"
                            + (last < 1 ? " and greater than 0" : ""));
        }
        return size == Shape.UNKNOWN ? size : (size - 1) * stride + last;
    }
}
