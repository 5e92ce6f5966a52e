package dev.lamina;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One key between the brackets of {@code x[…]}, as in NumPy. */
public sealed interface Index {
    /** One position; the axis goes. Negative positions count from the end. */
    record At(int position) implements Index {}

    /** A range with a step; null means from the beginning, to the end, step 1. */
    record Range(
            @Nullable Integer start,
            @Nullable Integer stop,
            @Nullable Integer step) implements Index {}

    /** As many whole axes as are left. */
    record Ellipsis() implements Index {}

    /** A new axis of size 1. */
    record NewAxis() implements Index {}

    /** One position of an axis, which goes. */
    static Index at(int position) {
        return new At(position);
    }

    /** The positions from {@code start} (included) to {@code stop} (excluded). */
    static Index range(int start, int stop) {
        return new Range(start, stop, null);
    }

    /** The positions from {@code start} on. */
    static Index from(int start) {
        return new Range(start, null, null);
    }

    /** The whole axis. */
    static Index all() {
        return new Range(null, null, null);
    }

    /** As many whole axes as are left. */
    static Index ellipsis() {
        return new Ellipsis();
    }

    /** A new axis of size 1. */
    static Index newAxis() {
        return new NewAxis();
    }

    /** Keys as Keras writes them. Source: {@code keras.src.saving.serialization_lib}. */
    final class KeysCodec implements Codec<List<Index>> {
        KeysCodec() {}

        @Override
        public List<Index> read(@Nullable Object plain, Place place) {
            List<@Nullable Object> items = plain instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>();
            if (!(plain instanceof List<?>)) {
                items.add(plain);
            }
            List<Index> keys = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                keys.add(readKey(items.get(i), place.at(i)));
            }
            return List.copyOf(keys);
        }

        private static Index readKey(@Nullable Object plain, Place place) {
            if (plain == null) {
                return newAxis();
            }
            if (plain instanceof Number position) {
                return at(position.intValue());
            }
            Map<String, @Nullable Object> map = Plain.map(plain, place);
            if ("__ellipsis__".equals(map.get("class_name"))) {
                return ellipsis();
            }
            if ("__slice__".equals(map.get("class_name"))) {
                Map<String, @Nullable Object> config = Plain.map(map.get("config"), place.at("config"));
                return new Range(
                        bound(config, "start", place), bound(config, "stop", place), bound(config, "step", place));
            }
            throw place.unexpected(plain, "a position, a slice, an ellipsis or null");
        }

        private static @Nullable Integer bound(Map<String, @Nullable Object> config, String key, Place place) {
            Object value = config.get(key);
            if (value == null || value instanceof Number) {
                return value == null ? null : ((Number) value).intValue();
            }
            throw place.at("config").at(key).unexpected(value, "an integer or null");
        }

        @Override
        public Object write(List<Index> keys) {
            List<@Nullable Object> plain = new ArrayList<>();
            keys.forEach(key -> plain.add(writeKey(key)));
            return plain;
        }

        private static @Nullable Object writeKey(Index key) {
            if (key instanceof At at) {
                return at.position();
            }
            Map<String, @Nullable Object> config = new LinkedHashMap<>();
            if (key instanceof Range range) {
                config.put("start", range.start());
                config.put("stop", range.stop());
                config.put("step", range.step());
                return object("__slice__", config);
            }
            return key instanceof Ellipsis ? object("__ellipsis__", config) : null;
        }

        private static Map<String, Object> object(String className, Map<String, @Nullable Object> config) {
            Map<String, Object> plain = new LinkedHashMap<>();
            plain.put("class_name", className);
            plain.put("config", config);
            return plain;
        }

        @Override
        public String expected() {
            return "a list of positions, slices, ellipses and nulls";
        }
    }
}
