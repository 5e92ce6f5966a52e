package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Squares near errors and takes far ones as they are (Huber 1964): {@code ½ e²} where {@code |e| ≤ δ}, else {@code δ |e| − ½ δ²}.
 *
 *
 * <p>Source: {@code keras.losses.Huber}.
 *
 * <pre>{@code
 * Training training = training().loss(huber().delta(0.5));
 * }</pre>
 */
public final class Huber extends Loss {
    private static final Field<String> NAME = named("huber_loss");
    static final Schema<Loss> SCHEMA = schema("Huber", NAME, Huber::new);

    // Keras 3 takes the key and does not write it.
    private static final Field<Double> DELTA =
            SCHEMA.add(Fields.number("delta", "a positive number", value -> value > 0)
                    .orElse(1.0)
                    .omittedByDefault());

    private Huber(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Huber of() {
        return (Huber) SCHEMA.create(Config.empty());
    }

    /** The size of the errors where the square ends. */
    public Huber delta(double delta) {
        return (Huber) with(DELTA, delta);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Formulas.huber(yTrue, yPred, get(DELTA));
    }
}
