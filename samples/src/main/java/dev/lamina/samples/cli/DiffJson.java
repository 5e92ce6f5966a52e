package dev.lamina.samples.cli;

import dev.lamina.inspect.ModelDiff;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two models as one line of JSON; numbers as Python writes them, with bare NaN and Infinity. */
final class DiffJson {
    private DiffJson() {}

    /**
     * Prints differences.
     *
     * @param weights null where they were not compared
     */
    static String write(ModelDiff layers, @Nullable WeightDiff weights) {
        boolean equal = layers.isEmpty() && (weights == null || weights.isEmpty());
        return "{\"equal\":" + equal + ",\"layers\":" + list(layers.changes(), DiffJson::layer) + ",\"weights\":"
                + (weights == null
                        ? "null"
                        : list(weights.changes(), DiffJson::weight) + ",\"equal_weights\":" + weights.equal())
                + "}";
    }

    private static <T> String list(List<T> all, Function<T, String> each) {
        return all.stream().map(each).collect(Collectors.joining(",", "[", "]"));
    }

    private static String layer(ModelDiff.Change change) {
        return head(change.kind(), change.layer()) + ",\"class\":" + SummaryJson.quoted(change.className())
                + ",\"values\":"
                + change.values().entrySet().stream()
                        .map(entry -> SummaryJson.quoted(entry.getKey()) + ":" + pair(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"))
                + "}";
    }

    private static String weight(WeightDiff.Change change) {
        WeightDiff.Largest largest = change.largest();
        return head(change.kind(), change.name()) + ",\"values\":" + pair(change.values())
                + (largest == null ? "" : ",\"largest\":" + largest(largest)) + "}";
    }

    private static String largest(WeightDiff.Largest largest) {
        return "{\"difference\":" + largest.difference() + ",\"at\":" + list(largest.at(), String::valueOf)
                + ",\"values\":[" + largest.first() + "," + largest.second() + "],\"differing\":" + largest.differing()
                + ",\"size\":" + largest.size() + "}";
    }

    private static String head(ModelDiff.Kind kind, String name) {
        return "{\"kind\":\"" + kind.name().toLowerCase(Locale.ROOT) + "\",\"name\":" + SummaryJson.quoted(name);
    }

    private static String pair(ModelDiff.Values values) {
        return "[" + SummaryJson.quoted(values.first()) + "," + SummaryJson.quoted(values.second()) + "]";
    }
}
