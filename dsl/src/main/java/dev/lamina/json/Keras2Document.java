package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document of Keras 2 one of Keras 3, whatever minor version wrote it: {@code Model} or {@code Functional}, calls as nested
 * lists, models that are bare lists of layers, ops as layers. Layers keep their places in the lists, so that the paths of errors
 * found later are those of the document; what has to be added stands behind them.
 *
 * <p>Source: {@code tf_keras.src.engine.functional}, {@code tf_keras.src.saving.legacy.serialization}.
 */
final class Keras2Document {
    private Keras2Document() {}

    /**
     * Whether Keras 2 wrote a document.
     *
     * @param version what lies beside the document of the version that wrote it; empty where nothing does
     */
    static boolean isOne(Map<String, @Nullable Object> plain, String version) {
        Object said = version.isEmpty() ? plain.get("keras_version") : version;
        if (said instanceof String text && !text.isEmpty()) {
            return text.startsWith("2.") || text.startsWith("1.");
        }
        boolean bare = plain.containsKey("class_name") && !plain.containsKey("module");
        return bare || plain.containsKey("keras_version") || hasItsMarks(plain);
    }

    /** Archives of Keras 2 name modules as Keras 3 does; what tells them are calls that are lists, and a key of inputs. */
    private static boolean hasItsMarks(Map<String, @Nullable Object> plain) {
        if (!(plain.get("config") instanceof Map<?, ?> config) || !(config.get("layers") instanceof List<?> layers)) {
            return plain.get("config") instanceof List<?>;
        }
        return layers.stream().anyMatch(Keras2Document::hasMark);
    }

    private static boolean hasMark(@Nullable Object layer) {
        if (!(layer instanceof Map<?, ?> keys)) {
            return false;
        }
        boolean listed = keys.get("inbound_nodes") instanceof List<?> calls
                && calls.stream().anyMatch(List.class::isInstance);
        boolean input = "InputLayer".equals(keys.get("class_name"))
                && keys.get("config") instanceof Map<?, ?> config
                && config.containsKey("batch_input_shape")
                && keys.get("inbound_nodes") == null;
        return listed || input;
    }

    /**
     * The same document as Keras 3 has it.
     *
     * @throws dev.lamina.errors.ConfigException if it holds what Keras 3 has no words for, with its path
     */
    static Map<String, @Nullable Object> upgraded(Map<String, @Nullable Object> plain, Place root) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>(plain);
        keys.remove("keras_version");
        keys.remove("backend");
        if (keys.get("compile_config") instanceof Map<?, ?>) {
            Place place = root.at("compile_config");
            keys.put(
                    "compile_config",
                    Keras2Training.compileConfig(Plain.map(keys.get("compile_config"), place), place));
        }
        return element(keys, root);
    }

    /** A model, or a layer of one. */
    static Map<String, @Nullable Object> element(@Nullable Object plain, Place place) {
        Map<String, @Nullable Object> keys = Plain.map(plain, place);
        return isModel(keys) ? model(keys, place) : Keras2Layer.upgraded(keys, place);
    }

    static boolean isModel(Map<String, @Nullable Object> keys) {
        return isSequential(keys)
                || (isFunctionalName(keys.get("class_name"))
                        && keys.get("config") instanceof Map<?, ?> config
                        && config.containsKey("layers"));
    }

    private static boolean isFunctionalName(@Nullable Object name) {
        return "Functional".equals(name) || "Model".equals(name) || "Network".equals(name);
    }

    static boolean isSequential(Map<String, @Nullable Object> keys) {
        return "Sequential".equals(keys.get("class_name"));
    }

    private static Map<String, @Nullable Object> model(Map<String, @Nullable Object> keys, Place place) {
        boolean sequential = isSequential(keys);
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("module", sequential ? "keras" : "keras.src.models.functional");
        model.put("class_name", sequential ? "Sequential" : "Functional");
        model.put("registered_name", sequential ? null : "Functional");
        keys.forEach(model::putIfAbsent);
        Place configPlace = place.at("config");
        Object config = Element.required(keys, "config", place);
        model.put(
                "config",
                sequential
                        ? Keras2Sequential.config(config, configPlace)
                        : new Keras2Graph(Plain.map(config, configPlace), configPlace).config());
        return model;
    }
}
