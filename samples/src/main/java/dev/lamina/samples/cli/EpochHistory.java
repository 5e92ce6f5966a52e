package dev.lamina.samples.cli;

import dev.lamina.tensorflow.CompiledModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the epochs of a training reported, kept in its folder together with the model. */
final class EpochHistory {
    private final RunFolder folder;
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    EpochHistory(RunFolder folder) {
        this.folder = folder;
    }

    /** Takes what the folder holds, if anything. */
    void read() throws IOException {
        if (Files.exists(folder.history())) {
            values.putAll(HistoryFile.read(folder.history()));
        }
    }

    /** Adds an epoch; saves the model and all epochs. */
    void keep(CompiledModel compiled, Map<String, Double> logs) {
        logs.forEach((name, value) ->
                values.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
        try {
            compiled.save(folder.model());
            HistoryFile.write(folder.history(), values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many epochs are behind. */
    int epochs() {
        return values.values().stream().mapToInt(List::size).max().orElse(0);
    }

    /** By name, one number for each epoch. */
    Map<String, List<Double>> values() {
        return Collections.unmodifiableMap(values);
    }

    /** What the last epoch reported. */
    Map<String, Double> last() {
        Map<String, Double> last = new LinkedHashMap<>();
        values.forEach((name, each) -> last.put(name, each.get(each.size() - 1)));
        return last;
    }
}
