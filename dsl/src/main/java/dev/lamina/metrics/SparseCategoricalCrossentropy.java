package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.losses.Crossentropy;

/** {@code −log p[y]}, of class numbers. Source: {@code keras.metrics.SparseCategoricalCrossentropy}. */
public final class SparseCategoricalCrossentropy extends Metric {
    private static final Field<String> NAME = named("sparse_categorical_crossentropy");
    static final Schema<Metric> SCHEMA =
            schema("SparseCategoricalCrossentropy", NAME, SparseCategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));

    static {
        SCHEMA.add(Fields.integer("ignore_class", "absent, since Lamina does not have it so far", value -> false)
                .orNull());
    }

    static {
        SCHEMA.add(Fields.integer("axis", "-1, the only value that Lamina has so far", value -> value == -1)
                .orElse(-1));
    }

    private SparseCategoricalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static SparseCategoricalCrossentropy of() {
        return (SparseCategoricalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, before any sigmoid or softmax. */
    public SparseCategoricalCrossentropy fromLogits(boolean fromLogits) {
        return (SparseCategoricalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.sparse(yTrue, yPred, get(FROM_LOGITS));
    }
}
