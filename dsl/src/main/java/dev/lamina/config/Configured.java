package dev.lamina.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable object that its configuration describes whole: a layer, an op, an initializer, a loss … A setter returns a
 * changed copy.
 *
 * @param <S> the class itself
 */
public abstract class Configured<S extends Configured<S>> {
    private final Schema<S> schema;
    private final Config config;

    protected Configured(Schema<S> schema, Config config) {
        this.schema = schema;
        this.config = config;
    }

    public final Schema<S> schema() {
        return schema;
    }

    /** The value of a key. */
    protected final <T extends @Nullable Object> T get(Field<T> field) {
        return config.get(field);
    }

    /** A copy with one value replaced, checked. */
    protected final <T extends @Nullable Object> S with(Field<T> field, T value) {
        return schema.create(config.set(field, value));
    }

    protected final Config config() {
        return config;
    }

    /** The configuration as Keras's {@code get_config()} gives it. */
    public final Map<String, @Nullable Object> configMap() {
        return schema.write(config);
    }

    /** The object as Keras's {@code serialize_keras_object} gives it. */
    public Map<String, @Nullable Object> toPlain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("module", schema.home().module());
        plain.put("class_name", schema.className());
        plain.put("config", configMap());
        plain.put("registered_name", schema.home().registeredName());
        return plain;
    }

    /** The class and what differs from its defaults, such as {@code Dense{units: 10, activation: relu}}. */
    @Override
    public String toString() {
        return schema.className() + schema.show(config);
    }
}
