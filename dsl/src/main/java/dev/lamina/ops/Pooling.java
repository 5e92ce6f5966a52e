package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One value for each window of a tensor. Source: {@code keras.ops.max_pool} and {@code average_pool}. */
public final class Pooling {
    public static final Field<List<Integer>> POOL_SIZE = Convolutions.positives("pool_size");

    /** How far the window moves; null for its own size. */
    public static final Field<@Nullable List<Integer>> STRIDES =
            Convolutions.positives("strides").orNull();

    /** How many elements an adaptive pool leaves on each spatial axis. */
    public static final Field<List<Integer>> OUTPUT_SIZE = Convolutions.positives("output_size");

    public static final OpType MAX_POOL = OpType.of(
            NN, "MaxPool", (op, in) -> pooled(op, in.get(0)), POOL_SIZE, STRIDES, Convolutions.PADDING, Nn.DATA_FORMAT);

    /** The mean of those elements of a window that lie in the tensor. */
    public static final OpType AVERAGE_POOL = OpType.of(
            NN,
            "AveragePool",
            (op, in) -> pooled(op, in.get(0)),
            POOL_SIZE,
            STRIDES,
            Convolutions.PADDING,
            Nn.DATA_FORMAT);

    /** The largest element of each of windows that cover the tensor evenly. */
    public static final OpType ADAPTIVE_MAX_POOL =
            OpType.of(NN, "AdaptiveMaxPool", (op, in) -> adapted(op, in.get(0)), OUTPUT_SIZE, Nn.DATA_FORMAT);

    /** The mean of each of windows that cover the tensor evenly. */
    public static final OpType ADAPTIVE_AVERAGE_POOL =
            OpType.of(NN, "AdaptiveAveragePool", (op, in) -> adapted(op, in.get(0)), OUTPUT_SIZE, Nn.DATA_FORMAT);

    private Pooling() {}

    /** How far the window of a pool moves on each axis. */
    public static List<Integer> strides(Op op, int axes) {
        List<Integer> strides = op.param(STRIDES);
        return Convolutions.perAxis(strides == null ? op.param(POOL_SIZE) : strides, axes);
    }

    /** The number of spatial axes, for which a parameter has one number or as many. */
    private static int axes(TensorSpec x, List<Integer> sizes) {
        int axes = x.shape().rank() - 2;
        int wanted = sizes.size() == 1 ? axes : sizes.size();
        if (axes < 1 || axes > 3 || axes != wanted) {
            throw ShapeException.because("needs an input of "
                            + (sizes.size() == 1 ? "rank 3 to 5" : "rank " + (wanted + 2))
                            + ": batch, spatial axes, channels")
                    .differs("the input has rank " + x.shape().rank());
        }
        return axes;
    }

    /** Which elements of an axis of {@code size} an adaptive pool's window begins with, for each of its windows. */
    public static List<Integer> starts(int size, int windows) {
        return IntStream.range(0, windows)
                .mapToObj(i -> Math.toIntExact((long) i * size / windows))
                .toList();
    }

    /** Where each window of an adaptive pool ends (excluded). */
    public static List<Integer> ends(int size, int windows) {
        return IntStream.rangeClosed(1, windows)
                .mapToObj(i -> Math.toIntExact(((long) i * size + windows - 1) / windows))
                .toList();
    }

    private static TensorSpec adapted(Op op, TensorSpec x) {
        int axes = axes(x, op.param(OUTPUT_SIZE));
        Shape shape = x.shape();
        for (int i = 0; i < axes; i++) {
            int axis = ConvolutionShapes.spatial(op) + i;
            if (shape.size(axis) < 1) {
                throw ShapeException.because("needs known sizes of at least 1 on its spatial axes")
                        .differs("axis " + axis + " has " + (shape.size(axis) == 0 ? "0" : "an unknown size"))
                        .remedy("an input of known size, or a global pool");
            }
            shape = shape.withSize(
                    axis, Convolutions.perAxis(op.param(OUTPUT_SIZE), axes).get(i));
        }
        return new TensorSpec(shape, x.dtype());
    }

    private static TensorSpec pooled(Op op, TensorSpec x) {
        int axes = axes(x, op.param(POOL_SIZE));
        if (op.param(Convolutions.PADDING) == Padding.CAUSAL) {
            throw ShapeException.because("has causal padding").remedy("padding valid or same");
        }
        int channels = ConvolutionShapes.checkedChannels(op, x, axes);
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < axes; i++) {
            int size = x.shape().size(ConvolutionShapes.spatial(op) + i);
            int window = Convolutions.perAxis(op.param(POOL_SIZE), axes).get(i);
            int stride = strides(op, axes).get(i);
            sizes.add(ConvolutionShapes.windows(size, window, stride, 1, op.param(Convolutions.PADDING), i));
        }
        return new TensorSpec(ConvolutionShapes.assemble(op, x.shape().size(0), sizes, channels), x.dtype());
    }

    /**
     * The largest element of each window. Shapes: x (batch, spatial…, channels) -> (batch, smaller spatial…, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor y = maxPool(x, Config.empty().set(Pooling.POOL_SIZE, List.of(2))); // (?, 5, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor maxPool(SymbolicTensor x, Config parameters) {
        return MAX_POOL.op(parameters).on(x);
    }

    /**
     * The mean of each window. Shapes: x (batch, spatial…, channels) -> (batch, smaller spatial…, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor y = averagePool(x, Config.empty().set(Pooling.POOL_SIZE, List.of(2))); // (?, 5, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor averagePool(SymbolicTensor x, Config parameters) {
        return AVERAGE_POOL.op(parameters).on(x);
    }

    /**
     * The largest element of each of {@code outputSize} windows that cover the tensor evenly: window i of n over an axis of
     * size s reaches from {@code floor(i · s / n)} to {@code ceil((i + 1) · s / n)}. Shapes: x (batch, spatial…, channels) ->
     * (batch, outputSize…, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor y = adaptiveMaxPool(x, List.of(4, 2), CHANNELS_LAST); // (?, 4, 2, 3)
     * }</pre>
     */
    public static SymbolicTensor adaptiveMaxPool(SymbolicTensor x, List<Integer> outputSize, DataFormat dataFormat) {
        return ADAPTIVE_MAX_POOL.op(adaptive(outputSize, dataFormat)).on(x);
    }

    /**
     * The mean of each of {@code outputSize} windows, which lie as those of {@link #adaptiveMaxPool} do.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 10, 9, 3);
     * SymbolicTensor y = adaptiveAveragePool(x, List.of(4, 2), CHANNELS_LAST); // (?, 4, 2, 3)
     * }</pre>
     */
    public static SymbolicTensor adaptiveAveragePool(
            SymbolicTensor x, List<Integer> outputSize, DataFormat dataFormat) {
        return ADAPTIVE_AVERAGE_POOL.op(adaptive(outputSize, dataFormat)).on(x);
    }

    private static Config adaptive(List<Integer> outputSize, DataFormat dataFormat) {
        return Config.empty().set(OUTPUT_SIZE, outputSize).set(Nn.DATA_FORMAT, dataFormat);
    }
}
