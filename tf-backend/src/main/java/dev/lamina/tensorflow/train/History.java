package dev.lamina.tensorflow.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What training reported, epoch by epoch.
 *
 * @param epochs the numbers of the epochs, from 0
 * @param values by name, such as {@code loss} and {@code val_loss}, one value for each epoch that had one
 */
public record History(List<Integer> epochs, Map<String, List<Double>> values) {
    public History {
        epochs = List.copyOf(epochs);
        Map<String, List<Double>> copy = new LinkedHashMap<>();
        values.forEach((name, each) -> copy.put(name, List.copyOf(each)));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * The values of one name, epoch by epoch.
     *
     * @throws IllegalArgumentException if nothing of that name was reported
     */
    public List<Double> get(String name) {
        List<Double> found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no \"" + name + "\" in the history; there are " + String.join(", ", values.keySet()));
        }
        return found;
    }

    /** The value of the last epoch. */
    public double last(String name) {
        List<Double> all = get(name);
        return all.get(all.size() - 1);
    }

    /** Collects the logs of epochs. */
    static final class Builder {
        private final List<Integer> epochs = new ArrayList<>();
        private final Map<String, List<Double>> values = new LinkedHashMap<>();

        void add(int epoch, Map<String, Double> logs) {
            epochs.add(epoch);
            logs.forEach((name, value) ->
                    values.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
        }

        History build() {
            return new History(epochs, values);
        }
    }
}
