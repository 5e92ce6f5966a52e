package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a document: {@code {module, class_name, config, registered_name, …}}.
 *
 * @param config its configuration
 * @param keys the whole object
 */
record Element(
        Place place,
        String module,
        String className,
        @Nullable String registeredName,
        Map<String, @Nullable Object> config,
        Map<String, @Nullable Object> keys) {
    private static final Set<String> KNOWN = Set.of(
            "module",
            "class_name",
            "config",
            "registered_name",
            "build_config",
            "compile_config",
            "name",
            "inbound_nodes",
            "shared_object_id");

    static Element of(@Nullable Object plain, Place place) {
        Map<String, @Nullable Object> keys = Plain.map(plain, place);
        for (String key : keys.keySet()) {
            if (!KNOWN.contains(key)) {
                throw place.at(key)
                        .error(
                                "unknown key of an object; "
                                        + Plain.suggestion(
                                                key, KNOWN.stream().sorted().toList()),
                                "");
            }
        }
        Object config = required(keys, "config", place);
        return new Element(
                place,
                java.util.Objects.requireNonNullElse(optional(keys, "module", place), ""),
                Plain.string(required(keys, "class_name", place), place.at("class_name")),
                optional(keys, "registered_name", place),
                Plain.map(config, place.at("config")),
                keys);
    }

    /** The value of a key that must be there. */
    static @Nullable Object required(Map<String, @Nullable Object> keys, String key, Place place) {
        if (!keys.containsKey(key)) {
            throw place.error("the key " + key + " is missing", "");
        }
        return keys.get(key);
    }

    private static @Nullable String optional(Map<String, @Nullable Object> keys, String key, Place place) {
        Object value = keys.get(key);
        return value == null ? null : Plain.string(value, place.at(key));
    }

    Place configPlace() {
        return place.at("config");
    }

    boolean isModel() {
        return isSequential()
                || className.equals("Functional")
                || (className.equals("Model") && config.containsKey("layers"));
    }

    boolean isSequential() {
        return className.equals("Sequential");
    }

    boolean isInput() {
        return className.equals("InputLayer");
    }

    /** Of the activations only one, ReLU, stands in files as an operation; it is read as the layer of that name. */
    boolean isOp() {
        return module.startsWith("keras.src.ops.");
    }

    /** The object's name in its model. */
    String name() {
        Object name = config.containsKey("name") ? config.get("name") : keys.get("name");
        if (name == null) {
            throw configPlace().error("the key name is missing", "");
        }
        return Plain.string(name, configPlace().at("name"));
    }

    /** The calls, as the document holds them. */
    List<@Nullable Object> calls() {
        return Plain.list(required(keys, "inbound_nodes", place), place.at("inbound_nodes"));
    }

    /** The number of calls; in a Sequential, which does not list them, one. */
    int callCount() {
        return keys.containsKey("inbound_nodes") ? calls().size() : 1;
    }

    /** The class, by the name that it is registered under where it is. */
    String title() {
        return registeredName != null && registeredName.contains(">") ? registeredName : className;
    }

    /** The value of a key of the configuration that is true or false. */
    boolean flag(String key, boolean otherwise) {
        Object value = config.get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw configPlace().at(key).unexpected(value, "true or false");
    }

    /** Refuses keys of the configuration beside the known ones. */
    void allowOnly(List<String> known) {
        for (String key : config.keySet()) {
            if (!known.contains(key)) {
                throw configPlace()
                        .at(key)
                        .error("unknown key of " + className + "; " + Plain.suggestion(key, known), "");
            }
        }
    }
}
