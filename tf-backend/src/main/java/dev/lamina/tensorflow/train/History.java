package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
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

        void save(Map<String, NdArray> to) {
            to.put(
                    "history/epochs",
                    NdArray.of(epochs.stream().mapToInt(Integer::intValue).toArray(), epochs.size()));
            values.forEach((name, each) -> to.put(
                    "history/values/" + name,
                    NdArray.of(each.stream().mapToDouble(Double::doubleValue).toArray(), each.size())));
        }

        void restore(Map<String, NdArray> from) {
            NdArray numbers = Backup.array(from, "history/epochs");
            for (int i = 0; i < numbers.size(); i++) {
                epochs.add((int) numbers.getDouble(i));
            }
            Backup.under("history/values/", from).forEach((name, each) -> {
                List<Double> read = new ArrayList<>();
                for (int i = 0; i < each.size(); i++) {
                    read.add(each.getDouble(i));
                }
                values.put(name, read);
            });
        }

        History build() {
            return new History(epochs, values);
        }
    }
}
