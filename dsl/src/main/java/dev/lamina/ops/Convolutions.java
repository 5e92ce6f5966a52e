package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions over one, two or three spatial axes. Source: {@code keras.ops.conv} and its kin. */
public final class Convolutions {
    public static final Field<List<Integer>> STRIDES =
            Fields.integers("strides").orElse(List.of(1));
    public static final Field<Padding> PADDING =
            Fields.choice("padding", Padding.class).orElse(Padding.VALID);
    public static final Field<List<Integer>> DILATION_RATE =
            Fields.integers("dilation_rate").orElse(List.of(1));
    public static final Field<@Nullable List<Integer>> OUTPUT_PADDING =
            Fields.integers("output_padding").orNull();

    public static final OpType CONV = OpType.of(
            NN,
            "Conv",
            (op, in) -> convolved(op, in.get(0), in.get(1)),
            STRIDES,
            PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);
    public static final OpType CONV_TRANSPOSE = OpType.of(
            NN,
            "ConvTranspose",
            (op, in) -> transposed(op, in.get(0), in.get(1)),
            STRIDES,
            PADDING,
            OUTPUT_PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);

    public static final OpType DEPTHWISE_CONV = OpType.of(
            NN,
            "DepthwiseConv",
            (op, in) -> filtered(op, in.get(0), in.get(1)),
            STRIDES,
            PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);

    private Convolutions() {}

    /** A parameter's value for each spatial axis; a single one stands for all. */
    public static List<Integer> perAxis(List<Integer> values, int axes) {
        return values.size() == 1 ? Collections.nCopies(axes, values.get(0)) : values;
    }

    private static TensorSpec convolved(Op op, TensorSpec x, TensorSpec kernel) {
        int axes = kernel.shape().rank() - 2;
        int channels = checkedChannels(op, x, axes);
        int perGroup = kernel.shape().size(-2);
        int filters = kernel.shape().last();
        if (channels % perGroup != 0 || filters % (channels / perGroup) != 0) {
            throw ShapeException.because("cannot split its channels into groups")
                    .differs("input has " + channels + " channels, the kernel takes " + perGroup + " and gives "
                            + filters);
        }
        return windowed(op, x, kernel, filters);
    }

    private static TensorSpec filtered(Op op, TensorSpec x, TensorSpec kernel) {
        int channels = checkedChannels(op, x, kernel.shape().rank() - 2);
        if (channels != kernel.shape().size(-2)) {
            throw ShapeException.because("needs " + kernel.shape().size(-2) + " channels")
                    .differs("the input has " + channels);
        }
        return windowed(op, x, kernel, channels * kernel.shape().last());
    }

    private static TensorSpec windowed(Op op, TensorSpec x, TensorSpec kernel, int channels) {
        int axes = kernel.shape().rank() - 2;
        List<Integer> strides = perAxis(op.param(STRIDES), axes);
        List<Integer> dilations = perAxis(op.param(DILATION_RATE), axes);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int size = x.shape().size(spatial(op) + i);
            sizes.add(windows(size, kernel.shape().size(i), strides.get(i), dilations.get(i), op.param(PADDING), i));
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
        if (size == Shape.UNKNOWN) {
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

    private static TensorSpec transposed(Op op, TensorSpec x, TensorSpec kernel) {
        int axes = kernel.shape().rank() - 2;
        int channels = checkedChannels(op, x, axes);
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
        if (size == Shape.UNKNOWN) {
            return Shape.UNKNOWN;
        }
        int stride = perAxis(op.param(STRIDES), axes).get(i);
        int extent = (kernel - 1) * perAxis(op.param(DILATION_RATE), axes).get(i) + 1;
        List<Integer> outputPadding = op.param(OUTPUT_PADDING);
        if (outputPadding == null) {
            return op.param(PADDING) == Padding.SAME ? size * stride : (size - 1) * stride + Math.max(extent, stride);
        }
        int more = perAxis(outputPadding, axes).get(i);
        return op.param(PADDING) == Padding.SAME
                ? (size - 1) * stride + extent % 2 + more
                : (size - 1) * stride + extent + more;
    }

    /**
     * A convolution. Shapes: x (batch, spatial…, channels), kernel (window…, channels / groups, filters) -> (batch,
     * spatial…, filters).
     */
    public static SymbolicTensor conv(SymbolicTensor x, SymbolicTensor kernel, Config parameters) {
        return CONV.op(parameters).on(x, kernel);
    }

    /**
     * A transposed convolution. Shapes: x (batch, spatial…, channels), kernel (window…, filters, channels) -> (batch,
     * larger spatial…, filters).
     */
    public static SymbolicTensor convTranspose(SymbolicTensor x, SymbolicTensor kernel, Config parameters) {
        return CONV_TRANSPOSE.op(parameters).on(x, kernel);
    }

    /**
     * A convolution of each channel by itself. Shapes: x (batch, spatial…, channels), kernel (window…, channels, multiplier)
     * -> (batch, spatial…, channels · multiplier).
     */
    public static SymbolicTensor depthwiseConv(SymbolicTensor x, SymbolicTensor kernel, Config parameters) {
        return DEPTHWISE_CONV.op(parameters).on(x, kernel);
    }
}
