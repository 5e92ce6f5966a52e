package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.losses.Crossentropy;

/**
 * {@code mean(−y log p − (1 − y) log(1 − p))}.
 *
 * <p>Source: {@code keras.metrics.BinaryCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss("mse").metrics(Metrics.binaryCrossentropy().fromLogits(true));
 * }</pre>
 */
public final class BinaryCrossentropy extends MeanMetric {
    private static final Field<String> NAME = named("binary_crossentropy");
    static final Schema<Metric> SCHEMA = schema("BinaryCrossentropy", NAME, BinaryCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING =
            SCHEMA.add(Fields.number("label_smoothing", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.0));

    private BinaryCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static BinaryCrossentropy of() {
        return (BinaryCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, before any sigmoid or softmax. */
    public BinaryCrossentropy fromLogits(boolean fromLogits) {
        return (BinaryCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** How far targets are moved towards the same probability for all. */
    public BinaryCrossentropy labelSmoothing(double smoothing) {
        return (BinaryCrossentropy) with(LABEL_SMOOTHING, smoothing);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Crossentropy.binary(yTrue, yPred, get(FROM_LOGITS), get(LABEL_SMOOTHING), -1);
    }
}
