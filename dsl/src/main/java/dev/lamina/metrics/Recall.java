package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Which part of the targets 1 is found: {@code TP / (TP + FN)}, and 0 where there is none.
 * With several thresholds, one number for each.
 *
 * <p>Source: {@code keras.metrics.Recall}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(recall().thresholds(0.7));
 * }</pre>
 */
public final class Recall extends PositiveRatio<Recall> {
    private static final Field<String> NAME = namedAs("Recall");
    static final Schema<Metric> SCHEMA = schema("Recall", NAME, Recall::new);

    static {
        addTo(SCHEMA);
    }

    private Recall(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Recall of() {
        return (Recall) SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor mistakes(Tally tally, Confusion counted) {
        return tally.sum("false_negatives", counted.falseNegatives());
    }
}
