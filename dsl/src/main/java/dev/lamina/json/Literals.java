package dev.lamina.json;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Constants in the arguments of ops: bare numbers and lists, and {@code __tensor__} or {@code __numpy__} objects. */
final class Literals {
    private Literals() {}

    /**
     * A number, boolean, string or nested list as a constant.
     *
     * @param beside the type of the tensor beside it, which a number takes where it can; null where there is none
     */
    static SymbolicTensor bare(Object plain, @Nullable DType beside, Place place) {
        return Arithmetic.literal(
                array(plain, typeOf(first(plain), plain instanceof List ? null : beside, place), place));
    }

    /** A constant that says its type. */
    static SymbolicTensor typed(Map<String, @Nullable Object> object, Place place) {
        Place configPlace = place.at("config");
        Map<String, @Nullable Object> config = Plain.map(object.get("config"), configPlace);
        Object value = Element.required(config, "value", configPlace);
        if (value == null) {
            throw configPlace.at("value").unexpected(null, "numbers");
        }
        return Arithmetic.literal(array(value, dtype(config, configPlace), configPlace.at("value")));
    }

    private static DType dtype(Map<String, @Nullable Object> config, Place place) {
        String name = Plain.string(Element.required(config, "dtype", place), place.at("dtype"));
        try {
            return DType.ofKerasName(name);
        } catch (IllegalArgumentException e) {
            throw place.at("dtype").error(String.valueOf(e.getMessage()), "");
        }
    }

    /** Keras's rule for Python's numbers: they take the type beside them if they can be of it. */
    private static DType typeOf(@Nullable Object value, @Nullable DType beside, Place place) {
        DType number = beside == null ? DType.BOOL : beside; // neither says what a number is
        if (value instanceof Boolean) {
            return DType.BOOL;
        }
        if (value instanceof String) {
            return DType.STRING;
        }
        if (value instanceof Integer || value instanceof Long) {
            return number != DType.BOOL ? number : DType.INT32;
        }
        if (value instanceof Number) {
            return number.isFloating() ? number : DType.FLOAT32;
        }
        throw place.unexpected(value, "numbers");
    }

    private static @Nullable Object first(@Nullable Object plain) {
        Object first = plain;
        while (first instanceof List<?> list && !list.isEmpty()) {
            first = list.get(0);
        }
        return first instanceof List ? 0.0 : first;
    }

    private static NdArray array(Object plain, DType dtype, Place place) {
        List<Integer> sizes = new ArrayList<>();
        for (Object level = plain; level instanceof List<?> list; level = list.isEmpty() ? null : list.get(0)) {
            sizes.add(list.size());
        }
        List<Object> elements = new ArrayList<>();
        flatten(plain, sizes, 0, elements, place);
        Shape shape = Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
        Object storage = NdArray.zeros(dtype, shape).storage();
        if (dtype == DType.FLOAT16) {
            throw place.error("a constant of type float16 cannot be read", "float32 in its place");
        }
        for (int i = 0; i < elements.size(); i++) {
            store(storage, i, elements.get(i), dtype, place);
        }
        return NdArray.wrap(dtype, shape, storage);
    }

    private static void flatten(
            @Nullable Object plain, List<Integer> sizes, int depth, List<Object> elements, Place place) {
        if (depth == sizes.size() && plain != null && !(plain instanceof List)) {
            elements.add(plain);
            return;
        }
        if (depth == sizes.size() || !(plain instanceof List<?> list) || list.size() != sizes.get(depth)) {
            throw place.error("expected a list of shape " + sizes + "; it has elements of other sizes", "");
        }
        for (int i = 0; i < list.size(); i++) {
            flatten(list.get(i), sizes, depth + 1, elements, place.at(i));
        }
    }

    private static void store(Object storage, int position, Object element, DType dtype, Place place) {
        if (dtype == DType.STRING) {
            Array.set(storage, position, Plain.string(element, place));
            return;
        }
        Object number = element instanceof Boolean flag ? Integer.valueOf(flag ? 1 : 0) : element;
        if (!(number instanceof Number value)) {
            throw place.unexpected(element, "numbers");
        }
        switch (dtype) {
            case FLOAT64 -> Array.setDouble(storage, position, value.doubleValue());
            case FLOAT32 -> Array.setFloat(storage, position, (float) value.doubleValue());
            case INT64, UINT64 -> Array.setLong(storage, position, value.longValue());
            case INT32, UINT32 -> Array.setInt(storage, position, (int) value.longValue());
            case INT8, UINT8, BOOL -> Array.setByte(storage, position, (byte) value.longValue());
            default -> Array.setShort(storage, position, bits16(value, dtype));
        }
    }

    private static short bits16(Number value, DType dtype) {
        return dtype == DType.BFLOAT16
                ? ((short[]) NdArray.of(new float[] {(float) value.doubleValue()})
                                .cast(DType.BFLOAT16)
                                .storage())
                        [0]
                : (short) value.longValue();
    }

    /**
     * A constant as an argument.
     *
     * @param beside the type of the tensor beside it, null where there is none
     * @param bare whether a number may stand for it
     */
    static Object write(NdArray value, @Nullable DType beside, boolean bare, Place place) {
        Object nested = nested(value, 0, new int[1]);
        if (bare && value.shape().rank() == 0 && typeOf(nested, beside, place) == value.dtype()) {
            return nested;
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("value", nested);
        config.put("dtype", value.dtype().kerasName());
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("class_name", "__tensor__");
        object.put("config", config);
        return object;
    }

    private static Object nested(NdArray value, int axis, int[] next) {
        if (axis == value.shape().rank()) {
            return element(value, next[0]++);
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < value.shape().size(axis); i++) {
            list.add(nested(value, axis + 1, next));
        }
        return list;
    }

    private static Object element(NdArray value, int position) {
        if (value.dtype() == DType.STRING || value.dtype() == DType.INT64) {
            return Array.get(value.storage(), position);
        }
        double number = value.getDouble(position);
        return switch (value.dtype()) {
            case BOOL -> number != 0;
            // The shortest text that is this float, and as a double is close enough to become it again.
            case FLOAT32 ->
                Float.isFinite((float) number) ? Double.parseDouble(Float.toString((float) number)) : number;
            case FLOAT64, FLOAT16, BFLOAT16 -> number;
            default -> (long) number;
        };
    }
}
