package dev.lamina.metrics;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key {@code thresholds} of metrics that count outputs above it. */
final class ThresholdField {
    static final Field<@Nullable List<Double>> THRESHOLDS = Fields.numbers(
                    "thresholds",
                    "a number from 0 to 1, or a list of them",
                    list -> list.stream().allMatch(value -> value >= 0 && value <= 1))
            .orNull();

    private ThresholdField() {}

    /** The thresholds of a configuration. */
    static List<Double> of(Config config, double defaultThreshold) {
        List<Double> given = config.get(THRESHOLDS);
        return given == null ? List.of(defaultThreshold) : given;
    }

    static List<Double> list(double... thresholds) {
        return Arrays.stream(thresholds).boxed().toList();
    }
}
