package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the logs of each epoch as a line of a CSV file, begun anew with each training. Source: {@code keras.callbacks.CSVLogger}. */
public final class CsvLogger implements Callback {
    private final Path file;
    private List<String> names = List.of();
    private int lines;

    private CsvLogger(Path file) {
        this.file = file;
    }

    static CsvLogger of(Path file) {
        return new CsvLogger(file);
    }

    @Override
    public void trainBegins(Plan plan) {
        names = List.of();
        lines = 0;
    }

    @Override
    public Map<String, NdArray> state() {
        return Map.of("lines", Backup.number(lines));
    }

    /** Goes on behind the lines that were written then, and removes later ones. */
    @Override
    public void restore(Map<String, NdArray> state) {
        lines = (int) Backup.number(state, "lines");
        try {
            if (lines > 0) {
                List<String> kept = Files.readAllLines(file).subList(0, 1 + lines);
                names = Stream.of(kept.get(0).split(",")).skip(1).toList();
                Files.write(file, kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + file + " could not be read", e);
        }
    }

    @Override
    public void epochEnds(int epoch, Map<String, Double> logs) {
        boolean first = names.isEmpty();
        String header = "";
        if (first) {
            names = logs.keySet().stream().sorted().toList();
            header = Stream.concat(Stream.of("epoch"), names.stream()).collect(Collectors.joining(",")) + "\n";
        }
        String values = names.stream()
                .map(name -> logs.containsKey(name) ? String.valueOf(logs.get(name)) : "NA")
                .collect(Collectors.joining(","));
        lines++;
        try {
            Files.writeString(
                    file,
                    header + epoch + "," + values + "\n",
                    StandardOpenOption.CREATE,
                    first ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + file + " could not be written", e);
        }
    }
}
