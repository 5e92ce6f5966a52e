package dev.lamina.ops;

import static dev.lamina.ops.Modules.LINALG;

import dev.lamina.Arguments;
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

    /** An orthonormal matrix and an upper triangular one. */
    public record Qr(SymbolicTensor q, SymbolicTensor r) {}

    private Decompositions() {}

    private static List<TensorSpec> factors(Op op, TensorSpec x) {
        Shape shape = x.shape();
        if (shape.rank() < 2) {
            throw ShapeException.because("needs matrices").differs("the input has shape " + shape);
        }
        int rows = shape.size(-2);
        int columns = shape.last();
        boolean known = rows != Shape.UNKNOWN && columns != Shape.UNKNOWN;
        int inner = op.param(MODE) == Mode.COMPLETE ? rows : known ? Math.min(rows, columns) : Shape.UNKNOWN;
        Shape batch = shape.slice(0, shape.rank() - 2);
        return List.of(
                new TensorSpec(batch.plus(rows, inner), x.dtype()),
                new TensorSpec(batch.plus(inner, columns), x.dtype()));
    }

    /** The QR decomposition. Shapes: x (…, n, m) -> Q (…, n, k), R (…, k, m), k the smaller of n and m. */
    public static Qr qr(SymbolicTensor x) {
        List<SymbolicTensor> factors = QR.op().call(Arguments.of(List.of(x)));
        return new Qr(factors.get(0), factors.get(1));
    }
}
