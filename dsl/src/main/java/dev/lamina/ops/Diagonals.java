package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

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
import org.jspecify.annotations.Nullable;

/** Ops on the diagonals and triangles of matrices. */
public final class Diagonals {
    /** Which diagonal: 0 for the main one, positive above it. */
    public static final Field<Integer> K = Fields.integer("k").orElse(0);

    public static final Field<Integer> OFFSET = Fields.integer("offset").orElse(0);

    /** The number of columns; null for as many as rows. */
    public static final Field<@Nullable Integer> N = Fields.positive("N").orNull();

    public static final Field<Boolean> INCREASING = Fields.bool("increasing").orElse(false);

    public static final OpType TRIL = OpType.of(NUMPY, "Tril", (op, in) -> matrix(in.get(0)), K);
    public static final OpType TRIU = OpType.of(NUMPY, "Triu", (op, in) -> matrix(in.get(0)), K);
    public static final OpType DIAG = OpType.of(NUMPY, "Diag", (op, in) -> diag(op, in.get(0)), K);
    public static final OpType DIAGFLAT = OpType.of(
            NUMPY,
            "Diagflat",
            (op, in) -> new TensorSpec(
                    square(Math.toIntExact(in.get(0).shape().elements()), op.param(K)),
                    in.get(0).dtype()),
            K);
    public static final OpType DIAGONAL =
            OpType.of(NUMPY, "Diagonal", (op, in) -> diagonal(op, in.get(0)), OFFSET, Axes.AXIS1, Axes.AXIS2);
    public static final OpType TRACE = OpType.of(
            NUMPY,
            "Trace",
            (op, in) -> {
                Shape shape = diagonal(op, in.get(0)).shape();
                return new TensorSpec(
                        shape.slice(0, shape.rank() - 1),
                        Reductions.accumulating(in.get(0).dtype()));
            },
            OFFSET,
            Axes.AXIS1,
            Axes.AXIS2);
    public static final OpType VANDER = OpType.of(NUMPY, "Vander", (op, in) -> vander(op, in.get(0)), N, INCREASING);

    private Diagonals() {}

    private static TensorSpec matrix(TensorSpec x) {
        if (x.shape().rank() < 2) {
            throw ShapeException.because("needs a matrix").differs("the input has shape " + x.shape());
        }
        return x;
    }

    private static Shape square(int size, int k) {
        int side = size == Shape.UNKNOWN ? size : size + Math.abs(k);
        return Shape.of(side, side);
    }

    private static TensorSpec diag(Op op, TensorSpec x) {
        if (x.shape().rank() == 1) {
            return new TensorSpec(square(x.shape().size(0), op.param(K)), x.dtype());
        }
        if (x.shape().rank() != 2) {
            throw ShapeException.because("needs a vector or a matrix").differs("the input has shape " + x.shape());
        }
        return new TensorSpec(Shape.of(length(x.shape().size(0), x.shape().size(1), op.param(K))), x.dtype());
    }

    private static int length(int rows, int columns, int offset) {
        return rows == Shape.UNKNOWN || columns == Shape.UNKNOWN
                ? Shape.UNKNOWN
                : Math.max(0, Math.min(rows - Math.max(-offset, 0), columns - Math.max(offset, 0)));
    }

    private static TensorSpec diagonal(Op op, TensorSpec x) {
        Shape shape = matrix(x).shape();
        int first = shape.axis(op.param(Axes.AXIS1));
        int second = shape.axis(op.param(Axes.AXIS2));
        if (first == second) {
            throw ShapeException.because("needs two different axes; received " + first + " twice");
        }
        int length = length(shape.size(first), shape.size(second), op.param(OFFSET));
        return new TensorSpec(
                Reductions.without(shape, List.of(first, second), false).plus(length), x.dtype());
    }

    private static TensorSpec vander(Op op, TensorSpec x) {
        if (x.shape().rank() != 1) {
            throw ShapeException.because("needs a vector").differs("the input has shape " + x.shape());
        }
        Integer columns = op.param(N);
        int size = columns == null ? x.shape().size(0) : columns;
        if (size == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of columns").remedy("N, or an input of a known size");
        }
        return new TensorSpec(x.shape().plus(size), x.dtype());
    }

    /**
     * The matrix with zeros above diagonal k.
     *
     * <pre>{@code
     * SymbolicTensor y = tril(input("x", 3, 3), 0); // (?, 3, 3)
     * }</pre>
     */
    public static SymbolicTensor tril(SymbolicTensor x, int k) {
        return TRIL.op(K, k).on(x);
    }

    /**
     * The matrix with zeros below diagonal k.
     *
     * <pre>{@code
     * SymbolicTensor y = triu(input("x", 3, 3), 1); // (?, 3, 3)
     * }</pre>
     */
    public static SymbolicTensor triu(SymbolicTensor x, int k) {
        return TRIU.op(K, k).on(x);
    }

    /**
     * The matrix with this diagonal, or the diagonal of this matrix.
     *
     * <pre>{@code
     * SymbolicTensor y = diag(linspace(0, 1, 3), 0); // (3, 3)
     * }</pre>
     */
    public static SymbolicTensor diag(SymbolicTensor x, int k) {
        return DIAG.op(K, k).on(x);
    }

    /**
     * The diagonals of matrices that lie in two axes. Shapes: x (n, n, …) -> (…, n).
     *
     * <pre>{@code
     * SymbolicTensor y = diagonal(input("x", 3, 3), 0, 1, 2); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor diagonal(SymbolicTensor x, int offset, int axis1, int axis2) {
        return DIAGONAL.op(Config.empty()
                        .set(OFFSET, offset)
                        .set(Axes.AXIS1, axis1)
                        .set(Axes.AXIS2, axis2))
                .on(x);
    }

    /**
     * The sum of the main diagonal of matrices that lie in the first two axes.
     *
     * <pre>{@code
     * SymbolicTensor y = trace(eye(3)); // ()
     * }</pre>
     */
    public static SymbolicTensor trace(SymbolicTensor x) {
        return TRACE.op().on(x);
    }
}
