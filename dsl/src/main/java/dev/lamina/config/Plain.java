package dev.lamina.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Helpers for plain values: what a JSON document is made of, as maps, lists, strings, numbers, booleans and null. */
public final class Plain {
    private Plain() {}

    /** A short text of a plain value for messages. */
    public static String show(@Nullable Object value) {
        String text = value instanceof String string ? "\"" + string + "\"" : String.valueOf(value);
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /** The value as a map with string keys. */
    @SuppressWarnings("unchecked") // documents have no other keys than strings
    public static Map<String, @Nullable Object> map(@Nullable Object value, Place place) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw place.unexpected(value, "an object");
    }

    /** The value as a list. */
    @SuppressWarnings("unchecked") // a list of anything is what is wanted
    public static List<@Nullable Object> list(@Nullable Object value, Place place) {
        if (value instanceof List<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw place.unexpected(value, "a list");
    }

    /**
     * A function as Keras's files hold it.
     *
     * @param name of one of Keras's own, or {@code package>function}
     */
    public static Map<String, @Nullable Object> function(String name) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("module", "builtins");
        plain.put("class_name", "function");
        plain.put("config", name);
        plain.put("registered_name", "function");
        return plain;
    }

    /** The value as a string. */
    public static String string(@Nullable Object value, Place place) {
        if (value instanceof String string) {
            return string;
        }
        throw place.unexpected(value, "a string");
    }

    /** The known name nearest to a misspelt one, or null where none is near. */
    public static @Nullable String nearest(String name, Iterable<String> known) {
        String best = null;
        int least = Math.max(2, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** The sentence that offers the nearest name, or lists the known ones where none is near. */
    public static String suggestion(String name, Iterable<String> known) {
        String nearest = nearest(name, known);
        if (nearest != null) {
            return "did you mean " + nearest + "?";
        }
        List<String> all = new ArrayList<>();
        known.forEach(all::add);
        return all.size() > 40 ? "" : "known are " + String.join(", ", all);
    }

    /** Damerau's distance: insertions, deletions, replacements and swaps of neighbours that lead from a to b. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
