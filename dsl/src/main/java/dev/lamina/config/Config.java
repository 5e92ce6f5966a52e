package dev.lamina.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration of one object: values by key, defaults left out. Immutable. */
public final class Config {
    private static final Config EMPTY = new Config(Map.of());

    private final Map<String, @Nullable Object> values;

    private Config(Map<String, @Nullable Object> values) {
        this.values = values;
    }

    public static Config empty() {
        return EMPTY;
    }

    /** This configuration with one value replaced. */
    public <T extends @Nullable Object> Config set(Field<T> field, T value) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(values);
        copy.put(field.key(), value);
        return new Config(copy);
    }

    /** The value of a field, its default where none was given. */
    @SuppressWarnings({"unchecked", "NullAway"}) // a value comes in by the field of its type only
    public <T extends @Nullable Object> T get(Field<T> field) {
        return values.containsKey(field.key()) ? (T) values.get(field.key()) : field.defaultValue();
    }

    boolean has(Field<?> field) {
        return values.containsKey(field.key());
    }
}
