package dev.lamina.ops;

import static dev.lamina.ops.Modules.LINALG;
import static dev.lamina.ops.Modules.MATH;
import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inverses, determinants and solutions of linear equations, for matrices in the last two axes. Inputs are float32 or float64.
 * A matrix that has no inverse is an error when the model runs.
 *
 * <p>Source: {@code keras.ops.linalg}.
 */
public final class Matrices {
    /** Whether the triangular matrix is the upper one. */
    public static final Field<Boolean> UPPER = Fields.bool("upper").orElse(false);

    public static final Field<Boolean> LOWER = Fields.bool("lower").orElse(false);

    /** Which singular values count, as a part of the largest; null for the precision of the type times the larger side. */
    public static final Field<@Nullable Double> RCOND = Fields.number("rcond").orNull();

    /** Which singular values count; null for the precision of the type times the larger side and the largest value. */
    public static final Field<@Nullable Double> TOL = Fields.number("tol").orNull();

    public static final OpType CHOLESKY = OpType.of(LINALG, "Cholesky", (op, in) -> square(in.get(0)), UPPER);
    public static final OpType CHOLESKY_INVERSE =
            OpType.of(LINALG, "CholeskyInverse", (op, in) -> square(in.get(0)), UPPER);
    public static final OpType INV = OpType.of(LINALG, "Inv", (op, in) -> square(in.get(0)));
    public static final OpType DET = OpType.of(LINALG, "Det", (op, in) -> batch(square(in.get(0))));
    public static final OpType LOGDET = OpType.of(MATH, "Logdet", (op, in) -> batch(square(in.get(0))));

    /** The sign and the logarithm of the absolute value of the determinant. */
    public static final OpType SLOGDET = OpType.multiple(NUMPY, "Slogdet", (op, in) -> {
        TensorSpec each = batch(square(in.get(0)));
        return List.of(each, each);
    });

    public static final OpType SOLVE = OpType.of(LINALG, "Solve", (op, in) -> solved(in));
    public static final OpType SOLVE_TRIANGULAR = OpType.of(LINALG, "SolveTriangular", (op, in) -> solved(in), LOWER);
    public static final OpType LSTSQ = OpType.of(LINALG, "Lstsq", (op, in) -> nearest(in), RCOND);
    public static final OpType PINV = OpType.of(
            LINALG,
            "Pinv",
            (op, in) -> {
                Shape shape = matrices(in.get(0)).shape();
                int rank = shape.rank();
                return new TensorSpec(
                        shape.withSize(-1, shape.size(rank - 2)).withSize(-2, shape.last()),
                        in.get(0).dtype());
            },
            RCOND);
    public static final OpType MATRIX_RANK = OpType.of(
            LINALG,
            "MatrixRank",
            (op, in) -> new TensorSpec(batch(matrices(in.get(0))).shape(), DType.INT32),
            TOL);

    private Matrices() {}

    /** A tensor of matrices of a type that TensorFlow decomposes. */
    static TensorSpec matrices(TensorSpec x) {
        if (x.shape().rank() < 2) {
            throw ShapeException.because("needs matrices").differs("the input has shape " + x.shape());
        }
        if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
            throw ShapeException.because("needs matrices of float32 or float64")
                    .differs("the input is " + x.dtype().kerasName())
                    .remedy("cast(x, FLOAT32)");
        }
        return x;
    }

    static TensorSpec square(TensorSpec x) {
        Shape shape = matrices(x).shape();
        if (!Shape.of(shape.last()).isCompatibleWith(Shape.of(shape.size(-2)))) {
            throw ShapeException.because("needs square matrices").differs("the input has shape " + shape);
        }
        return x;
    }

    private static TensorSpec batch(TensorSpec x) {
        return new TensorSpec(x.shape().slice(0, x.shape().rank() - 2), x.dtype());
    }

    private static TensorSpec solved(List<TensorSpec> in) {
        Shape a = square(in.get(0)).shape();
        Shape b = in.get(1).shape();
        Shape rows = a.slice(0, a.rank() - 1);
        boolean vector = b.rank() == a.rank() - 1;
        boolean fits = vector
                ? b.isCompatibleWith(rows)
                : b.rank() == a.rank() && b.slice(0, b.rank() - 1).isCompatibleWith(rows);
        if (!fits || in.get(0).dtype() != in.get(1).dtype()) {
            throw ShapeException.because("needs right-hand sides of the rows and the type of its matrices")
                    .differs("the matrices are " + in.get(0) + ", the right-hand sides " + in.get(1));
        }
        return in.get(1);
    }

    private static TensorSpec nearest(List<TensorSpec> in) {
        Shape a = matrices(in.get(0)).shape();
        Shape b = in.get(1).shape();
        boolean fits = a.rank() == 2
                && (b.rank() == 1 || b.rank() == 2)
                && Shape.of(a.size(0)).isCompatibleWith(Shape.of(b.size(0)));
        if (!fits || in.get(0).dtype() != in.get(1).dtype()) {
            throw ShapeException.because("needs a matrix and right-hand sides of its rows and type")
                    .differs("the matrix is " + in.get(0) + ", the right-hand sides " + in.get(1));
        }
        return new TensorSpec(b.withSize(0, a.size(1)), in.get(1).dtype());
    }

    /**
     * The lower triangular L with {@code L · Lᵀ = x}, of symmetric, positive definite matrices; only their lower triangle is
     * read. Shapes: x (…, n, n) -> (…, n, n).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3, 3);
     * SymbolicTensor l = cholesky(matmul(x, swapaxes(x, 1, 2)).plus(eye(3))); // (?, 3, 3)
     * }</pre>
     */
    public static SymbolicTensor cholesky(SymbolicTensor x) {
        return CHOLESKY.op().on(x);
    }

    /**
     * The inverse of {@code L · Lᵀ}. Shapes: x (…, n, n) -> (…, n, n).
     *
     * <pre>{@code
     * SymbolicTensor inverse = choleskyInverse(eye(3)); // (3, 3)
     * }</pre>
     *
     * @param x lower triangular matrices, as {@link #cholesky} gives them
     */
    public static SymbolicTensor choleskyInverse(SymbolicTensor x) {
        return CHOLESKY_INVERSE.op().on(x);
    }

    /**
     * The inverse. Shapes: x (…, n, n) -> (…, n, n).
     *
     * <pre>{@code
     * SymbolicTensor y = inv(input("x", 3, 3)); // (?, 3, 3)
     * }</pre>
     */
    public static SymbolicTensor inv(SymbolicTensor x) {
        return INV.op().on(x);
    }

    /**
     * The inverse by Moore and Penrose. Shapes: x (…, n, m) -> (…, m, n).
     *
     * <pre>{@code
     * SymbolicTensor y = pinv(input("x", 4, 3)); // (?, 3, 4)
     * }</pre>
     */
    public static SymbolicTensor pinv(SymbolicTensor x) {
        return PINV.op().on(x);
    }

    /**
     * The determinant. Shapes: x (…, n, n) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor y = det(input("x", 3, 3)); // (?,)
     * }</pre>
     */
    public static SymbolicTensor det(SymbolicTensor x) {
        return DET.op().on(x);
    }

    /**
     * The logarithm of the determinant of symmetric, positive definite matrices. Shapes: x (…, n, n) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor y = logdet(eye(3)); // ()
     * }</pre>
     */
    public static SymbolicTensor logdet(SymbolicTensor x) {
        return LOGDET.op().on(x);
    }

    /** The sign of determinants (…), and the logarithm of their absolute value (…). */
    public record SignedLog(SymbolicTensor sign, SymbolicTensor log) {}

    /**
     * The sign and the logarithm of the absolute value of the determinant. Shapes: x (…, n, n) -> (…), (…).
     *
     * <pre>{@code
     * SymbolicTensor y = slogdet(input("x", 3, 3)).log(); // (?,)
     * }</pre>
     */
    public static SignedLog slogdet(SymbolicTensor x) {
        List<SymbolicTensor> parts = SLOGDET.op().call(Arguments.of(List.of(x)));
        return new SignedLog(parts.get(0), parts.get(1));
    }

    /**
     * The x of {@code a · x = b}. Shapes: a (…, n, n), b (…, n) or (…, n, m) -> the shape of b.
     *
     * <pre>{@code
     * SymbolicTensor x = solve(input("a", 3, 3), input("b", 3)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor solve(SymbolicTensor a, SymbolicTensor b) {
        return SOLVE.op().on(a, b);
    }

    /**
     * The x of {@code a · x = b} for triangular a, whose other triangle is not read. Shapes: a (…, n, n), b (…, n) or
     * (…, n, m) -> the shape of b.
     *
     * <pre>{@code
     * SymbolicTensor x = solveTriangular(input("a", 3, 3), input("b", 3), true); // (?, 3)
     * }</pre>
     *
     * @param lower whether a is the lower triangle
     */
    public static SymbolicTensor solveTriangular(SymbolicTensor a, SymbolicTensor b, boolean lower) {
        return SOLVE_TRIANGULAR.op(LOWER, lower).on(a, b);
    }

    /**
     * The shortest x for which {@code |a · x - b|} is least. Shapes: a (n, m), b (n) or (n, k) -> (m) or (m, k).
     *
     * <pre>{@code
     * SymbolicTensor x = lstsq(eye(3), ones(3, 2)); // (3, 2)
     * }</pre>
     */
    public static SymbolicTensor lstsq(SymbolicTensor a, SymbolicTensor b) {
        return LSTSQ.op().on(a, b);
    }

    /**
     * How many singular values differ from 0, int32. Shapes: x (…, n, m) -> (…).
     *
     * <pre>{@code
     * SymbolicTensor y = matrixRank(input("x", 4, 3)); // (?,)
     * }</pre>
     */
    public static SymbolicTensor matrixRank(SymbolicTensor x) {
        return MATRIX_RANK.op().on(x);
    }
}
