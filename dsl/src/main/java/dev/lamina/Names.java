package dev.lamina;

import java.util.HashMap;
import java.util.HashSet;
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
}
