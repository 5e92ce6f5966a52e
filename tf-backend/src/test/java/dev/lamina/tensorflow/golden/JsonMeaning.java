package dev.lamina.tensorflow.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares documents by what they mean to Keras. */
final class JsonMeaning {
    /** What says nothing about the model. */
    private static final Set<String> IGNORED =
            Set.of("build_config", "compile_config", "shared_object_id", "keras_version", "backend", "vocabulary_size");

    /** Keys that not every Keras 3 knows and that may be left out where they say what they say without being there. */
    private static final Map<String, Object> NEWER = Map.ofEntries(
            Map.entry("input_axes", "null"),
            Map.entry("output_axes", "null"),
            Map.entry("quantization_config", "null"),
            Map.entry("optional", false),
            Map.entry("renorm", false),
            Map.entry("renorm_clipping", "null"),
            Map.entry("renorm_momentum", 0.99),
            Map.entry("activity_regularizer", "null"),
            Map.entry("rms_scaling", false),
            Map.entry("synchronized", false),
            Map.entry("oov_method", "floormod"),
            Map.entry("salt", "null"),
            Map.entry("use_gate", false),
            Map.entry("sliding_window", "null"));

    private final List<String> differences = new ArrayList<>();

    private JsonMeaning() {}

    /** What the original says and the rewritten one does not. Keys that only the rewritten one has are defaults. */
    static List<String> lost(Object original, Object rewritten) {
        JsonMeaning meaning = new JsonMeaning();
        meaning.compare(original, rewritten, "");
        return meaning.differences;
    }

    private void compare(@Nullable Object original, @Nullable Object rewritten, String path) {
        Object a = plain(original);
        Object b = plain(rewritten);
        String name = name(a);
        if (name != null && name.equals(name(b))) {
            return;
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            compareMaps(left, right, path);
        } else if (a instanceof List<?> left && b instanceof List<?> right) {
            compareLists(left, right, path);
        } else if (a instanceof Number && b instanceof List<?> list && list.size() == 1) {
            compare(a, list.get(0), path); // axis: -1 and axis: [-1] are one
        } else if (a instanceof Number left && b instanceof Number right) {
            double difference = Math.abs(left.doubleValue() - right.doubleValue());
            boolean close = left.equals(right) || difference <= 1e-6 * Math.abs(left.doubleValue());
            report(!close, path, a, b);
        } else {
            report(!java.util.Objects.equals(a, b), path, a, b);
        }
    }

    private void report(boolean differs, String path, @Nullable Object a, @Nullable Object b) {
        if (differs) {
            differences.add(path + ": " + a + " became " + b);
        }
    }

    private void compareMaps(Map<?, ?> a, Map<?, ?> b, String path) {
        boolean registered = String.valueOf(a.get("registered_name")).contains(">");
        for (Object key : new TreeSet<Object>(a.keySet())) {
            boolean says = !IGNORED.contains(key) && !(registered && key.equals("module"));
            boolean implied = !b.containsKey(key)
                    && NEWER.containsKey(key)
                    && (a.get(key) == null ? "null" : a.get(key)).equals(NEWER.get(key));
            boolean standard = key.equals("data_format") && a.get(key) == null && "channels_last".equals(b.get(key));
            if (says && !implied && !standard) {
                if (b.containsKey(key)) {
                    compare(a.get(key), b.get(key), path + "." + key);
                } else {
                    differences.add(path + "." + key + ": " + a.get(key) + " is gone");
                }
            }
        }
    }

    private void compareLists(List<?> a, List<?> b, String path) {
        if (a.size() != b.size()) {
            differences.add(path + ": " + a.size() + " elements became " + b.size());
            return;
        }
        boolean layers = path.endsWith(".layers");
        Map<Object, Object> byName = new LinkedHashMap<>();
        if (layers) {
            b.forEach(layer -> byName.put(layerName(layer), layer));
        }
        for (int i = 0; i < a.size(); i++) {
            Object name = layers ? layerName(a.get(i)) : i;
            compare(a.get(i), layers ? byName.get(name) : b.get(i), path + "[" + name + "]");
        }
    }

    private static Object layerName(Object layer) {
        return ((Map<?, ?>) ((Map<?, ?>) layer).get("config")).get("name");
    }

    /** Constants by their values: a list of numbers and a tensor of them are the same argument. */
    private static @Nullable Object plain(@Nullable Object value) {
        boolean constant = value instanceof Map<?, ?> map
                && ("__tensor__".equals(map.get("class_name")) || "__numpy__".equals(map.get("class_name")));
        return constant ? ((Map<?, ?>) ((Map<?, ?>) value).get("config")).get("value") : value;
    }

    /** What {@code "glorot_uniform"} and {@code {"class_name": "GlorotUniform", "config": {}}} have in common. */
    private static @Nullable String name(@Nullable Object value) {
        if (value instanceof String text) {
            return text.replace("_", "").toLowerCase(Locale.ROOT);
        }
        if (value instanceof Map<?, ?> map && map.get("class_name") instanceof String name) {
            if (name.equals("DTypePolicy")) {
                return String.valueOf(((Map<?, ?>) map.get("config")).get("name"));
            }
            return map.get("config") instanceof Map<?, ?> config && config.isEmpty() ? name(name) : null;
        }
        return null;
    }
}
