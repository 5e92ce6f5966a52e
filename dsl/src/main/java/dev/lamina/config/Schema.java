package dev.lamina.config;

import dev.lamina.errors.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of configured object is called in Keras files, which keys it has and how it is made. Each kind has one, in a
 * constant of its class; {@link #add} declares the keys where their constants stand, in the order in which they are written.
 *
 * @param <S> the class of the objects
 */
public final class Schema<S> {
    /**
     * Where Keras looks a class up.
     *
     * @param module the Python module, such as {@code keras.layers}
     * @param registeredName {@code package>Class} for classes registered with Keras, null for Keras's own
     */
    public record Home(@Nullable String module, @Nullable String registeredName) {}

    private final Class<? super S> kind;
    private final String className;
    private final Home home;
    private final BiFunction<Schema<S>, Config, S> constructor;
    private final List<Field<?>> fields = new ArrayList<>();
    private final List<String> ignored = new ArrayList<>();
    private final List<String> unwritten = new ArrayList<>();

    private Schema(Class<? super S> kind, String className, Home home, BiFunction<Schema<S>, Config, S> constructor) {
        this.kind = kind;
        this.className = className;
        this.home = home;
        this.constructor = constructor;
    }

    /**
     * A schema without keys.
     *
     * @param kind what the objects are, such as {@code Initializer.class}
     */
    public static <S> Schema<S> of(
            Class<? super S> kind, String className, Home home, Function<Config, S> constructor) {
        return new Schema<>(kind, className, home, (schema, config) -> constructor.apply(config));
    }

    /** A schema without keys of a class that has several: the constructor is told which. */
    public static <S> Schema<S> oneOfSeveral(
            Class<? super S> kind, String className, Home home, BiFunction<Schema<S>, Config, S> constructor) {
        return new Schema<>(kind, className, home, constructor);
    }

    /** Declares a key; to be called where the field's constant is initialized. */
    public <T extends @Nullable Object> Field<T> add(Field<T> field) {
        if (fields.stream().anyMatch(known -> known.key().equals(field.key()))) {
            throw new IllegalStateException(className + " declares the key " + field.key() + " twice");
        }
        fields.add(field);
        return field;
    }

    /** Names keys that files of some versions hold and that change nothing here. Returns this schema. */
    public Schema<S> ignoring(String... keys) {
        ignored.addAll(List.of(keys));
        return this;
    }

    /** Names declared keys that Keras's class does not take: they are read, but never written. */
    public void unwritten(String... keys) {
        unwritten.addAll(List.of(keys));
    }

    public Class<? super S> kind() {
        return kind;
    }

    /** The class's name in Keras, such as {@code Conv2D}. */
    public String className() {
        return className;
    }

    public Home home() {
        return home;
    }

    /** The keys, in the order in which they are written. */
    public List<Field<?>> fields() {
        return List.copyOf(fields);
    }

    /** An object with this configuration, each value checked. */
    public S create(Config config) {
        fields.forEach(field -> check(field, config));
        return constructor.apply(this, config);
    }

    private <T extends @Nullable Object> void check(Field<T> field, Config config) {
        if (field.isRequired() && !config.has(field)) {
            throw new ConfigException(className + ": " + field.key() + " is missing; it must be "
                    + field.codec().expected());
        }
        field.checked(config.get(field), className);
    }

    /**
     * An object from its configuration in a document.
     *
     * @throws ConfigException for an unknown, missing or wrong key, with its path and the nearest known key
     */
    public S read(Map<String, @Nullable Object> plain, Place place) {
        Config config = Config.empty();
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(plain);
        Place own = plain.get("name") instanceof String name ? place.of(className + " \"" + name + "\"") : place;
        for (Field<?> field : fields) {
            config = readField(field, config, rest, own);
        }
        rest.keySet().removeAll(ignored);
        for (String unknown : rest.keySet()) {
            List<String> known = fields.stream().map(Field::key).toList();
            throw place.at(unknown).error("unknown key of " + className + "; " + Plain.suggestion(unknown, known), "");
        }
        try {
            return create(config);
        } catch (ConfigException e) {
            throw e.path().isEmpty() ? ConfigException.at(place.path(), String.valueOf(e.getMessage()), e) : e;
        }
    }

    private static <T extends @Nullable Object> Config readField(
            Field<T> field, Config config, Map<String, @Nullable Object> rest, Place place) {
        Config result = config;
        for (String key : field.keys()) {
            if (rest.containsKey(key)) {
                result = result.set(field, field.codec().read(rest.remove(key), place.at(key)));
            }
        }
        return result;
    }

    /** The configuration of an object as a document holds it. */
    public Map<String, @Nullable Object> write(Config config) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        fields.stream().filter(field -> !unwritten.contains(field.key())).forEach(field -> write(field, config, plain));
        return plain;
    }

    private <T extends @Nullable Object> void write(
            Field<T> field, Config config, Map<String, @Nullable Object> plain) {
        T value = config.get(field);
        if (field.isWritten(value)) {
            plain.put(field.key(), field.codec().write(value));
        }
    }

    /** What differs from the defaults, such as {@code {units: 10, activation: relu}}. */
    String show(Config config) {
        List<String> parts = new ArrayList<>();
        for (Field<?> field : fields) {
            show(field, config, parts);
        }
        return "{" + String.join(", ", parts) + "}";
    }

    private static <T extends @Nullable Object> void show(Field<T> field, Config config, List<String> parts) {
        Object value = field.codec().write(config.get(field));
        boolean isDefault =
                !field.isRequired() && Objects.equals(value, field.codec().write(field.defaultValue()));
        if (!isDefault) {
            String text = value instanceof Map<?, ?> map && map.get("class_name") != null
                    ? String.valueOf(map.get("class_name"))
                    : String.valueOf(value);
            parts.add(field.key() + ": " + text);
        }
    }

    @Override
    public String toString() {
        return className;
    }
}
