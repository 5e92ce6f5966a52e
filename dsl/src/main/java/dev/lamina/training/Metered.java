package dev.lamina.training;

import dev.lamina.metrics.Metric;
import java.util.List;

/**
 * What is reported of the outputs.
 *
 * @param plain metrics for which all examples count the same
 * @param weighted metrics for which each counts as often as its weight says
 */
record Metered(PerOutput<List<Spelled<Metric>>> plain, PerOutput<List<Spelled<Metric>>> weighted) {
    static final Metered NONE = new Metered(PerOutput.none(), PerOutput.none());

    /** As {@link PerOutput#forEach}. */
    Metered forEach(int outputs) {
        return new Metered(plain.forEach(outputs), weighted.forEach(outputs));
    }
}
