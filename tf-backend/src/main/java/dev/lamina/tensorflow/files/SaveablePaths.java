package dev.lamina.tensorflow.files;

import dev.lamina.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names under which Keras keeps the members of a list in a weight file: the class's name in snake case, numbered from the
 * second of its kind on. The names that users give to layers play no part.
 *
 * <p>Source: {@code keras.src.saving.saving_lib._save_container_state}.
 */
final class SaveablePaths {
    /** Keras exports this class by another name than it has in Python, and files number members by the name in Python. */
    private static final Map<String, String> NAMES_IN_PYTHON = Map.of("GroupQueryAttention", "GroupedQueryAttention");

    private SaveablePaths() {}

    /**
     * The keys of a container's members.
     *
     * @param classNames the members' class names, such as {@code Conv2D}, in the container's order
     * @return as many keys: {@code conv2d}, {@code conv2d_1}, …
     */
    static List<String> keys(List<String> classNames) {
        Map<String, Integer> used = new HashMap<>();
        List<String> keys = new ArrayList<>(classNames.size());
        for (String className : classNames) {
            String name = Names.snakeCase(NAMES_IN_PYTHON.getOrDefault(className, className));
            int earlier = used.merge(name, 1, Integer::sum) - 1;
            keys.add(earlier == 0 ? name : name + "_" + earlier);
        }
        return List.copyOf(keys);
    }
}
