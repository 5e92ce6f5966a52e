package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables as text: comma-separated values whose first line names the columns.
 *
 * <p>Source: RFC 4180; fields in quotes may hold commas, line ends and doubled quotes.
 */
public final class Csv {
    private Csv() {}

    /**
     * Reads all columns of a table in UTF-8.
     *
     * @return name to array of shape (rows, 1), in the order of the columns: int64 where all fields are whole numbers, else float32
     *     where all are numbers, else text; an empty field among numbers is NaN
     * @throws DataException if the file cannot be read, has no rows, or a line has another number of fields than the first
     */
    public static Map<String, NdArray> read(Path file) {
        List<List<String>> lines = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            Reader reader = new Reader(file, in);
            for (List<String> fields = reader.fields(); fields != null; fields = reader.fields()) {
                numbers.add(reader.began);
                lines.add(fields);
            }
        } catch (MalformedInputException e) {
            throw broken(file, 0, "text in UTF-8", "other bytes");
        } catch (IOException e) {
            throw DataException.of(
                    file.getFileName() + " could not be read", e, "file", file.toString(), "found", e.toString());
        }
        if (lines.size() < 2) {
            throw broken(file, lines.size(), "names of columns, and a row at least", lines.size() + " lines");
        }
        List<String> names = lines.remove(0);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).size() != names.size()) {
                throw broken(
                        file,
                        numbers.get(i + 1),
                        names.size() + " fields, as the first line has",
                        lines.get(i).size() + "");
            }
        }
        Map<String, NdArray> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int at = i;
            List<String> column = lines.stream().map(line -> line.get(at)).toList();
            if (columns.put(names.get(i), array(column)) != null) {
                throw broken(file, 1, "a name of its own for each column", "\"" + names.get(i) + "\" twice");
            }
        }
        return Collections.unmodifiableMap(columns);
    }

    private static DataException broken(Path file, int line, String expected, String found) {
        return DataException.of(
                file.getFileName() + " is not a whole table",
                "file",
                file.toString(),
                "line",
                String.valueOf(line),
                "expected",
                expected,
                "found",
                found);
    }

    private static NdArray array(List<String> column) {
        int rows = column.size();
        if (column.stream().allMatch(Csv::isWhole)) {
            return NdArray.of(
                    column.stream()
                            .mapToLong(field -> Long.parseLong(field.strip()))
                            .toArray(),
                    rows,
                    1);
        }
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            String field = column.get(i).strip();
            try {
                values[i] = field.isEmpty() ? Float.NaN : Float.parseFloat(field);
            } catch (NumberFormatException e) {
                return NdArray.of(column.toArray(String[]::new), rows, 1); // one that is no number makes it text
            }
        }
        return NdArray.of(values, rows, 1);
    }

    private static boolean isWhole(String field) {
        return field.strip().matches("[+-]?\\d{1,18}");
    }

    /** Takes a table apart, field by field. */
    private static final class Reader {
        private final Path file;
        private final BufferedReader in;
        private int line = 1;
        private int began;

        Reader(Path file, BufferedReader in) {
            this.file = file;
            this.in = in;
        }

        /** The fields of the next line that is not empty; null at the end. */
        @Nullable
        List<String> fields() throws IOException {
            String text = in.readLine();
            while (text != null && text.isBlank()) {
                line++;
                text = in.readLine();
            }
            if (text == null) {
                return null;
            }
            began = line++;
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; ; i++) {
                while (quoted && i == text.length()) {
                    text = more();
                    field.append('\n');
                    i = 0;
                }
                if (i == text.length()) {
                    fields.add(field.toString());
                    return fields;
                }
                char c = text.charAt(i);
                if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
        }

        private String more() throws IOException {
            String next = in.readLine();
            if (next == null) {
                throw broken(file, began, "a quote that ends", "the end of the file");
            }
            line++;
            return next;
        }
    }
}
