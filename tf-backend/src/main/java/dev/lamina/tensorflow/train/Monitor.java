package dev.lamina.tensorflow.train;

import dev.lamina.config.Plain;
import dev.lamina.errors.LaminaException;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A value that is watched from epoch to epoch.
 *
 * @param name its name in the logs, such as {@code val_loss}
 * @param minDelta the least change that counts
 */
record Monitor(String name, Mode mode, double minDelta) {
    private boolean grows() {
        return mode == Mode.MAX
                || (mode == Mode.AUTO
                        && Stream.of("acc", "auc", "precision", "recall", "similarity")
                                .anyMatch(name::contains));
    }

    /** Worse than everything. */
    double worst() {
        return grows() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** Whether a value is better than the best so far by more than the least change that counts. */
    boolean isBetter(double value, double best) {
        return grows() ? value - minDelta > best : value + minDelta < best;
    }

    /**
     * The value.
     *
     * @throws LaminaException if the logs do not hold it, with the nearest name that they hold
     */
    double value(Map<String, Double> logs, String callback) {
        Double value = logs.get(name);
        if (value == null) {
            String remedy = name.startsWith("val_")
                    ? "validation(...) or validationSplit(...), or another monitor"
                    : "another monitor";
            throw new LaminaException(callback + " watches \"" + name + "\", which is not reported; "
                    + Plain.suggestion(name, logs.keySet()) + "\n  try   " + remedy);
        }
        return value;
    }
}
