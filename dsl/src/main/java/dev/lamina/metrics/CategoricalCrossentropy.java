package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.losses.Crossentropy;

/** {@code −Σ y log p}. Source: {@code keras.metrics.CategoricalCrossentropy}. */
public final class CategoricalCrossentropy extends Metric {
    private static final Field<String> NAME = named("categorical_crossentropy");
    static final Schema<Metric> SCHEMA = schema("CategoricalCrossentropy", NAME, CategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING =
            SCHEMA.add(Fields.number("label_smoothing").orElse(0.0));
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));

    private CategoricalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static CategoricalCrossentropy of() {
        return (CategoricalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, before any sigmoid or softmax. */
    public CategoricalCrossentropy fromLogits(boolean fromLogits) {
        return (CategoricalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.categorical(yTrue, yPred, get(FROM_LOGITS), get(LABEL_SMOOTHING), get(AXIS));
    }
}
