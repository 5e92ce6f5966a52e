package dev.lamina.config;

import dev.lamina.errors.ConfigException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Finds objects by the strings that stand for them in Keras: the name of a class, the same in snake case, or an alias such as {@code
 * mse}.
 *
 * @param <T> the kind of the objects
 */
public final class Directory<T> {
    private final String kind;
    private final Map<String, Supplier<T>> known = new LinkedHashMap<>();

    /**
     * A directory of classes; those with keys that must be given cannot be made by a name.
     *
     * @param kind what the objects are, for messages, such as "loss"
     * @param aliases further names, and the name each stands for
     */
    public Directory(String kind, List<Schema<T>> schemas, Map<String, String> aliases) {
        this.kind = kind;
        for (Schema<T> schema : schemas) {
            if (schema.fields().stream().noneMatch(Field::isRequired)) {
                Supplier<T> make = () -> schema.create(Config.empty());
                known.put(snakeCase(schema.className()), make);
                known.put(schema.className(), make);
            }
        }
        aliases.forEach((alias, name) -> {
            Supplier<T> make = known.get(name);
            if (make != null) {
                known.put(alias, make);
            }
        });
    }

    /** What Keras makes of a class name: {@code kl_divergence} of {@code KLDivergence}. */
    public static String snakeCase(String className) {
        return className
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /**
     * A new object.
     *
     * @throws ConfigException if nothing has that name, with the nearest known one
     */
    public T find(String name) {
        Supplier<T> found = known.getOrDefault(name, known.get(name.toLowerCase(Locale.ROOT)));
        if (found == null) {
            throw new ConfigException(
                    "unknown " + kind + " \"" + name + "\"; " + Plain.suggestion(name, known.keySet()));
        }
        return found.get();
    }

    /** All names. */
    public Stream<String> names() {
        return known.keySet().stream();
    }
}
