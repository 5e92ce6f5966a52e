package dev.lamina.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table with box-drawing lines, as the library Rich draws it; the third column stands to the right. */
final class Table {
    private static final int RIGHT = 2;
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

    private final List<Integer> widths;
    private final StringBuilder text = new StringBuilder();
    private boolean empty = true;

    /**
     * An empty table.
     *
     * @param widths the characters that each column has for text
     */
    Table(List<String> header, List<Integer> widths) {
        this.widths = widths;
        line("┏", "━", "┳", "┓");
        row(header, "┃");
        line("┡", "━", "╇", "┩");
    }

    void add(List<String> cells) {
        if (!empty) {
            line("├", "─", "┼", "┤");
        }
        empty = false;
        row(cells, "│");
    }

    private void line(String left, String fill, String middle, String right) {
        List<String> parts =
                widths.stream().map(width -> fill.repeat(width + 2)).toList();
        text.append(left).append(String.join(middle, parts)).append(right).append('\n');
    }

    private void row(List<String> cells, String bar) {
        List<List<String>> columns = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < cells.size(); i++) {
            List<String> lines = wrap(cells.get(i), widths.get(i));
            columns.add(lines);
            height = Math.max(height, lines.size());
        }
        for (int y = 0; y < height; y++) {
            text.append(bar);
            for (int i = 0; i < columns.size(); i++) {
                String part = y < columns.get(i).size() ? columns.get(i).get(y) : "";
                String blank = " ".repeat(widths.get(i) - part.length());
                text.append(' ')
                        .append(i == RIGHT ? blank + part : part + blank)
                        .append(' ')
                        .append(bar);
            }
            text.append('\n');
        }
    }

    /** Lines of at most {@code width} characters, broken between words; a word that is longer than a line is cut off. */
    private static List<String> wrap(String cell, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        Matcher words = WORD.matcher(cell);
        while (words.find()) {
            String word = words.group();
            int length = word.stripTrailing().length();
            if (length > width - line.length()) {
                end(line, lines);
            }
            line.append(length > width ? word.substring(0, width - 1) + "…" : word);
        }
        end(line, lines);
        return lines;
    }

    private static void end(StringBuilder line, List<String> lines) {
        if (line.length() > 0) {
            lines.add(line.toString().stripTrailing());
            line.setLength(0);
        }
    }

    /** All lines, each with a line end; what comes after the last row is drawn now. */
    @Override
    public String toString() {
        List<String> parts = widths.stream().map(width -> "─".repeat(width + 2)).toList();
        return text + "└" + String.join("┴", parts) + "┘\n";
    }
}
