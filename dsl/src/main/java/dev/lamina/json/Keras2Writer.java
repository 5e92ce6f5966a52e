package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a document of Keras 3 one of Keras 2: calls as nested lists, where models inside a model count theirs from 1, and the words of
 * {@link Keras2Words}. What Keras 2 has no words for is refused by name.
 *
 * <p>Source: {@code tf_keras.src.engine.functional}, {@code tf_keras.src.engine.node}.
 */
final class Keras2Writer {
    /** The version whose documents these are: the last that TensorFlow had with it. */
    private static final String VERSION = "2.15.0";

    private static final String LAYERS = "layers";

    private final KerasFormat format;
    private final Keras2Words words;
    private boolean leavesMasks;

    Keras2Writer(KerasFormat format) {
        this.format = format;
        this.words = new Keras2Words(format, this::model);
    }

    /** The document of a model, without what it says of training. */
    Map<String, @Nullable Object> document(Map<String, @Nullable Object> plain, Place root) {
        Map<String, @Nullable Object> document = made(plain, config(plain, root, true));
        document.put("keras_version", VERSION);
        document.put("backend", "tensorflow");
        return document;
    }

    /** Whether masks were left out, which Keras 2 makes itself where Keras 3 writes how they are made. */
    boolean leavesMasks() {
        return leavesMasks;
    }

    /** A model inside a model or a layer. */
    private Map<String, @Nullable Object> model(Map<String, @Nullable Object> plain, Place place) {
        return made(plain, config(plain, place, false));
    }

    private Map<String, @Nullable Object> config(Map<String, @Nullable Object> plain, Place place, boolean outermost) {
        Place at = place.at("config");
        Map<String, @Nullable Object> config = Plain.map(plain.get("config"), at);
        if (!outermost && format == KerasFormat.KERAS_2_AND_3) {
            throw place.error(
                    "model \"" + config.get("name")
                            + "\" is inside another; Keras 2 and 3 count its calls from 1 and from 0",
                    "KERAS_2 or KERAS_3 alone");
        }
        return Keras2Document.isSequential(plain) ? sequential(config, at) : functional(config, at);
    }

    private Map<String, @Nullable Object> made(Map<String, @Nullable Object> plain, Object config) {
        return words.object(
                String.valueOf(plain.get("module")),
                String.valueOf(plain.get("class_name")),
                (String) plain.get("registered_name"),
                config);
    }

    private Map<String, @Nullable Object> sequential(Map<String, @Nullable Object> config, Place place) {
        List<@Nullable Object> plain = Plain.list(config.get(LAYERS), place.at(LAYERS));
        List<@Nullable Object> layers = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            layers.add(words.element(plain.get(i), place.at(LAYERS).at(i)));
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>();
        changed.put("name", config.get("name"));
        changed.put(LAYERS, layers);
        return changed;
    }

    private Map<String, @Nullable Object> functional(Map<String, @Nullable Object> config, Place place) {
        List<@Nullable Object> plain = Plain.list(config.get(LAYERS), place.at(LAYERS));
        Map<String, Map<String, @Nullable Object>> byName = new LinkedHashMap<>();
        for (int i = 0; i < plain.size(); i++) {
            Map<String, @Nullable Object> layer =
                    Plain.map(plain.get(i), place.at(LAYERS).at(i));
            byName.put(String.valueOf(layer.get("name")), layer);
        }
        List<@Nullable Object> layers = new ArrayList<>();
        int index = 0;
        for (Map<String, @Nullable Object> layer : byName.values()) {
            Place at = place.at(LAYERS).at(index++);
            if (!Keras2Words.isOp(layer)) { // who takes what an op makes is refused, but for masks
                Map<String, @Nullable Object> written = words.element(layer, at);
                written.put("name", layer.get("name"));
                written.put("inbound_nodes", calls(layer, at.at("inbound_nodes"), byName));
                layers.add(written);
            }
        }
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(config);
        changed.put(LAYERS, layers);
        changed.put("input_layers", ends(config.get("input_layers"), byName, place.at("input_layers")));
        changed.put("output_layers", ends(config.get("output_layers"), byName, place.at("output_layers")));
        return changed;
    }

    private List<Object> calls(
            Map<String, @Nullable Object> layer, Place place, Map<String, Map<String, @Nullable Object>> byName) {
        List<@Nullable Object> nodes = Plain.list(layer.get("inbound_nodes"), place);
        List<Object> calls = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Keras2Call call = new Keras2Call(format, layer, byName, place.at(i));
            Map<String, @Nullable Object> node = Plain.map(nodes.get(i), place.at(i));
            leavesMasks = leavesMasks || call.leavesMask(node);
            calls.add(call.of(node));
        }
        return calls;
    }

    /** What the model begins and ends with: always a list or a map. Keras 3 counts from 1 what comes out of functional models. */
    private static Object ends(@Nullable Object plain, Map<String, Map<String, @Nullable Object>> byName, Place place) {
        Object changed = end(plain, byName, place);
        return History.isTriple(plain) ? List.of(changed) : changed;
    }

    private static Object end(@Nullable Object plain, Map<String, Map<String, @Nullable Object>> byName, Place place) {
        if (plain instanceof Map<?, ?> map) {
            Map<String, Object> changed = new LinkedHashMap<>();
            map.forEach((key, value) -> changed.put(String.valueOf(key), end(value, byName, place)));
            return changed;
        }
        List<?> list = (List<?>) java.util.Objects.requireNonNull(plain);
        if (!History.isTriple(list)) {
            return list.stream().map(element -> end(element, byName, place)).toList();
        }
        Map<String, @Nullable Object> layer = byName.getOrDefault(String.valueOf(list.get(0)), Map.of());
        Keras2Words.refuseOp(layer, place);
        int call = ((Number) list.get(1)).intValue() + (Keras2Document.isSequential(layer) ? 1 : 0);
        return List.of(list.get(0), call, list.get(2));
    }
}
