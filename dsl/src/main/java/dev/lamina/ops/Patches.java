package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops on the neighbourhoods of pixels: patches, edges, and likeness. Source: {@code keras.ops.image}. */
public final class Patches {
    /** The sides of a patch: two for images, three for volumes. */
    public static final Field<List<Integer>> SIZE = Fields.integers(
            "size",
            "a positive integer for each of 2 or 3 axes",
            sizes -> sizes.size() <= 3 && sizes.stream().allMatch(size -> size > 0));

    /** The distances of patches; null for their sides. */
    public static final Field<@Nullable List<Integer>> STRIDES =
            Fields.integers("strides").orNull();

    public static final Field<List<Integer>> DILATION_RATE =
            Fields.integers("dilation_rate").orElse(List.of(1));
    public static final Field<Padding> PADDING =
            Fields.choice("padding", Padding.class).orElse(Padding.VALID);

    public static final Field<Double> MAX_VAL = Fields.number("max_val").orElse(1.0);
    public static final Field<Integer> FILTER_SIZE =
            Fields.positive("filter_size").orElse(11);
    public static final Field<Double> FILTER_SIGMA =
            Fields.number("filter_sigma").orElse(1.5);
    public static final Field<Double> K1 = Fields.number("k1").orElse(0.01);
    public static final Field<Double> K2 = Fields.number("k2").orElse(0.03);

    public static final OpType EXTRACT_PATCHES = OpType.of(
            IMAGE,
            "ExtractPatches",
            (op, in) -> patched(op, in.get(0)),
            SIZE,
            STRIDES,
            DILATION_RATE,
            PADDING,
            Nn.DATA_FORMAT);
    public static final OpType SOBEL_EDGES =
            OpType.of(IMAGE, "SobelEdges", (op, in) -> edges(in.get(0)), Nn.DATA_FORMAT);
    public static final OpType SSIM = OpType.of(
            IMAGE, "SSIM", (op, in) -> alike(op, in), MAX_VAL, FILTER_SIZE, FILTER_SIGMA, K1, K2, Nn.DATA_FORMAT);

    private Patches() {}

    /** The sides of the patches of an op. */
    public static List<Integer> sides(Op op) {
        List<Integer> size = op.param(SIZE);
        return size.size() == 1 ? Collections.nCopies(2, size.get(0)) : size;
    }

    public static List<Integer> strides(Op op) {
        List<Integer> strides = op.param(STRIDES);
        return strides == null
                ? sides(op)
                : Convolutions.perAxis(strides, sides(op).size());
    }

    /** The first spatial axis. */
    public static int spatial(Op op, Shape shape) {
        int axes = sides(op).size();
        boolean last = op.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST;
        return shape.rank() - axes - (last ? 1 : 0);
    }

    private static TensorSpec patched(Op op, TensorSpec x) {
        List<Integer> sides = sides(op);
        int axes = sides.size();
        Shape shape = x.shape();
        if (shape.rank() != axes + 1 && shape.rank() != axes + 2) {
            throw ShapeException.because("needs " + axes + " spatial axes and channels, and perhaps a batch")
                    .differs("the input has shape " + shape);
        }
        int first = spatial(op, shape);
        int channels = op.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? shape.rank() - 1 : first - 1;
        int elements = sides.stream().reduce(1, Math::multiplyExact);
        int size = shape.size(channels);
        Shape result = shape.withSize(channels, size == Shape.UNKNOWN ? size : Math.multiplyExact(size, elements));
        List<Integer> dilations = Convolutions.perAxis(op.param(DILATION_RATE), axes);
        for (int i = 0; i < axes; i++) {
            int windows = ConvolutionShapes.windows(
                    shape.size(first + i), sides.get(i), strides(op).get(i), dilations.get(i), op.param(PADDING), i);
            result = result.withSize(first + i, windows);
        }
        return new TensorSpec(result, x.dtype());
    }

    private static TensorSpec edges(TensorSpec x) {
        if (x.shape().rank() != 4) {
            throw ShapeException.because("needs images of rank 4").differs("the input has shape " + x.shape());
        }
        return new TensorSpec(x.shape().plus(2), Rules.checkedFloating(x).dtype());
    }

    private static TensorSpec alike(Op op, List<TensorSpec> in) {
        Shape shape = in.get(0).shape();
        int height = Images.height(op, in.get(0));
        if (!shape.isCompatibleWith(in.get(1).shape())) {
            throw ShapeException.because("needs two inputs of one shape")
                    .differs(shape + " is not " + in.get(1).shape());
        }
        for (int axis : List.of(height, height + 1)) {
            int size = shape.size(axis);
            if (size != Shape.UNKNOWN && size < op.param(FILTER_SIZE)) {
                throw ShapeException.because("needs images that its filter of " + op.param(FILTER_SIZE) + " fits into")
                        .differs("axis " + axis + " has " + size)
                        .remedy("a smaller filter_size");
            }
        }
        DType dtype = Rules.checkedFloating(in.get(0)).dtype();
        return new TensorSpec(shape.slice(0, shape.rank() - 3), dtype);
    }

    /**
     * Patches of images, laid out as channels. Shapes: x (batch, height, width, channels) -> (batch, rows, columns, size² ·
     * channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = extractPatches(x, 7); // (?, 4, 4, 147)
     * }</pre>
     */
    public static SymbolicTensor extractPatches(SymbolicTensor x, int size) {
        return EXTRACT_PATCHES.op(SIZE, List.of(size, size)).on(x);
    }

    /**
     * Patches of volumes, laid out as channels. Shapes: x (batch, depth, height, width, channels) -> (batch, layers, rows,
     * columns, size³ · channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 8, 8, 1);
     * SymbolicTensor y = extractPatches3d(x, 4); // (?, 2, 2, 2, 64)
     * }</pre>
     */
    public static SymbolicTensor extractPatches3d(SymbolicTensor x, int size) {
        return EXTRACT_PATCHES
                .op(Config.empty().set(SIZE, List.of(size, size, size)))
                .on(x);
    }

    /**
     * How steep images are at each place, downwards and to the right. Shapes: x (batch, height, width, channels) -> (batch,
     * height, width, channels, 2).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = sobelEdges(x); // (?, 28, 28, 3, 2)
     * }</pre>
     */
    public static SymbolicTensor sobelEdges(SymbolicTensor x) {
        return SOBEL_EDGES.op().on(x);
    }

    /**
     * How alike images are in structure, at most 1. Shapes: x, y (batch, height, width, channels) -> (batch).
     *
     * <p>Source: Wang et al., Image Quality Assessment: From Error Visibility to Structural Similarity.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor likeness = ssim(x, x.times(0.5), 1); // (?,)
     * }</pre>
     *
     * @param maxVal the largest value that a pixel can have
     */
    public static SymbolicTensor ssim(SymbolicTensor x, SymbolicTensor y, double maxVal) {
        return SSIM.op(MAX_VAL, maxVal).on(x, y);
    }
}
