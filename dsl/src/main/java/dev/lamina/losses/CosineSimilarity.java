package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Minus the cosine of the angle between targets and outputs: −1 for the same direction.
 *
 * <p>Source: {@code
 * keras.losses.CosineSimilarity}.
 *
 * <pre>{@code
 * Training training = training().loss(cosineSimilarity().axis(1));
 * }</pre>
 */
public final class CosineSimilarity extends Loss {
    private static final Field<String> NAME = named("cosine_similarity");
    static final Schema<Loss> SCHEMA = schema("CosineSimilarity", NAME, CosineSimilarity::new);

    // Keras 3 takes the key and does not write it.
    private static final Field<Integer> AXIS =
            SCHEMA.add(Fields.integer("axis").orElse(-1).omittedByDefault());

    private CosineSimilarity(Config config) {
        super(SCHEMA, NAME, config);
    }

    static CosineSimilarity of() {
        return (CosineSimilarity) SCHEMA.create(Config.empty());
    }

    /** The axis of the vectors. */
    public CosineSimilarity axis(int axis) {
        return (CosineSimilarity) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Formulas.cosineSimilarity(yTrue, yPred, get(AXIS)).unaryMinus();
    }
}
