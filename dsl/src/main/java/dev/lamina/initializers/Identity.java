package dev.lamina.initializers;

import dev.lamina.Arithmetic;
import dev.lamina.Initializer;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Nn;
import java.util.stream.IntStream;

/**
 * One number on the diagonal of a matrix, zeros elsewhere.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelInitializer(identity(1))); // (?, 8)
 * }</pre>
 */
public final class Identity extends Initializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("Identity", Identity::new);

    /** Keras 3 reads this key and does not write it. */
    private static final Field<Double> GAIN =
            SCHEMA.add(Fields.number("gain").orElse(1.0).omittedByDefault());

    private Identity(Config config) {
        super(SCHEMA, config);
    }

    static Initializer of(double gain) {
        return SCHEMA.create(Config.empty().set(GAIN, gain));
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        if (spec.shape().rank() != 2) {
            throw ShapeException.because(
                    "the initializer Identity makes matrices only; the weight has shape " + spec.shape());
        }
        int[] rows = IntStream.range(0, spec.shape().size(0)).toArray();
        return Nn.oneHot(
                        Arithmetic.literal(NdArray.of(rows, rows.length)),
                        spec.shape().size(1))
                .times(get(GAIN));
    }
}
