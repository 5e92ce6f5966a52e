package dev.lamina.tensorflow.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The names under which Keras keeps the members of a list in a weight file: the class's name in snake case, numbered from the
 * second of its kind on. The names that users give to layers play no part.
 *
 * <p>Source: {@code keras.src.saving.saving_lib._save_container_state}, {@code keras.src.utils.naming.to_snake_case}.
 */
public final class SaveablePaths {
    // Python's \W is Unicode's; Java's needs to be told.
    private static final Pattern NOT_A_WORD = Pattern.compile("\\W+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BEFORE_WORD = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern BEFORE_CAPITAL = Pattern.compile("([a-z])([A-Z])");

    private SaveablePaths() {}

    /**
     * The keys of a container's members.
     *
     * @param classNames the members' class names, such as {@code Conv2D}, in the container's order
     * @return as many keys: {@code conv2d}, {@code conv2d_1}, …
     */
    public static List<String> keys(List<String> classNames) {
        Map<String, Integer> used = new HashMap<>();
        List<String> keys = new ArrayList<>(classNames.size());
        for (String className : classNames) {
            String name = snakeCase(className);
            int earlier = used.merge(name, 1, Integer::sum) - 1;
            keys.add(earlier == 0 ? name : name + "_" + earlier);
        }
        return List.copyOf(keys);
    }

    /** A class's name as Keras writes it in paths and default layer names: {@code leaky_re_lu} for {@code LeakyReLU}. */
    public static String snakeCase(String className) {
        String name = NOT_A_WORD.matcher(className).replaceAll("");
        name = BEFORE_WORD.matcher(name).replaceAll("$1_$2");
        return BEFORE_CAPITAL.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
    }
}
