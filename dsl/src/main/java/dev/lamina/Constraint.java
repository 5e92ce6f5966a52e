package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Schema;

/** What a weight must satisfy after each step of training. Source: {@code keras.constraints}. */
public abstract class Constraint extends Configured<Constraint> {
    protected Constraint(Schema<Constraint> schema, Config config) {
        super(schema, config);
    }

    /** The weight, moved to where the constraint holds; of the same shape. */
    public abstract SymbolicTensor project(SymbolicTensor weight);
}
