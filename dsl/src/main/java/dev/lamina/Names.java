package dev.lamina;

import dev.lamina.errors.LaminaException;
import java.util.ArrayList;
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

    /** Keras exports this class by another name than it has in Python, and files number members by the name in Python. */
    private static final Map<String, String> IN_PYTHON = Map.of("GroupQueryAttention", "GroupedQueryAttention");

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

    /**
     * The names under which Keras keeps the members of a list in a weight file: the class's name in snake case, numbered from the
     * second of its kind on. The names that users give to layers play no part.
     *
     * <p>Source: {@code keras.src.saving.saving_lib._save_container_state}.
     *
     * @param classNames the members' class names, such as {@code Conv2D}, in the list's order
     * @return as many names: {@code conv2d}, {@code conv2d_1}, …
     */
    public static List<String> inFiles(List<String> classNames) {
        Map<String, Integer> used = new HashMap<>();
        List<String> names = new ArrayList<>(classNames.size());
        for (String className : classNames) {
            String name = snakeCase(IN_PYTHON.getOrDefault(className, className));
            int earlier = used.merge(name, 1, Integer::sum) - 1;
            names.add(earlier == 0 ? name : name + "_" + earlier);
        }
        return List.copyOf(names);
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
