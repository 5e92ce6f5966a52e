package dev.lamina.ops;

import static dev.lamina.ops.Modules.IMAGE;
import static dev.lamina.ops.Modules.LAMINA;

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

/**
 * Ops that take the elements of an image from other places. Gradients pass to the images and, where elements are found between
 * others, to the places. Source: {@code keras.ops.image}.
 */
public final class Warps {
    /** {@link Interpolation#NEAREST} or {@link Interpolation#BILINEAR}. */
    public static final Field<Interpolation> INTERPOLATION = Fields.someOf(
                    "interpolation", List.of(Interpolation.NEAREST, Interpolation.BILINEAR))
            .orElse(Interpolation.BILINEAR);

    /** Any but {@link FillMode#MIRROR}. */
    public static final Field<FillMode> FILL_MODE = Fields.someOf(
                    "fill_mode", List.of(FillMode.CONSTANT, FillMode.NEAREST, FillMode.WRAP, FillMode.REFLECT))
            .orElse(FillMode.CONSTANT);

    /** What lies beyond the borders where the mode is {@link FillMode#CONSTANT}. */
    public static final Field<Double> FILL_VALUE = Fields.number("fill_value").orElse(0.0);

    /** 0 for the nearest element, 1 for a mean of the neighbours in proportion. */
    public static final Field<Integer> ORDER = Fields.integer("order", "0 or 1", value -> value == 0 || value == 1);

    /** Any mode. */
    public static final Field<FillMode> ANY_FILL_MODE =
            Fields.choice("fill_mode", FillMode.class).orElse(FillMode.CONSTANT);

    /** {@code keras.ops.image.affine_transform}. */
    public static final OpType AFFINE_TRANSFORM = OpType.of(
            IMAGE, "AffineTransform", Warps::transformed, INTERPOLATION, FILL_MODE, FILL_VALUE, Nn.DATA_FORMAT);

    /** {@code keras.ops.image.perspective_transform}. */
    public static final OpType PERSPECTIVE_TRANSFORM =
            OpType.of(IMAGE, "PerspectiveTransform", Warps::seenAnew, INTERPOLATION, FILL_VALUE, Nn.DATA_FORMAT);

    /** {@code keras.ops.image.map_coordinates}. */
    public static final OpType MAP_COORDINATES =
            OpType.of(IMAGE, "MapCoordinates", (op, in) -> mapped(in), ORDER, ANY_FILL_MODE, FILL_VALUE);

    /**
     * The elements of images at places. Shapes: x (batch, height, width, channels), rows and columns (batch, height, width) ->
     * the shape of x.
     */
    public static final OpType SAMPLE_AT =
            OpType.of(LAMINA, "SampleAt", (op, in) -> in.get(0), ORDER, ANY_FILL_MODE, FILL_VALUE);

    private Warps() {}

    private static TensorSpec transformed(Op op, List<TensorSpec> in) {
        Images.height(op, in.get(0));
        Shape transform = in.get(1).shape();
        boolean fits = (transform.rank() == 1 || transform.rank() == 2)
                && (transform.last() == 8 || transform.last() == Shape.UNKNOWN);
        if (!fits) {
            throw ShapeException.because("needs a transform of 8 numbers, or one for each image: (8,) or (batch, 8)")
                    .differs("the transform has shape " + transform);
        }
        checkCount(in.get(0), transform, 2, "transforms");
        return in.get(0);
    }

    private static TensorSpec seenAnew(Op op, List<TensorSpec> in) {
        Images.height(op, in.get(0));
        for (TensorSpec points : in.subList(1, 3)) {
            Shape shape = points.shape();
            boolean fits = (shape.rank() == 2 || shape.rank() == 3)
                    && shape.from(shape.rank() - 2).isCompatibleWith(Shape.of(4, 2));
            if (!fits) {
                throw ShapeException.because("needs 4 points, or 4 for each image: (4, 2) or (batch, 4, 2)")
                        .differs("the points have shape " + shape);
            }
            checkCount(in.get(0), shape, 3, "points");
        }
        if (!in.get(1).shape().isCompatibleWith(in.get(2).shape())) {
            throw ShapeException.because("needs as many end points as start points")
                    .differs(in.get(1).shape() + " is not " + in.get(2).shape());
        }
        return in.get(0);
    }

    /** One for all images, or one for each. */
    private static void checkCount(TensorSpec images, Shape shape, int batched, String what) {
        if (shape.rank() < batched) {
            return;
        }
        int count = shape.size(0);
        int batch = images.shape().rank() == 3 ? 1 : images.shape().size(0);
        if (count != 1 && count != Shape.UNKNOWN && batch != Shape.UNKNOWN && count != batch) {
            throw ShapeException.because("needs " + what + " for each image, or one for all")
                    .differs("there are " + batch + " images and " + what + " for " + count);
        }
    }

    private static TensorSpec mapped(List<TensorSpec> in) {
        Shape coordinates = in.get(1).shape();
        int rank = in.get(0).shape().rank();
        if (coordinates.rank() < 2 || coordinates.size(0) != rank) {
            throw ShapeException.because("needs coordinates of rank 2 or more, with one row for each axis of the input")
                    .differs("the input has rank " + rank + ", the coordinates have shape " + coordinates);
        }
        return new TensorSpec(coordinates.from(1), in.get(0).dtype());
    }

    /**
     * Each element {@code (x, y)} of the result is the image's at {@code ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k)}
     * with {@code k = c0 x + c1 y + 1}. Shapes: images (batch, height, width, channels), transform (batch, 8) or (8,): {@code
     * a0 a1 a2 b0 b1 b2 c0 c1} -> (batch, height, width, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor theta = input("theta", 8);
     * SymbolicTensor y = affineTransform(x, theta); // (?, 28, 28, 3)
     * }</pre>
     */
    public static SymbolicTensor affineTransform(SymbolicTensor images, SymbolicTensor transform) {
        return affineTransform(images, transform, Config.empty());
    }

    /**
     * {@link #affineTransform(SymbolicTensor, SymbolicTensor)} with other parameters.
     *
     * @param parameters what differs from the defaults of {@link #AFFINE_TRANSFORM}
     */
    public static SymbolicTensor affineTransform(SymbolicTensor images, SymbolicTensor transform, Config parameters) {
        return AFFINE_TRANSFORM.op(parameters).on(images, transform);
    }

    /**
     * Images seen from elsewhere: what was at four points {@code (x, y)} comes to four others. Shapes: images (batch, height,
     * width, channels), points (batch, 4, 2) or (4, 2) -> (batch, height, width, channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 28, 28, 3);
     * SymbolicTensor from = input("from", 4, 2);
     * SymbolicTensor to = input("to", 4, 2);
     * SymbolicTensor y = perspectiveTransform(x, from, to); // (?, 28, 28, 3)
     * }</pre>
     */
    public static SymbolicTensor perspectiveTransform(
            SymbolicTensor images, SymbolicTensor startPoints, SymbolicTensor endPoints) {
        return perspectiveTransform(images, startPoints, endPoints, Config.empty());
    }

    /**
     * {@link #perspectiveTransform(SymbolicTensor, SymbolicTensor, SymbolicTensor)} with other parameters.
     *
     * @param parameters what differs from the defaults of {@link #PERSPECTIVE_TRANSFORM}
     */
    public static SymbolicTensor perspectiveTransform(
            SymbolicTensor images, SymbolicTensor startPoints, SymbolicTensor endPoints, Config parameters) {
        return PERSPECTIVE_TRANSFORM.op(parameters).on(images, startPoints, endPoints);
    }

    /**
     * The elements of a tensor at places between them. Shapes: x of rank r, coordinates (r, …) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor x = batchInput("x", TensorSpec.of(DType.FLOAT32, 5, 6));
     * SymbolicTensor places = batchInput("places", TensorSpec.of(DType.FLOAT32, 2, 10));
     * SymbolicTensor y = mapCoordinates(x, places, 1, FillMode.NEAREST); // (10,)
     * }</pre>
     *
     * @param order 0 for the nearest element, 1 for a mean of the neighbours in proportion
     */
    public static SymbolicTensor mapCoordinates(
            SymbolicTensor x, SymbolicTensor coordinates, int order, FillMode fillMode) {
        return MAP_COORDINATES
                .op(Config.empty().set(ORDER, order).set(ANY_FILL_MODE, fillMode))
                .on(x, coordinates);
    }
}
