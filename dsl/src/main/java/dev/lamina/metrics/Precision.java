package dev.lamina.metrics;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Which part of the outputs above a threshold is right: {@code TP / (TP + FP)}, and 0 where there is none.
 * With several thresholds, one number for each.
 *
 * <p>Source: {@code keras.metrics.Precision}.
 *
 * <pre>{@code
 * Training training = training().loss("bce").metrics(precision().thresholds(0.7));
 * }</pre>
 */
public final class Precision extends PositiveRatio<Precision> {
    private static final Field<String> NAME = namedAs("Precision");
    static final Schema<Metric> SCHEMA = schema("Precision", NAME, Precision::new);

    static {
        addTo(SCHEMA);
    }

    private Precision(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Precision of() {
        return (Precision) SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor mistakes(Tally tally, Confusion counted) {
        return tally.sum("false_positives", counted.falsePositives());
    }
}
