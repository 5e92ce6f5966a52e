package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something for the outputs of a model, in the structure in which it was given: one for all, a list in the order of the outputs, or
 * a map by their names. Null where an output has none.
 */
final class PerOutput<T> {
    enum Structure {
        ONE,
        LIST,
        MAP
    }

    private final Structure structure;
    private final List<String> keys;
    private final List<@Nullable T> values;

    private PerOutput(Structure structure, List<String> keys, List<@Nullable T> values) {
        this.structure = structure;
        this.keys = List.copyOf(keys);
        this.values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    static <T> PerOutput<T> none() {
        return new PerOutput<>(Structure.LIST, List.of(), List.of());
    }

    static <T> PerOutput<T> one(T value) {
        return new PerOutput<>(Structure.ONE, List.of(), List.of(value));
    }

    static <T> PerOutput<T> list(List<? extends @Nullable T> values) {
        return new PerOutput<>(Structure.LIST, List.of(), new ArrayList<>(values));
    }

    static <T> PerOutput<T> map(Map<String, ? extends @Nullable T> values) {
        return new PerOutput<>(Structure.MAP, List.copyOf(values.keySet()), new ArrayList<>(values.values()));
    }

    /** One for all as a list of one for each, where there are several outputs: Keras takes a flat list of metrics for that. */
    PerOutput<T> forEach(int outputs) {
        return structure == Structure.ONE && outputs > 1 ? list(Collections.nCopies(outputs, values.get(0))) : this;
    }

    /**
     * One for each output of a model.
     *
     * @param what what they are, for messages, such as "loss"
     * @throws ConfigException if they do not fit the outputs
     */
    List<@Nullable T> resolve(Model model, String what) {
        int outputs = model.outputs().list().size();
        if (values.isEmpty()) {
            return Collections.nCopies(outputs, null);
        }
        return switch (structure) {
            case ONE -> Collections.nCopies(outputs, values.get(0));
            case LIST -> {
                if (values.size() != outputs) {
                    throw mismatch(model, what, values.size() + " given, in a list");
                }
                yield values;
            }
            case MAP -> byName(model, what);
        };
    }

    private List<@Nullable T> byName(Model model, String what) {
        List<String> names = model.outputNames();
        for (String key : keys) {
            if (!names.contains(key)) {
                throw mismatch(model, what, "\"" + key + "\" is no output; " + Plain.suggestion(key, names));
            }
        }
        List<@Nullable T> result = new ArrayList<>();
        for (String name : names) {
            int position = keys.indexOf(name);
            result.add(position < 0 ? null : values.get(position));
        }
        return result;
    }

    private static ConfigException mismatch(Model model, String what, String found) {
        return new ConfigException(
                Facts.of("model \"" + model.name() + "\" cannot be trained with the " + what + " it was given")
                        .and("outputs", String.join(", ", model.outputNames()))
                        .and(what, found)
                        .and("try", "one for each output, null or left out where an output has none")
                        .toString());
    }

    /** The plain form, given that of a value. */
    @Nullable
    Object toPlain(java.util.function.Function<T, @Nullable Object> write) {
        List<@Nullable Object> plain = new ArrayList<>();
        values.forEach(value -> plain.add(value == null ? null : write.apply(value)));
        if (values.isEmpty()) {
            return null;
        }
        return switch (structure) {
            case ONE -> plain.get(0);
            case LIST -> plain;
            case MAP -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = 0; i < keys.size(); i++) {
                    map.put(keys.get(i), plain.get(i));
                }
                yield map;
            }
        };
    }
}
