package dev.lamina.initializers;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number, or an array of numbers, as a file holds it: bare, as nested lists, or as Keras's {@code __numpy__} and {@code
 * __tensor__} objects.
 */
record Numbers(Object plain, NdArray array) {
    static Numbers of(double value) {
        return new Numbers(value, NdArray.of(new float[] {(float) value}));
    }

    static Numbers of(NdArray array) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("value", nested(array, 0, new int[1]));
        config.put("dtype", array.dtype().kerasName());
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("class_name", "__numpy__");
        plain.put("config", config);
        return new Numbers(plain, array.cast(DType.FLOAT32));
    }

    private static Object nested(NdArray array, int axis, int[] next) {
        if (axis == array.shape().rank()) {
            return array.getDouble(next[0]++);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < array.shape().size(axis); i++) {
            list.add(nested(array, axis + 1, next));
        }
        return list;
    }

    /** The form in files. */
    static final class NumbersCodec implements Codec<Numbers> {
        @Override
        public Numbers read(@Nullable Object plain, Place place) {
            if (plain instanceof Number number) {
                return of(number.doubleValue());
            }
            if (plain instanceof Map<?, ?> object) {
                Place config = place.at("config");
                Object value = Plain.map(object.get("config"), config).get("value");
                return new Numbers(plain, read(value, config.at("value")).array);
            }
            if (!(plain instanceof List<?>)) {
                throw place.unexpected(plain, expected());
            }
            List<Integer> sizes = new ArrayList<>();
            for (Object level = plain; level instanceof List<?> list; level = list.isEmpty() ? null : list.get(0)) {
                sizes.add(list.size());
            }
            List<Float> values = new ArrayList<>();
            collect(plain, sizes, 0, values, place);
            Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
            float[] storage = new float[values.size()];
            for (int i = 0; i < storage.length; i++) {
                storage[i] = values.get(i);
            }
            return new Numbers(plain, NdArray.wrap(DType.FLOAT32, shape, storage));
        }

        private static void collect(
                @Nullable Object plain, List<Integer> sizes, int depth, List<Float> values, Place place) {
            if (depth == sizes.size() && plain instanceof Number number) {
                values.add(number.floatValue());
                return;
            }
            if (depth == sizes.size() || !(plain instanceof List<?> list) || list.size() != sizes.get(depth)) {
                throw place.unexpected(plain, "numbers in lists of sizes " + sizes);
            }
            for (int i = 0; i < list.size(); i++) {
                collect(list.get(i), sizes, depth + 1, values, place.at(i));
            }
        }

        @Override
        public Object write(Numbers value) {
            return value.plain;
        }

        @Override
        public String expected() {
            return "a number or an array of numbers";
        }
    }
}
