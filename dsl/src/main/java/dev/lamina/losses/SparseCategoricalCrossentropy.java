package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * For outputs that together are the probabilities of classes, and targets that are class numbers: {@code −log p[y]}. Shapes: targets
 * (batch, …) or (batch, …, 1), outputs (batch, …, classes). Source: {@code keras.losses.SparseCategoricalCrossentropy}.
 */
public final class SparseCategoricalCrossentropy extends Loss {
    private static final Field<String> NAME = named("sparse_categorical_crossentropy");
    static final Schema<Loss> SCHEMA =
            schema("SparseCategoricalCrossentropy", NAME, SparseCategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));

    static {
        SCHEMA.add(Fields.integer("ignore_class", "absent, since Lamina does not have it so far", value -> false)
                .orNull());
    }

    private SparseCategoricalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static SparseCategoricalCrossentropy of() {
        return (SparseCategoricalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, to which no softmax has been applied. */
    public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
        return (SparseCategoricalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.sparse(yTrue, yPred, get(FROM_LOGITS));
    }
}
