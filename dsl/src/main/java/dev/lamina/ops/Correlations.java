package dev.lamina.ops;

import static dev.lamina.ops.Modules.NUMPY;

import dev.lamina.Arithmetic;
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

/** How vectors resemble each other. */
public final class Correlations {
    /** Which displacements count. */
    public enum Mode {
        /** Those at which one vector lies wholly within the other. */
        VALID,
        /** As many as the longer vector has elements. */
        SAME,
        /** Those at which the two share an element. */
        FULL
    }

    public static final Field<Mode> MODE = Fields.choice("mode", Mode.class).orElse(Mode.VALID);

    public static final OpType CORRELATE = OpType.of(NUMPY, "Correlate", Correlations::correlated, MODE);
    public static final OpType CORRCOEF = OpType.of(NUMPY, "Corrcoef", (op, in) -> coefficients(in.get(0)));

    private Correlations() {}

    private static DType type(DType dtype) {
        return dtype == DType.INT64 ? DType.FLOAT64 : dtype.isFloating() ? dtype : DType.FLOAT32;
    }

    private static TensorSpec correlated(Op op, List<TensorSpec> in) {
        if (in.stream().anyMatch(x -> x.shape().rank() != 1)) {
            throw ShapeException.because("needs two vectors")
                    .differs(in.get(0).shape() + " and " + in.get(1).shape());
        }
        int n = in.get(0).shape().size(0);
        int m = in.get(1).shape().size(0);
        DType dtype = type(DType.promote(in.get(0).dtype(), in.get(1).dtype()));
        if (n == Shape.UNKNOWN || m == Shape.UNKNOWN) {
            return TensorSpec.of(dtype, Shape.UNKNOWN);
        }
        if (op.param(MODE) == Mode.VALID && m > n) {
            throw ShapeException.because("needs a first vector that is not shorter than the second")
                    .differs(n + " is less than " + m);
        }
        return TensorSpec.of(
                dtype,
                switch (op.param(MODE)) {
                    case VALID -> n - m + 1;
                    case SAME -> Math.max(n, m);
                    case FULL -> n + m - 1;
                });
    }

    private static TensorSpec coefficients(TensorSpec x) {
        if (x.shape().rank() != 2) {
            throw ShapeException.because("needs a matrix, a variable in each row")
                    .differs("the shape is " + x.shape());
        }
        int rows = x.shape().size(0);
        return Arithmetic.floating(new TensorSpec(Shape.of(rows, rows), type(x.dtype())));
    }

    /**
     * {@code Σ x[k + i] · y[i]} for displacements k. Shapes: x (n), y (m) -> (n - m + 1).
     *
     * <pre>{@code
     * SymbolicTensor z = correlate(linspace(0, 1, 8), ones(3)); // (6,)
     * }</pre>
     */
    public static SymbolicTensor correlate(SymbolicTensor x, SymbolicTensor y) {
        return CORRELATE.op().on(x, y);
    }

    /**
     * {@code Σ x[k + i] · y[i]} for displacements k.
     *
     * <pre>{@code
     * SymbolicTensor z = correlate(linspace(0, 1, 8), ones(3), Correlations.Mode.FULL); // (10,)
     * }</pre>
     */
    public static SymbolicTensor correlate(SymbolicTensor x, SymbolicTensor y, Mode mode) {
        return CORRELATE.op(MODE, mode).on(x, y);
    }

    /**
     * Pearson's correlation of the rows of a matrix. Shapes: x (n, samples) -> (n, n).
     *
     * <pre>{@code
     * SymbolicTensor y = corrcoef(eye(3)); // (3, 3)
     * }</pre>
     */
    public static SymbolicTensor corrcoef(SymbolicTensor x) {
        return CORRCOEF.op().on(x);
    }
}
