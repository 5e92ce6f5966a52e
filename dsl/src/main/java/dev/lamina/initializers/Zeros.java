package dev.lamina.initializers;

import dev.lamina.Arithmetic;
import dev.lamina.Initializer;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Zeros.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelInitializer(zeros())); // (?, 8)
 * }</pre>
 */
public final class Zeros extends Initializer {
    static final Schema<Initializer> SCHEMA = Initializers.schema("Zeros", Zeros::new);

    private Zeros(Config config) {
        super(SCHEMA, config);
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        return Initializers.filled(spec, Arithmetic.literal(0, spec.dtype()));
    }
}
