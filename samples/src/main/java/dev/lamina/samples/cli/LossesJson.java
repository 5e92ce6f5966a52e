package dev.lamina.samples.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Losses and metrics as one line of JSON, as Python writes it: with bare NaN and Infinity. */
final class LossesJson {
    private LossesJson() {}

    /** Name to number. */
    static String of(Map<String, Double> values) {
        return values.entrySet().stream()
                .map(entry -> SummaryJson.quoted(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Keras's {@code History.history}: name to one number for each epoch. */
    static String ofHistory(Map<String, List<Double>> history) {
        return history.entrySet().stream()
                .map(entry -> SummaryJson.quoted(entry.getKey()) + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
