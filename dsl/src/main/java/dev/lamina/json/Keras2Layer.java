package dev.lamina.json;

import dev.lamina.activations.SteepSigmoid;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Layers and the objects in their configurations: what Keras 2 calls otherwise than Keras 3. */
final class Keras2Layer {
    /** A change of a layer's configuration. */
    private interface Change extends BiConsumer<Map<String, @Nullable Object>, Place> {}

    /** The class in Keras 3, and what changes in the configuration. */
    private record Heir(String className, Change change) {}

    private static final Map<String, Heir> HEIRS = Map.ofEntries(
            heir(
                    "CuDNNGRU",
                    "GRU",
                    preset(Map.of("activation", "tanh", "recurrent_activation", "sigmoid", "reset_after", true))),
            heir("CuDNNLSTM", "LSTM", preset(Map.of("activation", "tanh", "recurrent_activation", "sigmoid"))),
            heir("Deconv2D", "Conv2DTranspose", preset(Map.of())),
            heir("Deconv3D", "Conv3DTranspose", preset(Map.of())),
            heir("Deconvolution2D", "Conv2DTranspose", preset(Map.of())),
            heir("Deconvolution3D", "Conv3DTranspose", preset(Map.of())),
            heir("GRU", "GRU", preset(Map.of("reset_after", false, "recurrent_activation", "hard_sigmoid"))),
            heir("GRUCell", "GRUCell", preset(Map.of("reset_after", false, "recurrent_activation", "hard_sigmoid"))),
            heir("LSTM", "LSTM", preset(Map.of("recurrent_activation", "hard_sigmoid"))),
            heir("LSTMCell", "LSTMCell", preset(Map.of("recurrent_activation", "hard_sigmoid"))),
            heir("ConvLSTM1D", "ConvLSTM1D", preset(Map.of("recurrent_activation", "hard_sigmoid"))),
            heir("ConvLSTM2D", "ConvLSTM2D", preset(Map.of("recurrent_activation", "hard_sigmoid"))),
            heir("ConvLSTM3D", "ConvLSTM3D", preset(Map.of("recurrent_activation", "hard_sigmoid"))),
            heir("SyncBatchNormalization", "BatchNormalization", preset(Map.of("synchronized", true))),
            heir(
                    "ThresholdedReLU",
                    "ReLU",
                    renamed("theta", "threshold").andThen(preset(Map.of("threshold", 1.0)))::accept),
            heir("InputLayer", "InputLayer", renamed("batch_input_shape", "batch_shape")::accept),
            heir("LeakyReLU", "LeakyReLU", renamed("alpha", "negative_slope")::accept),
            heir("Discretization", "Discretization", renamed("bins", "bin_boundaries")::accept),
            heir("CategoryEncoding", "CategoryEncoding", Keras2Layer::categories),
            heir("Bidirectional", "Bidirectional", Keras2Layer::bothDirections),
            heir("StringLookup", "StringLookup", Keras2Layer::withoutDType),
            heir("Lambda", "Lambda", Keras2Layer::lambda));

    private static final String LOCAL = "it has a kernel for each place, and no layer of Keras 3 has";

    /** Layers that Keras 3 has nothing like, and why. */
    private static final Map<String, String> WITHOUT_HEIR = Map.of(
            "LocallyConnected1D", LOCAL,
            "LocallyConnected2D", LOCAL,
            "TensorFlowOpLayer", "it holds a piece of a TensorFlow graph, as TensorFlow 2.0 to 2.3 wrote ops");

    /** Keys that Keras 3 does not have, and the value beside null without which the layer would be another. */
    private static final Map<String, Object> ONLY =
            Map.of("time_major", false, "num_constants", 0, "virtual_batch_size", "", "dynamic", false);

    /** Keys that Keras 3 does not have and that change nothing. */
    private static final Set<String> DROPPED = Set.of(
            "batch_input_shape",
            "input_dtype",
            "implementation",
            "fused",
            "rng_type",
            "query_shape",
            "key_shape",
            "value_shape",
            "softmax_robust_masking",
            "has_input_vocabulary");

    private Keras2Layer() {}

    private static Map.Entry<String, Heir> heir(String name, String className, Change change) {
        return Map.entry(name, new Heir(className, change));
    }

    /** Defaults that Keras 3 has not, or has changed. */
    private static Change preset(Map<String, Object> values) {
        return (config, place) -> values.forEach(config::putIfAbsent);
    }

    private static BiConsumer<Map<String, @Nullable Object>, Place> renamed(String older, String newer) {
        return (config, place) -> {
            if (config.containsKey(older)) {
                Object value = config.remove(older);
                config.putIfAbsent(newer, value);
            }
        };
    }

    private static void categories(Map<String, @Nullable Object> config, Place place) {
        renamed("max_tokens", "num_tokens").accept(config, place);
        config.replace("output_mode", "binary", "multi_hot");
    }

    /** Keras 3 writes both directions, each under a name of its own. */
    private static void bothDirections(Map<String, @Nullable Object> config, Place place) {
        if (config.get("backward_layer") != null
                || !(config.get("layer") instanceof Map<?, ?> layer)
                || !(layer.get("config") instanceof Map<?, ?> inner)
                || !(inner.get("name") instanceof String name)) {
            return;
        }
        boolean backwards = Boolean.TRUE.equals(inner.get("go_backwards"));
        config.put("layer", direction(layer, inner, "forward_" + name, backwards));
        config.put("backward_layer", direction(layer, inner, "backward_" + name, !backwards));
    }

    private static Map<Object, @Nullable Object> direction(
            Map<?, ?> layer, Map<?, ?> config, String name, boolean backwards) {
        Map<Object, @Nullable Object> changed = new LinkedHashMap<>(config);
        changed.put("name", name);
        changed.put("go_backwards", backwards);
        changed.put("zero_output_for_mask", true);
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>(layer);
        copy.put("config", changed);
        copy.remove("build_config");
        return copy;
    }

    /** What the layer gives is no matter of its policy in Keras 3. */
    private static void withoutDType(Map<String, @Nullable Object> config, Place place) {
        config.remove("dtype");
    }

    /** The bytecode of a function is a list in Keras 2, and its name a bare string. */
    private static void lambda(Map<String, @Nullable Object> config, Place place) {
        Object function = config.get("function");
        Object kind = config.remove("function_type");
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (function instanceof List<?> parts && !parts.isEmpty()) {
            Map<String, @Nullable Object> code = new LinkedHashMap<>();
            code.put("code", parts.get(0));
            code.put("defaults", parts.size() > 1 ? parts.get(1) : null);
            code.put("closure", parts.size() > 2 ? parts.get(2) : null);
            object.put("class_name", "__lambda__");
            object.put("config", code);
            config.put("function", object);
        } else if (function instanceof String) {
            object.put("module", "builtins");
            object.put("class_name", "function");
            object.put("config", function);
            object.put("registered_name", "function");
            config.put("function", object);
        } else if (kind != null && !(function instanceof Map<?, ?>)) {
            throw place.at("function").unexpected(function, "bytecode or the name of a function");
        }
        config.remove("module");
        config.remove("output_shape_module");
        if (!"raw".equals(config.remove("output_shape_type"))) {
            config.remove("output_shape");
        }
        config.remove("mask");
    }

    /** A layer; its calls are left as they are. */
    static Map<String, @Nullable Object> upgraded(Map<String, @Nullable Object> keys, Place place) {
        Map<String, @Nullable Object> layer = new LinkedHashMap<>(keys);
        String name = Plain.string(Element.required(keys, "class_name", place), place.at("class_name"));
        String reason = WITHOUT_HEIR.get(name);
        if (reason != null) {
            throw place.error(
                    name + " is not read: " + reason,
                    "a layer in its place: build the model so in Keras 2.4 or later, load the old weights there, save it");
        }
        Place configPlace = place.at("config");
        Map<String, @Nullable Object> config =
                new LinkedHashMap<>(Plain.map(Element.required(keys, "config", place), configPlace));
        Heir heir = HEIRS.get(withoutVersion(name));
        layer.put("class_name", heir == null ? withoutVersion(name) : heir.className());
        ONLY.forEach((key, allowed) -> refuse(config, key, allowed, configPlace));
        boolean input = name.equals("InputLayer");
        config.keySet().removeIf(key -> DROPPED.contains(key) && !(input && key.equals("batch_input_shape")));
        if (name.startsWith("SpatialDropout")) {
            refuse(config, "noise_shape", "", configPlace);
        }
        config.replaceAll((key, value) -> value(key, value, configPlace.at(key)));
        if (heir != null) {
            heir.change().accept(config, configPlace);
            config.replaceAll((key, value) -> value(key, value, configPlace.at(key)));
        }
        layer.put("config", config);
        return layer;
    }

    private static void refuse(Map<String, @Nullable Object> config, String key, Object allowed, Place place) {
        Object value = config.remove(key);
        if (value != null && !value.equals(allowed)) {
            throw place.at(key)
                    .error(
                            "Keras 3 has no " + key + "; received " + Plain.show(value),
                            "a layer without it, in Keras 2");
        }
    }

    /** For a time, TensorFlow's two generations of a class had names of their own. */
    private static String withoutVersion(String name) {
        String bare = name.startsWith("Unified") ? name.substring("Unified".length()) : name;
        return bare.endsWith("V1") || bare.endsWith("V2") ? bare.substring(0, bare.length() - 2) : bare;
    }

    private static @Nullable Object value(String key, @Nullable Object value, Place place) {
        if (key.equals("dtype")) {
            return dtype(value, place);
        }
        if (key.endsWith("activation")) {
            return activation(value, place);
        }
        if (key.equals("cells") && value instanceof List<?> cells) {
            List<@Nullable Object> upgraded = new ArrayList<>();
            for (int i = 0; i < cells.size(); i++) {
                upgraded.add(Keras2Document.element(cells.get(i), place.at(i)));
            }
            return upgraded;
        }
        boolean layer = key.equals("layer") || key.equals("backward_layer") || key.equals("cell");
        if (layer && value != null) {
            return Keras2Document.element(value, place);
        }
        Object object = object(value, place);
        if (key.endsWith("initializer")
                && object instanceof Map<?, ?> map
                && map.get("config") instanceof Map<?, ?> config) {
            config.remove("dtype");
        }
        return object;
    }

    /** A policy, which Keras 3 calls otherwise. */
    private static @Nullable Object dtype(@Nullable Object value, Place place) {
        if (value instanceof Map<?, ?> policy
                && policy.get("class_name") instanceof String name
                && name.startsWith("Policy")) {
            return Plain.map(policy.get("config"), place.at("config")).get("name");
        }
        return value;
    }

    /** Of one name the function changed: it was steeper. */
    private static @Nullable Object activation(@Nullable Object value, Place place) {
        if ("hard_sigmoid".equals(value)) {
            return SteepSigmoid.INSTANCE.toPlain();
        }
        boolean layer = value instanceof Map<?, ?> map && !"function".equals(map.get("class_name"));
        return layer ? Keras2Document.element(value, place) : value;
    }

    /** An initializer, a regularizer, a constraint, or whatever else has a class. */
    static @Nullable Object object(@Nullable Object value, Place place) {
        if (!(value instanceof Map<?, ?> map)
                || !(map.get("class_name") instanceof String name)
                || !(map.get("config") instanceof Map<?, ?>)) {
            return value;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>(Plain.map(value, place));
        Map<String, @Nullable Object> config = new LinkedHashMap<>(Plain.map(object.get("config"), place.at("config")));
        object.put("class_name", withoutVersion(name));
        if (name.startsWith("VarianceScaling")) {
            config.replace("distribution", "normal", "truncated_normal");
        }
        object.put("config", config);
        return object;
    }
}
