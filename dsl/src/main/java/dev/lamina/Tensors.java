package dev.lamina;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The inputs or outputs of a model, in the structure they were given in: one tensor, or lists and dictionaries to any depth.
 * Files keep the structure. Dictionaries are in the order of their keys, as Keras flattens them.
 *
 * <p>Source: {@code keras.tree}.
 */
public final class Tensors {
    /** How the tensors were given. */
    public enum Structure {
        ONE,
        LIST,
        MAP,
        /** Lists or dictionaries that hold lists or dictionaries. */
        NESTED
    }

    private final Object layout;
    private final List<SymbolicTensor> list;

    private Tensors(Object layout, List<SymbolicTensor> list) {
        this.layout = layout;
        this.list = list;
    }

    public static Tensors one(SymbolicTensor tensor) {
        return of(tensor);
    }

    public static Tensors list(List<SymbolicTensor> tensors) {
        return of(tensors);
    }

    public static Tensors list(SymbolicTensor... tensors) {
        return list(List.of(tensors));
    }

    /** Tensors by key. */
    public static Tensors map(Map<String, SymbolicTensor> tensors) {
        return of(tensors);
    }

    /**
     * Tensors in any structure.
     *
     * @param tree a {@link SymbolicTensor}, or a list of trees, or a map from strings to trees
     * @throws IllegalArgumentException if it is something else
     */
    public static Tensors of(Object tree) {
        List<SymbolicTensor> found = new ArrayList<>();
        Object layout = layout(tree, found);
        return new Tensors(layout, List.copyOf(found));
    }

    private static Object layout(Object tree, List<SymbolicTensor> found) {
        if (tree instanceof SymbolicTensor tensor) {
            found.add(tensor);
            return found.size() - 1;
        }
        if (tree instanceof List<?> trees) {
            return trees.stream().map(element -> layout(element, found)).toList();
        }
        if (tree instanceof Map<?, ?> trees) {
            Map<String, Object> layouts = new TreeMap<>();
            trees.forEach((key, element) -> layouts.put(String.valueOf(key), element));
            layouts.replaceAll((key, element) -> layout(element, found));
            return Collections.unmodifiableMap(layouts);
        }
        throw new IllegalArgumentException("expected a tensor, a list or a map; received " + tree);
    }

    public Structure structure() {
        if (layout instanceof Integer) {
            return Structure.ONE;
        }
        if (layout instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(Integer.class::isInstance) ? Structure.MAP : Structure.NESTED;
        }
        return ((List<?>) layout).stream().allMatch(Integer.class::isInstance) ? Structure.LIST : Structure.NESTED;
    }

    /** The keys where these are a dictionary, in order; else empty. */
    public List<String> keys() {
        return layout instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /** All tensors, in order. */
    public List<SymbolicTensor> list() {
        return list;
    }

    /**
     * The structure of these, with something in place of each tensor.
     *
     * @param leaf what stands for the tensor at a position of {@link #list()}
     * @return what {@code leaf} returns, or lists or maps of it
     */
    public Object pack(Function<Integer, ?> leaf) {
        return pack(layout, leaf);
    }

    private static Object pack(Object layout, Function<Integer, ?> leaf) {
        if (layout instanceof List<?> layouts) {
            return layouts.stream().map(element -> pack(element, leaf)).toList();
        }
        if (layout instanceof Map<?, ?> layouts) {
            Map<String, Object> packed = new TreeMap<>();
            layouts.forEach((key, element) -> packed.put(String.valueOf(key), pack(element, leaf)));
            return Collections.unmodifiableMap(packed);
        }
        return leaf.apply((Integer) layout);
    }

    @Override
    public String toString() {
        return pack(list::get).toString();
    }
}
