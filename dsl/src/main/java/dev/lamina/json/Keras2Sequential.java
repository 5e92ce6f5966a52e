package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sequential models of Keras 2. Until 2.1 they are bare lists of layers; until 2.2, and where no Input was given, the first layer
 * holds the shape of the input.
 */
final class Keras2Sequential {
    private static final String SHAPE = "batch_input_shape";

    /** The depth of first layers that are models, to which the shape of the input is looked for. */
    private static final int MAX_DEPTH = 100;

    private Keras2Sequential() {}

    static Map<String, @Nullable Object> config(@Nullable Object plain, Place place) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        if (plain instanceof List<?>) {
            config.put("name", "sequential");
            config.put("layers", plain);
        } else {
            config.putAll(Plain.map(plain, place));
        }
        Place layersPlace = plain instanceof List<?> ? place : place.at("layers");
        List<@Nullable Object> layers = Plain.list(Element.required(config, "layers", place), layersPlace);
        List<@Nullable Object> upgraded = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            upgraded.add(Keras2Document.element(layers.get(i), layersPlace.at(i)));
        }
        if (!layers.isEmpty()) {
            addInput(config, layers.get(0), upgraded);
        }
        config.put("layers", upgraded);
        return config;
    }

    /** Says what the input is, where the first layer does. */
    private static void addInput(
            Map<String, @Nullable Object> config, @Nullable Object first, List<@Nullable Object> upgraded) {
        Map<?, ?> source = inputOf(first, 0);
        boolean listed = first instanceof Map<?, ?> keys && "InputLayer".equals(keys.get("class_name"));
        if (listed || source == null) {
            return;
        }
        Object dtype = source.get("dtype");
        boolean number = !(dtype instanceof String name) || name.startsWith("float") || name.startsWith("mixed");
        if (number) {
            config.put("build_input_shape", source.get(SHAPE));
            return;
        }
        Map<String, @Nullable Object> input = new LinkedHashMap<>();
        input.put("batch_shape", source.get(SHAPE));
        input.put("dtype", dtype);
        input.put("name", source.get("name") + "_input");
        Map<String, @Nullable Object> layer = new LinkedHashMap<>();
        layer.put("module", "keras.layers");
        layer.put("class_name", "InputLayer");
        layer.put("config", input);
        upgraded.add(0, layer);
    }

    /** The configuration that says the shape of what a layer takes: its own, or that of the first layer in it. */
    private static @Nullable Map<?, ?> inputOf(@Nullable Object layer, int depth) {
        if (!(layer instanceof Map<?, ?> keys) || depth > MAX_DEPTH) {
            return null;
        }
        Object config = keys.get("config");
        if (config instanceof Map<?, ?> own && own.get(SHAPE) != null) {
            return own;
        }
        Object layers = config instanceof Map<?, ?> own ? own.get("layers") : config;
        return layers instanceof List<?> list && !list.isEmpty() ? inputOf(list.get(0), depth + 1) : null;
    }
}
