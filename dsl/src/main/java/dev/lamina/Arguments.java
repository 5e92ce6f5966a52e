package dev.lamina;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, as Keras keeps them: tensors and literals, by position and by keyword, in lists and
 * dictionaries at any depth.
 * Immutable.
 */
public final class Arguments {
    private final List<@Nullable Object> positional;
    private final Map<String, @Nullable Object> keyword;
    private final List<SymbolicTensor> tensors;

    private Arguments(List<@Nullable Object> positional, Map<String, @Nullable Object> keyword) {
        this.positional = positional;
        this.keyword = keyword;
        List<SymbolicTensor> found = new ArrayList<>();
        positional.forEach(argument -> collect(argument, found));
        keyword.values().forEach(argument -> collect(argument, found));
        this.tensors = List.copyOf(found);
    }

    /** Tensors by position: {@code layer(a, b)}. */
    public static Arguments of(List<SymbolicTensor> tensors) {
        return of(tensors, Map.of());
    }

    /** One argument that is a list: {@code layer([a, b])}. */
    public static Arguments ofList(List<SymbolicTensor> tensors) {
        return of(List.of(List.copyOf(tensors)), Map.of());
    }

    /** Any arguments; leaves are {@link SymbolicTensor}s or plain values. */
    public static Arguments of(List<?> positional, Map<String, ?> keyword) {
        return new Arguments(
                Collections.unmodifiableList(new ArrayList<@Nullable Object>(positional)),
                Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(keyword)));
    }

    public static Arguments none() {
        return of(List.of());
    }

    private static void collect(@Nullable Object argument, List<SymbolicTensor> found) {
        if (argument instanceof SymbolicTensor tensor) {
            found.add(tensor);
        } else if (argument instanceof List<?> list) {
            list.forEach(element -> collect(element, found));
        } else if (argument instanceof Map<?, ?> map) {
            sorted(map).values().forEach(element -> collect(element, found));
        }
    }

    /** Keras takes the values of a dictionary in the order of the keys. */
    private static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }

    public List<@Nullable Object> positional() {
        return positional;
    }

    public Map<String, @Nullable Object> keyword() {
        return keyword;
    }

    /** All tensors, in order. */
    public List<SymbolicTensor> tensors() {
        return tensors;
    }

    /** The same arguments with each tensor replaced. */
    public Arguments map(UnaryOperator<SymbolicTensor> change) {
        List<@Nullable Object> changed = new ArrayList<>();
        positional.forEach(argument -> changed.add(map(argument, change)));
        Map<String, @Nullable Object> changedKeyword = new LinkedHashMap<>();
        keyword.forEach((key, argument) -> changedKeyword.put(key, map(argument, change)));
        return new Arguments(Collections.unmodifiableList(changed), Collections.unmodifiableMap(changedKeyword));
    }

    private static @Nullable Object map(@Nullable Object argument, UnaryOperator<SymbolicTensor> change) {
        if (argument instanceof SymbolicTensor tensor) {
            return change.apply(tensor);
        }
        if (argument instanceof List<?> list) {
            List<@Nullable Object> changed = new ArrayList<>();
            list.forEach(element -> changed.add(map(element, change)));
            return Collections.unmodifiableList(changed);
        }
        if (argument instanceof Map<?, ?> given) {
            Map<String, @Nullable Object> changed = sorted(given);
            changed.replaceAll((key, element) -> map(element, change));
            return Collections.unmodifiableMap(changed);
        }
        return argument;
    }
}
