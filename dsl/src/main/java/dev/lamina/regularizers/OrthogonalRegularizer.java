package dev.lamina.regularizers;

import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.Arrays;

/**
 * Makes the rows or the columns of a matrix orthogonal to each other: {@code factor} times the mean absolute cosine between
 * two of them. Source: {@code keras.regularizers.OrthogonalRegularizer}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelRegularizer(orthogonal(1e-2, OrthogonalRegularizer.Mode.COLUMNS))); // (?, 8)
 * }</pre>
 */
public final class OrthogonalRegularizer extends Regularizer {
    /** What shall be orthogonal. */
    public enum Mode {
        ROWS,
        COLUMNS
    }

    static final Schema<Regularizer> SCHEMA = Regularizers.schema("OrthogonalRegularizer", OrthogonalRegularizer::new);
    private static final Field<Double> FACTOR =
            SCHEMA.add(Regularizers.factor("factor").orElse(0.01));
    private static final Field<Mode> MODE =
            SCHEMA.add(Fields.choice("mode", Mode.class).orElse(Mode.ROWS));

    private OrthogonalRegularizer(Config config) {
        super(SCHEMA, config);
    }

    static Regularizer of(double factor, Mode mode) {
        return SCHEMA.create(Config.empty().set(FACTOR, factor).set(MODE, mode));
    }

    @Override
    public SymbolicTensor loss(SymbolicTensor x) {
        if (x.shape().rank() != 2 || !x.shape().isKnown()) {
            throw ShapeException.because("the OrthogonalRegularizer needs a matrix of known size")
                    .differs("it was given " + x.spec());
        }
        boolean ofRows = get(MODE) == Mode.ROWS;
        SymbolicTensor rows = ofRows ? x : Shapes.transpose(x);
        // The floor only keeps a row of zeros from being divided by zero.
        SymbolicTensor lengths =
                Elementwise.sqrt(Elementwise.maximum(Reductions.sumKeepingDims(Elementwise.square(rows), 1), 1e-30));
        SymbolicTensor unit = rows.div(lengths);
        int size = rows.shape().size(0);
        SymbolicTensor cosines = Linear.matmul(unit, Shapes.transpose(unit)).times(offDiagonal(size));
        double pairs = size * (size - 1.0) / 2;
        return Reductions.sum(Elementwise.abs(cosines)).times(get(FACTOR) * 0.5 / pairs);
    }

    private static SymbolicTensor offDiagonal(int size) {
        float[] values = new float[size * size];
        Arrays.fill(values, 1);
        for (int i = 0; i < size; i++) {
            values[i * size + i] = 0;
        }
        return Arithmetic.literal(NdArray.of(values, size, size));
    }
}
