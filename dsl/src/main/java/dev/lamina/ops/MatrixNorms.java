package dev.lamina.ops;

import static dev.lamina.ops.Modules.LINALG;

import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Norms of vectors and matrices. Source: {@code keras.ops.norm}. */
public final class MatrixNorms {
    /**
     * The order of a norm.
     *
     * @param name {@code fro}, {@code nuc}, or empty for a number
     * @param number the number, also infinite
     */
    public record Order(String name, double number) {
        /** The root of the sum of squares. */
        public static final Order FROBENIUS = new Order("fro", 2);

        /** The sum of the singular values. */
        public static final Order NUCLEAR = new Order("nuc", 0);

        /** A norm of vectors {@code (Σ |x|^p)^(1/p)}, or its matrix norm for 1, -1, 2, -2 and the infinities. */
        public static Order of(double number) {
            return new Order("", number);
        }

        /** Whether this is the number; not so for norms with names. */
        public boolean isNumber(double other) {
            return name.isEmpty() && number == other;
        }
    }

    /** The order; null for Euclid's and Frobenius's. */
    public static final Field<@Nullable Order> ORD =
            Field.of("ord", new OrderCodec()).orNull();

    public static final OpType NORM =
            OpType.of(LINALG, "Norm", (op, in) -> measured(op, in.get(0)), ORD, Reductions.AXIS, Reductions.KEEPDIMS);

    private MatrixNorms() {}

    private static final class OrderCodec implements Codec<Order> {
        @Override
        public Order read(@Nullable Object plain, Place place) {
            if (plain instanceof Number number) {
                return Order.of(number.doubleValue());
            }
            Order named = List.of(Order.FROBENIUS, Order.NUCLEAR).stream()
                    .filter(order -> order.name.equals(plain))
                    .findFirst()
                    .orElse(null);
            if (named == null) {
                throw place.unexpected(plain, expected());
            }
            return named;
        }

        @Override
        public Object write(Order value) {
            boolean whole = value.number == Math.rint(value.number) && !Double.isInfinite(value.number);
            return !value.name.isEmpty() ? value.name : whole ? (Object) (int) value.number : (Object) value.number;
        }

        @Override
        public String expected() {
            return "a number, \"fro\" or \"nuc\"";
        }
    }

    /** The axes whose norm is taken: one for vectors, two for matrices. */
    public static List<Integer> axes(Op op, Shape shape) {
        List<Integer> given = op.param(Reductions.AXIS);
        return given == null
                ? IntStream.range(0, shape.rank()).boxed().toList()
                : given.stream().map(shape::axis).toList();
    }

    private static TensorSpec measured(Op op, TensorSpec x) {
        List<Integer> axes = axes(op, x.shape());
        Order order = op.param(ORD);
        if (axes.isEmpty() || axes.size() > 2) {
            throw ShapeException.because("needs the axis of vectors, or the two of matrices")
                    .differs("the axes are " + axes)
                    .remedy("norm(ravel(x), ord), or the axes");
        }
        boolean known = order == null
                || (axes.size() == 1
                        ? order.name().isEmpty()
                        : !order.name().isEmpty()
                                || order.isNumber(1)
                                || order.isNumber(-1)
                                || order.isNumber(2)
                                || order.isNumber(-2)
                                || Double.isInfinite(order.number()));
        if (!known) {
            throw ShapeException.because("there is no such norm of "
                    + (axes.size() == 1 ? "vectors" : "matrices (1, -1, 2, -2, inf, -inf, fro and nuc are)"));
        }
        DType dtype = x.dtype().isFloating() ? x.dtype() : DType.FLOAT32;
        return new TensorSpec(Reductions.without(x.shape(), axes, op.param(Reductions.KEEPDIMS)), dtype);
    }

    /**
     * Euclid's norm of vectors, Frobenius's of matrices.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor lengths = norm(x, -1); // (?, 4)
     * }</pre>
     *
     * @param axes the axis of the vectors, or the two of the matrices
     */
    public static SymbolicTensor norm(SymbolicTensor x, int... axes) {
        return Reductions.reduce(NORM, x, axes, false);
    }

    /**
     * A norm of vectors or matrices.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor sums = norm(x, MatrixNorms.Order.NUCLEAR, 1, 2); // (?,)
     * }</pre>
     *
     * @param axes the axis of the vectors, or the two of the matrices
     */
    public static SymbolicTensor norm(SymbolicTensor x, Order order, int... axes) {
        return NORM.op(Config.empty()
                        .set(ORD, order)
                        .set(Reductions.AXIS, IntStream.of(axes).boxed().toList()))
                .on(x);
    }
}
