package dev.lamina.samples.cli;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.samples.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Losses and metrics of every epoch as comma-separated values:
 *
 * <pre>
 * epoch,loss,vq_loss
 * 1,2.2962,1.595
 * </pre>
 */
final class HistoryFile {
    private static final String EPOCH = "epoch";

    private HistoryFile() {}

    /** Writes one line for each epoch, counted from 1. */
    static void write(Path file, Map<String, List<Double>> history) throws IOException {
        StringBuilder text = new StringBuilder(EPOCH);
        history.keySet().forEach(name -> text.append(',').append(name));
        int epochs = history.values().stream().mapToInt(List::size).max().orElse(0);
        for (int epoch = 0; epoch < epochs; epoch++) {
            text.append('\n').append(epoch + 1);
            for (List<Double> values : history.values()) {
                text.append(',').append(values.get(epoch).floatValue());
            }
        }
        byte[] bytes = text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(file, out -> out.write(bytes));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws LaminaException if the file is something else
     */
    static Map<String, List<Double>> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.isEmpty() ? new String[] {""} : lines.get(0).split(",", -1);
        if (!names[0].equals(EPOCH)) {
            throw broken(file, 1, "a line that begins with \"" + EPOCH + "\"");
        }
        Map<String, List<Double>> history = new LinkedHashMap<>();
        for (int i = 1; i < names.length; i++) {
            history.put(names[i], new ArrayList<>());
        }
        for (int line = 1; line < lines.size(); line++) {
            String[] cells = lines.get(line).split(",", -1);
            if (cells.length != names.length || !cells[0].equals(Integer.toString(line))) {
                throw broken(file, line + 1, "epoch " + line + " and " + (names.length - 1) + " numbers");
            }
            for (int i = 1; i < names.length; i++) {
                history.computeIfAbsent(names[i], name -> new ArrayList<>()).add(number(file, line + 1, cells[i]));
            }
        }
        return history;
    }

    private static double number(Path file, int line, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw broken(file, line, "a number instead of \"" + text + "\"");
        }
    }

    private static LaminaException broken(Path file, int line, String expected) {
        return new LaminaException(Facts.of("\"" + file + "\" is no history of a training")
                .and("line", Integer.toString(line))
                .and("expected", expected)
                .and("try", "removing it, or training without --resume")
                .toString());
    }
}
