package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;
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
import java.util.List;

/** Ops that cut tensors into windows and put them together again, and that trade pixels for channels. */
public final class Blocks {
    /** The side of a block of pixels. */
    public static final Field<Integer> BLOCK_SIZE =
            Fields.integer("block_size", "an integer of at least 2", size -> size >= 2);

    public static final Field<List<Integer>> KERNEL_SIZE = Fields.pair("kernel_size", 1);
    public static final Field<List<Integer>> OUTPUT_SIZE = Fields.pair("output_size", 1);
    public static final Field<List<Integer>> DILATION =
            Fields.pair("dilation", 1).orElse(List.of(1));
    public static final Field<List<Integer>> PADDING = Fields.pair("padding", 0).orElse(List.of(0));
    public static final Field<List<Integer>> STRIDE = Fields.pair("stride", 1).orElse(List.of(1));

    public static final Field<Integer> SEQUENCE_LENGTH = Fields.positive("sequence_length");
    public static final Field<Integer> SEQUENCE_STRIDE = Fields.positive("sequence_stride");

    public static final OpType DEPTH_TO_SPACE =
            OpType.of(NN, "DepthToSpace", (op, in) -> spread(op, in.get(0)), BLOCK_SIZE, Nn.DATA_FORMAT);
    public static final OpType SPACE_TO_DEPTH =
            OpType.of(NN, "SpaceToDepth", (op, in) -> gathered(op, in.get(0)), BLOCK_SIZE, Nn.DATA_FORMAT);
    public static final OpType UNFOLD =
            OpType.of(NN, "Unfold", (op, in) -> unfolded(op, in.get(0)), KERNEL_SIZE, DILATION, PADDING, STRIDE);
    public static final OpType FOLD = OpType.of(
            NN, "Fold", (op, in) -> folded(op, in.get(0)), OUTPUT_SIZE, KERNEL_SIZE, DILATION, PADDING, STRIDE);
    public static final OpType EXTRACT_SEQUENCES =
            OpType.of(MATH, "ExtractSequences", (op, in) -> sequences(op, in.get(0)), SEQUENCE_LENGTH, SEQUENCE_STRIDE);

    private Blocks() {}

    /** A parameter's value for each of two axes. */
    public static List<Integer> both(Op op, Field<List<Integer>> field) {
        return Convolutions.perAxis(op.param(field), 2);
    }

    private static boolean isChannelsLast(Op op) {
        return op.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST;
    }

    private static Shape images(TensorSpec x) {
        if (x.shape().rank() != 4) {
            throw ShapeException.because("needs images of rank 4")
                    .differs("the input has rank " + x.shape().rank());
        }
        return x.shape();
    }

    private static TensorSpec spread(Op op, TensorSpec x) {
        int block = op.param(BLOCK_SIZE);
        int first = isChannelsLast(op) ? 1 : 2;
        int channels = isChannelsLast(op) ? 3 : 1;
        Shape shape = images(x);
        return new TensorSpec(
                shape.withSize(first, times(shape.size(first), block))
                        .withSize(first + 1, times(shape.size(first + 1), block))
                        .withSize(channels, parts(shape, channels, block * block)),
                x.dtype());
    }

    private static TensorSpec gathered(Op op, TensorSpec x) {
        int block = op.param(BLOCK_SIZE);
        int first = isChannelsLast(op) ? 1 : 2;
        int channels = isChannelsLast(op) ? 3 : 1;
        Shape shape = images(x);
        return new TensorSpec(
                shape.withSize(first, parts(shape, first, block))
                        .withSize(first + 1, parts(shape, first + 1, block))
                        .withSize(channels, times(shape.size(channels), block * block)),
                x.dtype());
    }

    private static int times(int size, int factor) {
        return size == Shape.UNKNOWN ? size : Math.multiplyExact(size, factor);
    }

    private static int parts(Shape shape, int axis, int divisor) {
        int size = shape.size(axis);
        if (size != Shape.UNKNOWN && size % divisor != 0) {
            throw ShapeException.because("needs a multiple of " + divisor + " on axis " + axis)
                    .differs("the axis has " + size);
        }
        return size == Shape.UNKNOWN ? size : size / divisor;
    }

    /** How many windows fit on an axis. */
    private static int windows(Op op, int size, int axis) {
        if (size == Shape.UNKNOWN) {
            return size;
        }
        int extent = both(op, DILATION).get(axis) * (both(op, KERNEL_SIZE).get(axis) - 1) + 1;
        int padded = size + 2 * both(op, PADDING).get(axis);
        if (padded < extent) {
            throw ShapeException.because("cannot cut windows of " + extent + " out of axis " + (axis + 2))
                    .differs("the axis has " + padded + " with its padding");
        }
        return (padded - extent) / both(op, STRIDE).get(axis) + 1;
    }

    /** How many windows {@link #FOLD} puts on an axis of its result. */
    public static int foldedWindows(Op op, int axis) {
        return windows(op, both(op, OUTPUT_SIZE).get(axis), axis);
    }

    private static int kernelElements(Op op) {
        return both(op, KERNEL_SIZE).get(0) * both(op, KERNEL_SIZE).get(1);
    }

    private static TensorSpec unfolded(Op op, TensorSpec x) {
        Shape shape = images(x);
        int rows = windows(op, shape.size(2), 0);
        int columns = windows(op, shape.size(3), 1);
        int count = rows == Shape.UNKNOWN ? rows : times(columns, rows);
        return new TensorSpec(Shape.of(shape.size(0), times(shape.size(1), kernelElements(op)), count), x.dtype());
    }

    private static TensorSpec folded(Op op, TensorSpec x) {
        Shape shape = x.shape();
        int count = foldedWindows(op, 0) * foldedWindows(op, 1);
        if (shape.rank() != 3 || !Shape.of(shape.last()).isCompatibleWith(Shape.of(count))) {
            throw ShapeException.because("needs an input (batch, channels · kernel elements, " + count + ")")
                    .differs("the input has shape " + shape);
        }
        return new TensorSpec(
                Shape.of(
                        shape.size(0),
                        parts(shape, 1, kernelElements(op)),
                        both(op, OUTPUT_SIZE).get(0),
                        both(op, OUTPUT_SIZE).get(1)),
                x.dtype());
    }

    private static TensorSpec sequences(Op op, TensorSpec x) {
        return new TensorSpec(framed(x.shape(), op.param(SEQUENCE_LENGTH), op.param(SEQUENCE_STRIDE)), x.dtype());
    }

    /** The shape of frames of the last axis. */
    static Shape framed(Shape shape, int length, int stride) {
        if (shape.rank() == 0) {
            throw ShapeException.because("needs an axis to cut sequences of");
        }
        int size = shape.last();
        int count = size == Shape.UNKNOWN ? size : size < length ? 0 : 1 + (size - length) / stride;
        return shape.withSize(-1, count).plus(length);
    }

    /**
     * Channels laid out as blocks of pixels. Shapes: x (batch, h, w, c · n²) -> (batch, h · n, w · n, c).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 4, 12);
     * SymbolicTensor y = depthToSpace(x, 2); // (?, 8, 8, 3)
     * }</pre>
     */
    public static SymbolicTensor depthToSpace(SymbolicTensor x, int blockSize) {
        return DEPTH_TO_SPACE.op(BLOCK_SIZE, blockSize).on(x);
    }

    /**
     * Blocks of pixels laid out as channels. Shapes: x (batch, h · n, w · n, c) -> (batch, h, w, c · n²).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 8, 3);
     * SymbolicTensor y = spaceToDepth(x, 2); // (?, 4, 4, 12)
     * }</pre>
     */
    public static SymbolicTensor spaceToDepth(SymbolicTensor x, int blockSize) {
        return SPACE_TO_DEPTH.op(BLOCK_SIZE, blockSize).on(x);
    }

    /**
     * The windows of images, one behind the other. Shapes: x (batch, c, h, w) -> (batch, c · kernel², windows).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3, 8, 8);
     * SymbolicTensor y = unfold(x, 2, 2); // (?, 12, 16)
     * }</pre>
     */
    public static SymbolicTensor unfold(SymbolicTensor x, int kernelSize, int stride) {
        return UNFOLD.op(Config.empty().set(KERNEL_SIZE, List.of(kernelSize)).set(STRIDE, List.of(stride)))
                .on(x);
    }

    /**
     * Images out of their windows: what overlaps is added. Shapes: x (batch, c · kernel², windows) -> (batch, c, h, w).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 12, 16);
     * SymbolicTensor y = fold(x, 8, 8, 2, 2); // (?, 3, 8, 8)
     * }</pre>
     */
    public static SymbolicTensor fold(SymbolicTensor x, int height, int width, int kernelSize, int stride) {
        return FOLD.op(Config.empty()
                        .set(OUTPUT_SIZE, List.of(height, width))
                        .set(KERNEL_SIZE, List.of(kernelSize))
                        .set(STRIDE, List.of(stride)))
                .on(x);
    }

    /**
     * Sequences cut out of the last axis. Shapes: x (…, n) -> (…, 1 + (n - length) / stride, length).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 16);
     * SymbolicTensor y = extractSequences(x, 4, 2); // (?, 7, 4)
     * }</pre>
     */
    public static SymbolicTensor extractSequences(SymbolicTensor x, int length, int stride) {
        return EXTRACT_SEQUENCES
                .op(Config.empty().set(SEQUENCE_LENGTH, length).set(SEQUENCE_STRIDE, stride))
                .on(x);
    }
}
