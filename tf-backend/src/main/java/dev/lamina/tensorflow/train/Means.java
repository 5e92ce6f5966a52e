package dev.lamina.tensorflow.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss and the metrics of an epoch so far: means over examples, so that a small last batch counts for what it is. */
final class Means {
    private final List<String> names;
    private final double[] sums;
    private long examples;

    Means(List<String> metrics) {
        names = java.util.stream.Stream.concat(java.util.stream.Stream.of("loss"), metrics.stream())
                .toList();
        sums = new double[names.size()];
    }

    void add(double[] values, int size) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i] * size;
        }
        examples += size;
    }

    /** By name, the loss first. */
    Map<String, Double> logs() {
        Map<String, Double> logs = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            logs.put(names.get(i), examples == 0 ? Double.NaN : sums[i] / examples);
        }
        return logs;
    }
}
