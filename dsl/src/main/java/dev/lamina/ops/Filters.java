package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that blur, distort and scale images. Source: {@code keras.ops.image}. */
public final class Filters {
    /** The kernels of {@link #SCALE_AND_TRANSLATE}. */
    public enum Method {
        LINEAR,
        BILINEAR,
        TRILINEAR,
        CUBIC,
        BICUBIC,
        TRICUBIC,
        LANCZOS3,
        LANCZOS5
    }

    /** The height and the width of the kernel. */
    public static final Field<List<Integer>> KERNEL_SIZE =
            Fields.perAxis("kernel_size", 2, 1).orElse(List.of(3, 3));

    /** The standard deviations, in elements. */
    public static final Field<List<Double>> SIGMA = Fields.numbers("sigma").orElse(List.of(1.0, 1.0));

    /** How far the elements move. */
    public static final Field<Double> ALPHA = Fields.number("alpha").orElse(20.0);

    /** How smooth the movement is. */
    public static final Field<Double> SMOOTHNESS = Fields.number("sigma", "a number of more than 0", value -> value > 0)
            .orElse(5.0);

    public static final Field<FillMode> ELASTIC_FILL_MODE = Fields.someOf(
                    "fill_mode", List.of(FillMode.CONSTANT, FillMode.NEAREST, FillMode.WRAP, FillMode.REFLECT))
            .orElse(FillMode.REFLECT);

    public static final Field<@Nullable Integer> SEED = Fields.integer("seed").orNull();

    /** The axes to scale. */
    public static final Field<List<Integer>> SPATIAL_DIMS = Fields.integers("spatial_dims");

    public static final Field<Method> METHOD = Fields.choice("method", Method.class);
    public static final Field<Boolean> ANTIALIAS = Fields.bool("antialias").orElse(true);

    /** All sizes; those of axes that are not scaled may be {@link Shape#UNKNOWN}. */
    public static final Field<List<Integer>> OUTPUT_SHAPE = Field.of("output_shape", new SizesCodec());

    /** {@code keras.ops.image.gaussian_blur}. */
    public static final OpType GAUSSIAN_BLUR =
            OpType.of(IMAGE, "GaussianBlur", (op, in) -> blurred(op, in.get(0)), KERNEL_SIZE, SIGMA, Nn.DATA_FORMAT);

    /** {@code keras.ops.image.elastic_transform}: the same draws in each run, by its seed. */
    public static final OpType ELASTIC_TRANSFORM = OpType.of(
            IMAGE,
            "ElasticTransform",
            (op, in) -> distorted(op, in.get(0)),
            ALPHA,
            SMOOTHNESS,
            Warps.INTERPOLATION,
            ELASTIC_FILL_MODE,
            Warps.FILL_VALUE,
            SEED,
            Nn.DATA_FORMAT);

    /** {@code keras.ops.image.scale_and_translate}. */
    public static final OpType SCALE_AND_TRANSLATE = OpType.of(
                    IMAGE, "ScaleAndTranslate", Filters::scaled, SPATIAL_DIMS, METHOD, ANTIALIAS)
            .passing(1, OUTPUT_SHAPE);

    private Filters() {}

    /** Sizes, of which the unknown are written as null. */
    private static final class SizesCodec implements Codec<List<Integer>> {
        @Override
        public List<Integer> read(@Nullable Object plain, Place place) {
            List<Integer> sizes = new ArrayList<>();
            for (Object size : Plain.list(plain, place)) {
                if (size != null && !(size instanceof Integer)) {
                    throw place.unexpected(plain, expected());
                }
                sizes.add(size == null ? Shape.UNKNOWN : (Integer) size);
            }
            return List.copyOf(sizes);
        }

        @Override
        public Object write(List<Integer> value) {
            List<@Nullable Integer> sizes = new ArrayList<>();
            value.forEach(size -> sizes.add(size == Shape.UNKNOWN ? null : size));
            return sizes;
        }

        @Override
        public boolean allows(List<Integer> value) {
            return value.stream().allMatch(size -> size >= Shape.UNKNOWN);
        }

        @Override
        public String expected() {
            return "a size of at least 0, or null, for each axis";
        }
    }

    private static TensorSpec blurred(Op op, TensorSpec x) {
        if (x.shape().size(Images.channels(op, x)) == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of channels");
        }
        int sigmas = op.param(SIGMA).size();
        if (sigmas > 2) {
            throw ShapeException.because("needs two standard deviations").differs("sigma has " + sigmas);
        }
        return Rules.checkedFloating(x);
    }

    private static TensorSpec distorted(Op op, TensorSpec x) {
        Images.height(op, x);
        if (op.param(SEED) == null) {
            throw ShapeException.because("needs a seed: an op gives the same output for the same input")
                    .remedy("a seed, or the layer RandomElasticTransform for other draws in each step");
        }
        return Rules.checkedFloating(x);
    }

    private static TensorSpec scaled(Op op, List<TensorSpec> in) {
        TensorSpec x = in.get(0);
        List<Integer> shape = op.param(OUTPUT_SHAPE);
        if (shape.size() != x.shape().rank()) {
            throw ShapeException.because("needs an output shape of the rank of its input")
                    .differs("the input has rank " + x.shape().rank() + ", the output shape " + shape.size());
        }
        List<Integer> axes =
                op.param(SPATIAL_DIMS).stream().map(x.shape()::axis).toList();
        for (TensorSpec numbers : in.subList(1, 3)) {
            if (!numbers.shape().isCompatibleWith(Shape.of(axes.size()))) {
                throw ShapeException.because("needs a scale and a translation for each of " + axes.size() + " axes")
                        .differs("one of them has shape " + numbers.shape());
            }
        }
        Shape result = x.shape();
        List<String> problems = new ArrayList<>();
        for (int axis = 0; axis < shape.size(); axis++) {
            int size = shape.get(axis);
            if (axes.contains(axis) && size == Shape.UNKNOWN) {
                problems.add("axis " + axis + ": the new size is not known");
            } else if (axes.contains(axis)) {
                result = result.withSize(axis, size);
            } else if (!Shape.of(size).isCompatibleWith(Shape.of(x.shape().size(axis)))) {
                problems.add("axis " + axis + ": " + x.shape().size(axis) + " is not " + size);
            }
        }
        if (!problems.isEmpty()) {
            throw ShapeException.because("changes the sizes of its spatial axes " + axes + " only")
                    .differs(String.join(", ", problems));
        }
        return new TensorSpec(result, x.dtype());
    }

    /**
     * Images blurred by a bell of known width. Shapes: x (batch, height, width, channels) -> (batch, height, width, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor y = gaussianBlur(x, 5, 1.5); // (?, 28, 28, 3)
     * }</pre>
     *
     * @param kernelSize height and width of the kernel
     * @param sigma the standard deviation, in elements
     */
    public static SymbolicTensor gaussianBlur(SymbolicTensor x, int kernelSize, double sigma) {
        return GAUSSIAN_BLUR
                .op(Config.empty()
                        .set(KERNEL_SIZE, List.of(kernelSize, kernelSize))
                        .set(SIGMA, List.of(sigma, sigma)))
                .on(x);
    }

    /**
     * Images distorted by a smooth random field, the same in each run. Shapes: x (batch, height, width, channels) -> (batch,
     * height, width, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 1);
     * SymbolicTensor y = elasticTransform(x, 8, 2, 17); // (?, 28, 28, 1)
     * }</pre>
     *
     * @param alpha how far the elements move
     * @param sigma how smooth the movement is
     */
    public static SymbolicTensor elasticTransform(SymbolicTensor x, double alpha, double sigma, int seed) {
        return ELASTIC_TRANSFORM
                .op(Config.empty().set(ALPHA, alpha).set(SMOOTHNESS, sigma).set(SEED, seed))
                .on(x);
    }

    /**
     * A tensor scaled and moved along some axes. Shapes: x of any shape, scale and translation (axes) -> output shape.
     *
     * <pre>{@code
     * SymbolicTensor x = batchInput("x", TensorSpec.of(DType.FLOAT32, 5, 6, 3));
     * SymbolicTensor by = batchInput("by", TensorSpec.of(DType.FLOAT32, 2));
     * SymbolicTensor to = batchInput("to", TensorSpec.of(DType.FLOAT32, 2));
     * SymbolicTensor y = scaleAndTranslate(x, List.of(8, 8, 3), by, to, List.of(0, 1), Filters.Method.CUBIC); // (8, 8, 3)
     * }</pre>
     *
     * @param axes the axes to scale, in the order of the scales and the translations
     */
    public static SymbolicTensor scaleAndTranslate(
            SymbolicTensor x,
            List<Integer> outputShape,
            SymbolicTensor scale,
            SymbolicTensor translation,
            List<Integer> axes,
            Method method) {
        return SCALE_AND_TRANSLATE
                .op(Config.empty()
                        .set(OUTPUT_SHAPE, outputShape)
                        .set(SPATIAL_DIMS, axes)
                        .set(METHOD, method))
                .on(x, scale, translation);
    }
}
