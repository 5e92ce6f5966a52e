package dev.lamina.json;

import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call of a layer as Keras 2 writes it: {@code [[layer, call, output, keyword arguments], …]} for the tensors of the first argument;
 * tensors among the others are {@code [layer, call, output]}.
 *
 * @param layer the layer that is called
 * @param layers all layers of the model by name
 */
record Keras2Call(
        KerasFormat format,
        Map<String, @Nullable Object> layer,
        Map<String, Map<String, @Nullable Object>> layers,
        Place place) {
    /** The names of further arguments that may be given by place. */
    private static final Map<String, List<String>> NAMES =
            Map.of("MultiHeadAttention", List.of("query", "value", "key", "attention_mask"));

    /** Layers that take the states to begin with as further inputs. */
    private static final Set<String> RECURRENT =
            Set.of("Bidirectional", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "GRU", "LSTM", "RNN", "SimpleRNN");

    Object of(Map<String, @Nullable Object> node) {
        List<@Nullable Object> positional = Plain.list(node.get("args"), place.at("args"));
        Map<String, @Nullable Object> keyword = new LinkedHashMap<>(Plain.map(node.get("kwargs"), place.at("kwargs")));
        keyword.values().removeIf(Objects::isNull);
        List<String> names = NAMES.getOrDefault(className(), List.of());
        for (int i = 1; i < positional.size(); i++) {
            if (i >= names.size()) {
                throw place.error(
                        described() + " takes tensors in several arguments, which Keras 2 writes by names", "");
            }
            keyword.put(names.get(i), positional.get(i));
        }
        Object first = positional.isEmpty() ? keyword.remove("inputs") : positional.get(0);
        if (Keras2Document.isModel(layer) || leavesMask(node)) {
            keyword.remove("mask");
        }
        if (RECURRENT.contains(className()) && keyword.containsKey("initial_state")) {
            refuseInBoth();
            List<@Nullable Object> all = new ArrayList<>();
            all.add(first);
            Object states = keyword.remove("initial_state");
            all.addAll(states instanceof List<?> list ? list : List.of(Objects.requireNonNull(states)));
            first = all;
        }
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        keyword.forEach((key, value) -> written.put(key, beside(value)));
        Object tensors = tensors(first, written);
        return History.isTensor(first) ? List.of(tensors) : tensors;
    }

    /** Whether a mask comes out of ops, as masks of layers do. */
    boolean leavesMask(Map<String, @Nullable Object> node) {
        boolean[] only = {false};
        if (node.get("kwargs") instanceof Map<?, ?> keyword) {
            History.forEach(
                    keyword.get("mask"),
                    place,
                    history -> only[0] = Keras2Words.isOp(layers.getOrDefault(history.layer(), Map.of())));
        }
        return only[0];
    }

    private String className() {
        return String.valueOf(layer.get("class_name"));
    }

    private String described() {
        return className() + " \"" + layer.get("name") + "\"";
    }

    private void refuseInBoth() {
        if (format == KerasFormat.KERAS_2_AND_3) {
            throw place.error(
                    described() + " takes tensors beside its first argument, which Keras 2 and 3 do not write alike",
                    "KERAS_2 or KERAS_3 alone");
        }
    }

    private Object tensors(@Nullable Object plain, Map<String, @Nullable Object> keyword) {
        if (plain instanceof List<?> list) {
            return list.stream().map(element -> tensors(element, keyword)).toList();
        }
        if (!History.isTensor(plain)) {
            if (plain instanceof Map<?, ?> map && !map.containsKey("class_name")) {
                Map<String, Object> made = new LinkedHashMap<>();
                map.forEach((key, value) -> made.put(String.valueOf(key), tensors(value, keyword)));
                return made;
            }
            throw place.error(described() + " takes a constant, which layers of Keras 2 do not", "");
        }
        List<Object> made = new ArrayList<>(triple(plain));
        made.add(keyword);
        return made;
    }

    private @Nullable Object beside(@Nullable Object plain) {
        if (History.isTensor(plain)) {
            refuseInBoth();
            return triple(plain);
        }
        if (plain instanceof List<?> list) {
            List<@Nullable Object> made = new ArrayList<>();
            list.forEach(element -> made.add(beside(element)));
            return made;
        }
        if (plain instanceof Map<?, ?>) {
            throw place.error(described() + " takes a constant in its arguments, which Keras 2 does not write", "");
        }
        return plain;
    }

    private List<Object> triple(@Nullable Object tensor) {
        History history = History.ofTensor(Plain.map(tensor, place), place);
        Map<String, @Nullable Object> from = layers.getOrDefault(history.layer(), Map.of());
        Keras2Words.refuseOp(from, place);
        boolean counted = Keras2Document.isModel(from);
        return List.of(history.layer(), history.call() + (counted ? 1 : 0), history.output());
    }
}
