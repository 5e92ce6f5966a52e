package dev.lamina;

import dev.lamina.errors.LaminaException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives names as a fresh Keras process would: {@code conv2d}, {@code conv2d_1} … */
public final class Names {
    // Python's \W is Unicode's; Java's needs to be told.
    private static final Pattern NON_WORD = Pattern.compile("\\W+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WORD_START = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern LOWER_TO_UPPER = Pattern.compile("([a-z])([A-Z])");

    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Names that avoid those already taken. */
    public static Names avoiding(Iterable<String> given) {
        Names names = new Names();
        given.forEach(names.taken::add);
        return names;
    }

    private Names() {}

    /** The next free name for an object of a class. */
    public String next(String className) {
        String base = snakeCase(className);
        while (true) {
            int count = counts.merge(base, 1, Integer::sum) - 1;
            String name = count == 0 ? base : base + "_" + count;
            if (taken.add(name)) {
                return name;
            }
        }
    }

    /** {@code Conv2DTranspose} to {@code conv2d_transpose}. Source: {@code keras.src.utils.naming.to_snake_case}. */
    public static String snakeCase(String className) {
        String words = NON_WORD.matcher(className).replaceAll("");
        words = WORD_START.matcher(words).replaceAll("$1_$2");
        return LOWER_TO_UPPER.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }

    /** A name for each operation that is called: what the user gave it, else one after its class. */
    static Map<Operation, String> of(List<Node> nodes) {
        Map<Operation, String> names = new IdentityHashMap<>();
        Set<String> given = new LinkedHashSet<>();
        for (Node node : nodes) {
            String name = node.operation().givenName();
            if (!name.isEmpty() && names.putIfAbsent(node.operation(), name) == null && !given.add(name)) {
                throw new LaminaException("two layers of a model are named \"" + name
                        + "\"\n  try   name(...) on one of them, or one layer object for both calls to share weights");
            }
        }
        Names free = avoiding(given);
        for (Node node : nodes) {
            if (!names.containsKey(node.operation())) {
                names.put(node.operation(), free.next(node.operation().className()));
            }
        }
        return names;
    }
}
