package dev.lamina.regularizers;

import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.function.Function;

/** Makes regularizers. Source: {@code keras.regularizers}. */
public final class Regularizers {
    private static final Schema.Home HOME = new Schema.Home("keras.regularizers", null);

    private Regularizers() {}

    static Schema<Regularizer> schema(String className, Function<Config, Regularizer> constructor) {
        return Schema.of(Regularizer.class, className, HOME, constructor);
    }

    static Field<Double> factor(String key) {
        return Fields.number(key, "a number of at least 0", value -> value >= 0 && Double.isFinite(value));
    }

    static SymbolicTensor absolute(SymbolicTensor x) {
        return Reductions.sum(Elementwise.abs(x));
    }

    static SymbolicTensor squares(SymbolicTensor x) {
        return Reductions.sum(Elementwise.square(x));
    }

    /** All of Keras's regularizers. */
    public static List<Schema<Regularizer>> schemas() {
        return List.of(L1.SCHEMA, L2.SCHEMA, L1L2.SCHEMA, OrthogonalRegularizer.SCHEMA);
    }

    /** {@code factor · Σ|x|} */
    public static Regularizer l1(double factor) {
        return L1.of(factor);
    }

    /** {@code factor · Σx²} */
    public static Regularizer l2(double factor) {
        return L2.of(factor);
    }

    /** {@code l1 · Σ|x| + l2 · Σx²} */
    public static Regularizer l1L2(double l1, double l2) {
        return L1L2.of(l1, l2);
    }

    /**
     * {@code factor} times the mean absolute cosine between two rows or two columns of a matrix.
     *
     * <pre>{@code
     * Regularizer regularizer = orthogonal(1e-2, OrthogonalRegularizer.Mode.ROWS);
     * }</pre>
     */
    public static Regularizer orthogonal(double factor, OrthogonalRegularizer.Mode mode) {
        return OrthogonalRegularizer.of(factor, mode);
    }
}
