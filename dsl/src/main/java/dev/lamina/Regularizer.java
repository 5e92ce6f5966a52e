package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Schema;

/** A loss on the size of a weight or of an activation. Source: {@code keras.regularizers}. */
public abstract class Regularizer extends Configured<Regularizer> {
    protected Regularizer(Schema<Regularizer> schema, Config config) {
        super(schema, config);
    }

    /** The loss, a scalar. */
    public abstract SymbolicTensor loss(SymbolicTensor x);
}
