package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.inspect.Summary;
import dev.lamina.lowering.WeightNames;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A summary as one line of JSON; sizes that vary, such as the batch's, are null. */
final class SummaryJson {
    private SummaryJson() {}

    /**
     * Prints a summary.
     *
     * @param weightsOf the model whose weights are listed too; null for none
     */
    static String write(Summary summary, @Nullable Model weightsOf) {
        long total = summary.params();
        long trainable = summary.trainableParams();
        String layers = summary.rows().stream().map(SummaryJson::row).collect(Collectors.joining(",", "[", "]"));
        String weights = weightsOf == null ? "" : ",\"weights\":" + weights(weightsOf);
        return "{\"total\":" + total + ",\"trainable\":" + trainable + ",\"non_trainable\":" + (total - trainable)
                + ",\"layers\":" + layers + weights + "}";
    }

    private static String row(Summary.Row row) {
        List<Shape> shapes = row.outputShapes();
        String shape = shapes.size() == 1
                ? sizes(shapes.get(0))
                : shapes.stream().map(SummaryJson::sizes).collect(Collectors.joining(",", "[", "]"));
        return "{\"name\":" + quoted(row.name()) + ",\"class\":" + quoted(row.className()) + ",\"output_shape\":"
                + shape + ",\"params\":" + row.params() + "}";
    }

    private static String weights(Model model) {
        return WeightNames.of(model).stream()
                .map(named -> "{\"name\":" + quoted(named.name()) + ",\"dtype\":"
                        + quoted(named.weight().spec().dtype().kerasName()) + ",\"shape\":"
                        + sizes(named.weight().spec().shape()) + ",\"trainable\":"
                        + named.weight().trainable() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String sizes(Shape shape) {
        return IntStream.of(shape.sizes())
                .mapToObj(size -> size == Shape.UNKNOWN ? "null" : Integer.toString(size))
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** A JSON string. */
    static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c == '"' || c == '\\'
                        ? "\\" + (char) c
                        : c < ' ' ? String.format(Locale.ROOT, "\\u%04x", c) : String.valueOf((char) c))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
