package dev.lamina.constraints;

import dev.lamina.Constraint;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;

/**
 * No element is below zero. Source: {@code keras.constraints.NonNeg}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4);
 * SymbolicTensor y = x.then(dense(8).kernelConstraint(nonNeg())); // (?, 8)
 * }</pre>
 */
public final class NonNeg extends Constraint {
    static final Schema<Constraint> SCHEMA = Constraints.schema("NonNeg", NonNeg::new);

    private NonNeg(Config config) {
        super(SCHEMA, config);
    }

    static Constraint of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    public SymbolicTensor project(SymbolicTensor weight) {
        return Elementwise.maximum(weight, 0);
    }
}
