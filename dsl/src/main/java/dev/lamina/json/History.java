package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a tensor of a document comes from: Keras's {@code [layer, node_index, tensor_index]}.
 *
 * @param place where the document says so
 */
record History(String layer, int call, int output, Place place) {
    private static final String CLASS = "__keras_tensor__";

    static boolean isTensor(@Nullable Object plain) {
        return plain instanceof Map<?, ?> map && CLASS.equals(map.get("class_name"));
    }

    /** The history of a {@code __keras_tensor__} object. */
    static History ofTensor(Map<String, @Nullable Object> object, Place place) {
        Place configPlace = place.at("config");
        Map<String, @Nullable Object> config = Plain.map(object.get("config"), configPlace);
        return ofTriple(Element.required(config, "keras_history", configPlace), configPlace.at("keras_history"));
    }

    static boolean isTriple(@Nullable Object plain) {
        return plain instanceof List<?> list
                && list.size() == 3
                && list.get(0) instanceof String
                && !(list.get(1) instanceof String);
    }

    static History ofTriple(@Nullable Object plain, Place place) {
        if (isTriple(plain)
                && plain instanceof List<?> list
                && list.get(0) instanceof String layer
                && list.get(1) instanceof Integer call
                && list.get(2) instanceof Integer output) {
            return new History(layer, call, output, place);
        }
        throw place.unexpected(plain, "[layer, call, output]");
    }

    /** Hands over every tensor in the arguments of a call. */
    static void forEach(@Nullable Object plain, Place place, Consumer<History> action) {
        if (isTensor(plain)) {
            action.accept(ofTensor(Plain.map(plain, place), place));
        } else if (plain instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                forEach(list.get(i), place.at(i), action);
            }
        } else if (plain instanceof Map<?, ?> map) {
            map.forEach((key, element) -> forEach(element, place.at(String.valueOf(key)), action));
        }
    }

    /** Whether there is any tensor in the arguments of a call. */
    static boolean anyIn(@Nullable Object plain, Place place) {
        boolean[] found = {false};
        forEach(plain, place, history -> found[0] = true);
        return found[0];
    }
}
