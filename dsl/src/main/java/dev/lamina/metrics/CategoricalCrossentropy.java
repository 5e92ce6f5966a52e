package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.losses.Crossentropy;

/**
 * {@code −Σ y log p}.
 *
 * <p>Source: {@code keras.metrics.CategoricalCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.categoricalCrossentropy().fromLogits(true));
 * }</pre>
 */
public final class CategoricalCrossentropy extends MeanMetric {
    private static final Field<String> NAME = named("categorical_crossentropy");
    static final Schema<Metric> SCHEMA = schema("CategoricalCrossentropy", NAME, CategoricalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING =
            SCHEMA.add(Fields.number("label_smoothing", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.0));
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

    /** How far targets are moved towards the same probability for all. */
    public CategoricalCrossentropy labelSmoothing(double smoothing) {
        return (CategoricalCrossentropy) with(LABEL_SMOOTHING, smoothing);
    }

    /** The axis of the classes. */
    public CategoricalCrossentropy axis(int axis) {
        return (CategoricalCrossentropy) with(AXIS, axis);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.categorical(yTrue, yPred, get(FROM_LOGITS), get(LABEL_SMOOTHING), get(AXIS));
    }
}
