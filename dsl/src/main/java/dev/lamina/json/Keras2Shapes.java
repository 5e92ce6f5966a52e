package dev.lamina.json;

import static dev.lamina.json.Keras2Op.CORE;
import static dev.lamina.json.Keras2Op.NUMPY;

import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** TensorFlow's functions that move elements, as ops of Keras 3. */
final class Keras2Shapes {
    private static final String AXIS = "axis";

    static final Map<String, Consumer<Keras2Op>> RULES = Map.ofEntries(
            Map.entry("reshape", op -> op.result(NUMPY, "Reshape", Map.of("newshape", sizes(op, "shape")), op.x())),
            Map.entry(
                    "broadcast_to", op -> op.result(NUMPY, "BroadcastTo", Map.of("shape", sizes(op, "shape")), op.x())),
            Map.entry("transpose", Keras2Shapes::transpose),
            Map.entry("expand_dims", op -> op.result(NUMPY, "ExpandDims", Map.of(AXIS, op.get(AXIS, "dim")), op.x())),
            Map.entry("squeeze", op -> op.result(NUMPY, "Squeeze", axis(op, null, AXIS, "squeeze_dims"), op.x())),
            Map.entry("concat", op -> op.result(NUMPY, "Concatenate", axis(op, 0, AXIS), op.list())),
            Map.entry("stack", op -> op.result(NUMPY, "Stack", axis(op, 0, AXIS), op.list())),
            Map.entry("unstack", Keras2Shapes::unstack),
            Map.entry("split", Keras2Shapes::split),
            Map.entry("tile", op -> op.result(NUMPY, "Tile", Map.of("repeats", sizes(op, "multiples")), op.x())),
            Map.entry("repeat", Keras2Shapes::repeat),
            Map.entry("pad", Keras2Shapes::pad),
            Map.entry("reverse", op -> op.result(NUMPY, "Flip", axis(op, null, AXIS), op.x())),
            Map.entry("roll", Keras2Shapes::roll),
            Map.entry("gather", Keras2Shapes::gather),
            Map.entry("getitem", Keras2Shapes::slice));

    private Keras2Shapes() {}

    private static Map<String, @Nullable Object> axis(Keras2Op op, @Nullable Object otherwise, String... keys) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put(AXIS, op.or(otherwise, keys));
        return config;
    }

    /** The sizes of a shape; one may be known by the data alone, which Keras 3 finds out. */
    private static List<Object> sizes(Keras2Op op, String key) {
        Object value = op.get(key);
        List<Object> sizes = new ArrayList<>();
        int open = 0;
        for (Object size : value instanceof List<?> list ? list : List.of(value)) {
            boolean dynamic = Keras2Arguments.isSize(size);
            if (!dynamic && !(size instanceof Integer)) {
                throw op.at(key).unexpected(size, "a size");
            }
            open += dynamic || Integer.valueOf(-1).equals(size) ? 1 : 0;
            sizes.add(dynamic ? -1 : size);
        }
        if (open > 1) {
            throw op.at(key)
                    .error(
                            "tf." + op.function() + " takes " + open + " sizes from the data; Keras 3 finds out one",
                            "");
        }
        return sizes;
    }

    private static void transpose(Keras2Op op) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("axes", op.or(null, "perm"));
        op.result(NUMPY, "Transpose", config, op.x());
    }

    private static void unstack(Keras2Op op) {
        Map<String, @Nullable Object> config = axis(op, 0, AXIS);
        config.put("num", op.or(null, "num"));
        op.result(CORE, "Unstack", config, op.x());
    }

    /** Into a number of parts, or into parts of given sizes; Keras 3 wants to know where each begins. */
    private static void split(Keras2Op op) {
        Object parts = op.get("num_or_size_splits", "num_split");
        Map<String, @Nullable Object> config = axis(op, 0, AXIS);
        Object places = parts;
        if (parts instanceof List<?> list) {
            List<Object> starts = new ArrayList<>();
            int start = 0;
            for (Object size : list.subList(0, Math.max(0, list.size() - 1))) {
                if (!(size instanceof Integer known) || known < 0) {
                    throw op.at("num_or_size_splits").unexpected(size, "a size");
                }
                start += known;
                starts.add(start);
            }
            places = starts;
        }
        config.put("indices_or_sections", places);
        op.result(NUMPY, "Split", config, op.x());
    }

    private static void repeat(Keras2Op op) {
        Map<String, @Nullable Object> config = axis(op, null, AXIS);
        config.put("repeats", op.get("repeats"));
        op.result(NUMPY, "Repeat", config, op.x());
    }

    private static void pad(Keras2Op op) {
        String mode = Plain.string(op.or("CONSTANT", "mode"), op.at("mode")).toLowerCase(Locale.ROOT);
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("pad_width", op.get("paddings"));
        config.put("mode", mode);
        Object value = op.or(0, "constant_values");
        if (mode.equals("constant")) {
            op.result(NUMPY, "Pad", config, op.x(), value);
        } else {
            op.result(NUMPY, "Pad", config, op.x());
        }
    }

    private static void roll(Keras2Op op) {
        Map<String, @Nullable Object> config = axis(op, null, AXIS);
        config.put("shift", op.get("shift"));
        op.result(NUMPY, "Roll", config, op.x());
    }

    private static void gather(Keras2Op op) {
        op.result(NUMPY, "Take", axis(op, 0, AXIS), op.x(), op.get("indices"));
    }

    /** An index, slices, {@code ...} and new axes; a lone one stands for a list. */
    private static void slice(Keras2Op op) {
        Object spec = op.or(null, "slice_spec");
        List<@Nullable Object> index = new ArrayList<>();
        for (Object part : spec instanceof List<?> list ? list : java.util.Collections.singletonList(spec)) {
            index.add(part(op, part));
        }
        op.result(NUMPY, "GetItem", Map.of(), op.x(), spec instanceof List<?> ? index : index.get(0));
    }

    private static @Nullable Object part(Keras2Op op, @Nullable Object part) {
        if (part == null || part instanceof Integer) {
            return part;
        }
        if (part instanceof Map<?, ?> map && map.containsKey("start")) {
            Map<String, @Nullable Object> bounds = new LinkedHashMap<>();
            for (String key : List.of("start", "stop", "step")) {
                Object bound = map.get(key);
                if (bound != null && !(bound instanceof Integer)) {
                    throw op.at("slice_spec").unexpected(bound, "a number that is known before the model runs");
                }
                bounds.put(key, bound);
            }
            return Map.of("class_name", "__slice__", "config", bounds);
        }
        if (part instanceof Map<?, ?> map && "__ellipsis__".equals(map.get("class_name"))) {
            return Map.of("class_name", "__ellipsis__", "config", Map.of());
        }
        throw op.at("slice_spec").unexpected(part, "a number, a slice, an ellipsis or null");
    }
}
