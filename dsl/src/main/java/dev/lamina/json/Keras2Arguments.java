package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call of Keras 2, which writes {@code [layer, call, output, keyword arguments]} for a tensor, lists of these,
 * and {@code ["_CONSTANT_VALUE", -1, value, keyword arguments]}; tensors as Keras 3 writes them.
 *
 * @param first the first argument: a tensor, a constant, or a list or map of such
 * @param keyword the others, each under its name
 */
record Keras2Arguments(@Nullable Object first, Map<String, @Nullable Object> keyword) {
    private static final String CONSTANT = "_CONSTANT_VALUE";

    /** What is known of the tensors of a model. */
    interface Tensors {
        boolean isLayer(String name);

        /** Whether a layer gives the shape of a tensor or a size in it, which is no tensor in Keras 3. */
        boolean isSize(String name);

        /** The tensor by the names of Keras 3. */
        History find(History old);
    }

    /** A size that only the data tell, where it may stand in the place of a number. */
    static final String SIZE = "__size__";

    static Keras2Arguments of(@Nullable Object plain, Place place, Tensors tensors) {
        Map<String, @Nullable Object> keyword = new LinkedHashMap<>();
        Object first = first(plain, place, tensors, keyword);
        return new Keras2Arguments(first, keyword);
    }

    private static @Nullable Object first(
            @Nullable Object plain, Place place, Tensors tensors, Map<String, @Nullable Object> keyword) {
        if (plain instanceof Map<?, ?>) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            Plain.map(plain, place)
                    .forEach((key, element) -> read.put(key, first(element, place.at(key), tensors, keyword)));
            return read;
        }
        if (!(plain instanceof List<?> list)) {
            throw place.unexpected(plain, "[layer, call, output]");
        }
        if (!list.isEmpty() && list.get(0) instanceof String name) {
            if (list.size() > 3 && list.get(3) != null) {
                Plain.map(list.get(3), place.at(3))
                        .forEach((key, value) -> keyword.putIfAbsent(
                                key, value(value, place.at(3).at(key), tensors)));
            }
            if (name.equals(CONSTANT) && list.size() >= 3) {
                return list.get(2);
            }
            return tensor(list.subList(0, Math.min(3, list.size())), place, tensors);
        }
        List<@Nullable Object> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            read.add(first(list.get(i), place.at(i), tensors, keyword));
        }
        return read;
    }

    /** An argument by keyword: three values that begin with the name of a layer are a tensor. */
    private static @Nullable Object value(@Nullable Object plain, Place place, Tensors tensors) {
        if (plain instanceof List<?> list) {
            if (History.isTriple(list) && list.get(0) instanceof String name && tensors.isLayer(name)) {
                return tensor(list, place, tensors);
            }
            if (list.size() == 3 && CONSTANT.equals(list.get(0))) {
                return list.get(2);
            }
            List<@Nullable Object> read = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                read.add(value(list.get(i), place.at(i), tensors));
            }
            return read;
        }
        if (plain instanceof Map<?, ?>) {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            Plain.map(plain, place).forEach((key, element) -> read.put(key, value(element, place.at(key), tensors)));
            return read;
        }
        return plain;
    }

    private static Object tensor(List<?> triple, Place place, Tensors tensors) {
        History old = History.ofTriple(triple, place);
        return tensors.isSize(old.layer()) ? Map.of("class_name", SIZE) : tensor(tensors.find(old));
    }

    /** A tensor in the arguments of a call. */
    static Map<String, @Nullable Object> tensor(History history) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("keras_history", List.of(history.layer(), history.call(), history.output()));
        Map<String, @Nullable Object> tensor = new LinkedHashMap<>();
        tensor.put("class_name", "__keras_tensor__");
        tensor.put("config", config);
        return tensor;
    }

    static boolean isSize(@Nullable Object value) {
        return value instanceof Map<?, ?> map && SIZE.equals(map.get("class_name"));
    }

    /** The layer of the first tensor of a call. */
    static Optional<String> firstLayer(@Nullable Object plain) {
        Object first = plain;
        while (first instanceof List<?> list && !list.isEmpty()) {
            first = list.get(0);
        }
        return first instanceof String name ? Optional.of(name) : Optional.empty();
    }
}
