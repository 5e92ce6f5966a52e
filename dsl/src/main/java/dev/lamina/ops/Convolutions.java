package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions over one, two or three spatial axes. Source: {@code keras.ops.conv} and its kin. */
public final class Convolutions {
    public static final Field<List<Integer>> STRIDES = positives("strides").orElse(List.of(1));
    public static final Field<Padding> PADDING =
            Fields.choice("padding", Padding.class).orElse(Padding.VALID);
    public static final Field<List<Integer>> DILATION_RATE =
            positives("dilation_rate").orElse(List.of(1));
    public static final Field<@Nullable List<Integer>> OUTPUT_PADDING = Fields.integers(
                    "output_padding",
                    "integers of at least 0",
                    value -> value.stream().allMatch(size -> size >= 0))
            .orNull();

    public static final OpType CONV = OpType.of(
            NN,
            "Conv",
            (op, in) -> ConvolutionShapes.convolved(op, in.get(0), in.get(1)),
            STRIDES,
            PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);
    public static final OpType CONV_TRANSPOSE = OpType.of(
            NN,
            "ConvTranspose",
            (op, in) -> ConvolutionShapes.transposed(op, in.get(0), in.get(1)),
            STRIDES,
            PADDING,
            OUTPUT_PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);

    public static final OpType DEPTHWISE_CONV = OpType.of(
            NN,
            "DepthwiseConv",
            (op, in) -> ConvolutionShapes.filtered(op, in.get(0), in.get(1)),
            STRIDES,
            PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);

    public static final OpType SEPARABLE_CONV = OpType.of(
            NN,
            "SeparableConv",
            (op, in) -> ConvolutionShapes.separated(op, in.get(0), in.get(1), in.get(2)),
            STRIDES,
            PADDING,
            Nn.DATA_FORMAT,
            DILATION_RATE);

    private Convolutions() {}

    /** One or more positive integers. */
    static Field<List<Integer>> positives(String key) {
        return Fields.integers(
                key,
                "positive integers",
                value -> !value.isEmpty() && value.stream().allMatch(size -> size > 0));
    }

    /** A parameter's value for each spatial axis; a single one stands for all. */
    public static List<Integer> perAxis(List<Integer> values, int axes) {
        if (values.size() != 1 && values.size() != axes) {
            throw ShapeException.because(
                            "needs parameters of one number, or of one for each of " + axes + " spatial axes")
                    .differs("received " + values);
        }
        return values.size() == 1 ? Collections.nCopies(axes, values.get(0)) : values;
    }

    /**
     * A convolution. Shapes: x (batch, spatial…, channels), kernel (window…, channels / groups, filters) -> (batch,
     * spatial…, filters).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor kernel = literal(NdArray.zeros(DType.FLOAT32, Shape.of(3, 3, 3, 4)));
     * SymbolicTensor y = conv(x, kernel, Config.empty().set(Convolutions.PADDING, Padding.SAME)); // (?, 10, 9, 4)
     * }</pre>
     */
    public static SymbolicTensor conv(SymbolicTensor x, SymbolicTensor kernel, Config parameters) {
        return CONV.op(parameters).on(x, kernel);
    }

    /**
     * A transposed convolution. Shapes: x (batch, spatial…, channels), kernel (window…, filters, channels) -> (batch,
     * larger spatial…, filters).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor kernel = literal(NdArray.zeros(DType.FLOAT32, Shape.of(3, 3, 4, 3)));
     * SymbolicTensor y = convTranspose(x, kernel, Config.empty()); // (?, 12, 11, 4)
     * }</pre>
     */
    public static SymbolicTensor convTranspose(SymbolicTensor x, SymbolicTensor kernel, Config parameters) {
        return CONV_TRANSPOSE.op(parameters).on(x, kernel);
    }

    /**
     * A convolution of each channel by itself. Shapes: x (batch, spatial…, channels), kernel (window…, channels, multiplier)
     * -> (batch, spatial…, channels · multiplier).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor kernel = literal(NdArray.zeros(DType.FLOAT32, Shape.of(3, 3, 3, 2)));
     * SymbolicTensor y = depthwiseConv(x, kernel, Config.empty()); // (?, 8, 7, 6)
     * }</pre>
     */
    public static SymbolicTensor depthwiseConv(SymbolicTensor x, SymbolicTensor kernel, Config parameters) {
        return DEPTHWISE_CONV.op(parameters).on(x, kernel);
    }

    /**
     * A convolution of each channel by itself, and one over the channels of each place. Shapes: x (batch, spatial…,
     * channels), depthwise (window…, channels, multiplier), pointwise (1…, channels · multiplier, filters) -> (batch,
     * spatial…, filters).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor first = literal(NdArray.zeros(DType.FLOAT32, Shape.of(3, 3, 3, 2)));
     * SymbolicTensor second = literal(NdArray.zeros(DType.FLOAT32, Shape.of(1, 1, 6, 4)));
     * SymbolicTensor y = separableConv(x, first, second, Config.empty()); // (?, 8, 7, 4)
     * }</pre>
     */
    public static SymbolicTensor separableConv(
            SymbolicTensor x, SymbolicTensor depthwise, SymbolicTensor pointwise, Config parameters) {
        return SEPARABLE_CONV.op(parameters).on(x, depthwise, pointwise);
    }
}
