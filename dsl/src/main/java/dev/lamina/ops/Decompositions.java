package dev.lamina.ops;

import static dev.lamina.ops.Modules.LINALG;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Matrices as products of simpler ones. Source: {@code keras.ops.linalg}. */
public final class Decompositions {
    /** How large Q and R are. */
    public enum Mode {
        /** Q (…, n, k), R (…, k, m) with k the smaller of n and m. */
        REDUCED,
        /** Q (…, n, n), R (…, n, m). */
        COMPLETE
    }

    public static final Field<Mode> MODE = Fields.choice("mode", Mode.class).orElse(Mode.REDUCED);

    public static final OpType QR = OpType.multiple(LINALG, "Qr", (op, in) -> factors(op, in.get(0)), MODE);

    /** Whether U and V are square. */
    public static final Field<Boolean> FULL_MATRICES =
            Fields.bool("full_matrices").orElse(true);

    /** Whether U and V are computed. */
    public static final Field<Boolean> COMPUTE_UV = Fields.bool("compute_uv").orElse(true);

    public static final OpType SVD =
            OpType.multiple(LINALG, "SVD", (op, in) -> singular(op, in.get(0)), FULL_MATRICES, COMPUTE_UV);

    /** Eigenvalues and eigenvectors of symmetric matrices. */
    public static final OpType EIGH = OpType.multiple(LINALG, "Eigh", (op, in) -> {
        TensorSpec x = Matrices.square(in.get(0));
        return List.of(new TensorSpec(x.shape().slice(0, x.shape().rank() - 1), x.dtype()), x);
    });

    /** L (below the diagonal, which is 1) and U in one matrix, and the order of the rows. */
    public static final OpType LU_FACTOR = OpType.multiple(LINALG, "LuFactor", (op, in) -> {
        TensorSpec x = Matrices.square(in.get(0));
        if (x.shape().rank() != 2) {
            throw ShapeException.because("needs one matrix").differs("the input has shape " + x.shape());
        }
        return List.of(x, new TensorSpec(x.shape().slice(0, 1), DType.INT32));
    });

    /** An orthonormal matrix and an upper triangular one. */
    public record Qr(SymbolicTensor q, SymbolicTensor r) {}

    /** Orthonormal matrices u (…, n, n) and v (…, m, m), already transposed, and the singular values s between. */
    public record Svd(SymbolicTensor u, SymbolicTensor s, SymbolicTensor v) {}

    /** Eigenvalues (…, n), ascending, and eigenvectors in columns (…, n, n). */
    public record Eigh(SymbolicTensor values, SymbolicTensor vectors) {}

    /** L and U in one matrix (n, n), and the row of each that each row of the input went to (n), int32. */
    public record Lu(SymbolicTensor lu, SymbolicTensor order) {}

    private Decompositions() {}

    private static List<TensorSpec> factors(Op op, TensorSpec x) {
        Shape shape = Matrices.matrices(x).shape();
        int rows = shape.size(-2);
        int columns = shape.last();
        boolean known = rows != Shape.UNKNOWN && columns != Shape.UNKNOWN;
        int inner = op.param(MODE) == Mode.COMPLETE ? rows : known ? Math.min(rows, columns) : Shape.UNKNOWN;
        Shape batch = shape.slice(0, shape.rank() - 2);
        return List.of(
                new TensorSpec(batch.plus(rows, inner), x.dtype()),
                new TensorSpec(batch.plus(inner, columns), x.dtype()));
    }

    private static List<TensorSpec> singular(Op op, TensorSpec x) {
        Shape shape = Matrices.matrices(x).shape();
        Shape batch = shape.slice(0, shape.rank() - 2);
        int rows = shape.size(-2);
        int columns = shape.last();
        boolean known = rows != Shape.UNKNOWN && columns != Shape.UNKNOWN;
        int inner = known ? Math.min(rows, columns) : Shape.UNKNOWN;
        TensorSpec values = new TensorSpec(batch.plus(inner), x.dtype());
        if (!op.param(COMPUTE_UV)) {
            return List.of(values);
        }
        boolean full = op.param(FULL_MATRICES);
        return List.of(
                new TensorSpec(batch.plus(rows, full ? rows : inner), x.dtype()),
                values,
                new TensorSpec(batch.plus(full ? columns : inner, columns), x.dtype()));
    }

    /**
     * The singular value decomposition {@code u · diag(s) · v}; the gradients by u and v want singular values that differ,
     * and matrices that are not full where the input is not square.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor s = svd(x, false).s(); // (?, 3)
     * }</pre>
     *
     * @param fullMatrices whether u and v are square; else they have as many columns and rows as there are singular values
     */
    public static Svd svd(SymbolicTensor x, boolean fullMatrices) {
        List<SymbolicTensor> factors = SVD.op(FULL_MATRICES, fullMatrices).call(Arguments.of(List.of(x)));
        return new Svd(factors.get(0), factors.get(1), factors.get(2));
    }

    /**
     * Eigenvalues and eigenvectors of symmetric matrices, of which only the lower triangle is read; the gradient by the
     * vectors wants eigenvalues that differ.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3, 3);
     * SymbolicTensor values = eigh(x).values(); // (?, 3)
     * }</pre>
     */
    public static Eigh eigh(SymbolicTensor x) {
        List<SymbolicTensor> parts = EIGH.op().call(Arguments.of(List.of(x)));
        return new Eigh(parts.get(0), parts.get(1));
    }

    /**
     * A matrix as the product of a lower triangular one, with ones on its diagonal, and an upper triangular one, the rows in
     * another order.
     *
     * <pre>{@code
     * SymbolicTensor lu = luFactor(eye(3)).lu(); // (3, 3)
     * }</pre>
     */
    public static Lu luFactor(SymbolicTensor x) {
        List<SymbolicTensor> parts = LU_FACTOR.op().call(Arguments.of(List.of(x)));
        return new Lu(parts.get(0), parts.get(1));
    }

    /**
     * The QR decomposition. Shapes: x (…, n, m) -> Q (…, n, k), R (…, k, m), k the smaller of n and m.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor r = qr(x).r(); // (?, 3, 3)
     * }</pre>
     */
    public static Qr qr(SymbolicTensor x) {
        List<SymbolicTensor> factors = QR.op().call(Arguments.of(List.of(x)));
        return new Qr(factors.get(0), factors.get(1));
    }
}
