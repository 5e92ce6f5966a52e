package dev.lamina.json;

import dev.lamina.DType;
import dev.lamina.DTypePolicy;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of the tensors in a model, for layers that cannot tell: shape and type stand where a tensor is consumed. Where
 * they do not, as in a Sequential, the shape of a layer's only output is the one that the next layer was built for.
 */
final class RecordedSpecs {
    private record Key(String layer, int call, int output) {}

    private final Map<Key, TensorSpec> specs = new HashMap<>();

    private RecordedSpecs() {}

    /**
     * Of a model.
     *
     * @param outputs what the document around it says of its outputs
     */
    static RecordedSpecs of(Element model, List<@Nullable TensorSpec> outputs) {
        RecordedSpecs recorded = new RecordedSpecs();
        List<Element> layers = ModelReader.elements(model);
        if (model.isSequential()) {
            recorded.addChain(layers, outputs);
        } else {
            recorded.addOutputs(layers, model.config().get("output_layers"), model.configPlace(), outputs);
            layers.forEach(recorded::addConsumed);
        }
        return recorded;
    }

    /** The outputs of one call of a layer, as far as they are known: null for one that is not, and none behind the last. */
    List<@Nullable TensorSpec> outputs(String layer, int call) {
        int count = specs.keySet().stream()
                .filter(key -> key.layer().equals(layer) && key.call() == call)
                .mapToInt(key -> key.output() + 1)
                .max()
                .orElse(0);
        List<@Nullable TensorSpec> outputs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            outputs.add(specs.get(new Key(layer, call, i)));
        }
        return outputs;
    }

    private void addChain(List<Element> layers, List<@Nullable TensorSpec> outputs) {
        for (int i = 0; i < layers.size(); i++) {
            TensorSpec spec = i + 1 < layers.size() ? builtFor(layers.get(i + 1)) : null;
            boolean last = i + 1 == layers.size() && !outputs.isEmpty();
            add(layers.get(i).name(), 0, 0, last ? outputs.get(0) : spec);
        }
    }

    private void add(String layer, int call, int output, @Nullable TensorSpec spec) {
        if (spec != null) {
            specs.put(new Key(layer, call, output), spec);
        }
    }

    /** Models inside the model count their calls from 1 where its outputs are listed. */
    private void addOutputs(
            List<Element> layers, @Nullable Object listed, Place place, List<@Nullable TensorSpec> outputs) {
        List<History> histories = new ArrayList<>();
        collect(listed, place.at("output_layers"), histories);
        for (int i = 0; i < Math.min(histories.size(), outputs.size()); i++) {
            History history = histories.get(i);
            boolean shifted = layers.stream()
                    .anyMatch(
                            layer -> layer.name().equals(history.layer()) && layer.isModel() && !layer.isSequential());
            add(history.layer(), history.call() - (shifted ? 1 : 0), history.output(), outputs.get(i));
        }
    }

    /** In Keras's order: that of the keys, where there are keys. */
    private static void collect(@Nullable Object listed, Place place, List<History> histories) {
        if (History.isTriple(listed)) {
            histories.add(History.ofTriple(listed, place));
        } else if (listed instanceof List<?> list) {
            list.forEach(element -> collect(element, place, histories));
        } else if (listed instanceof Map<?, ?>) {
            new TreeMap<>(Plain.map(listed, place)).values().forEach(element -> collect(element, place, histories));
        }
    }

    private void addConsumed(Element layer) {
        Place place = layer.place().at("inbound_nodes");
        List<@Nullable Object> calls = layer.calls();
        for (int i = 0; i < calls.size(); i++) {
            History[] only = new History[1];
            int[] count = {0};
            consumed(calls.get(i), place.at(i), (history, spec) -> {
                add(history.layer(), history.call(), history.output(), spec);
                only[0] = history;
                count[0]++;
            });
            if (count[0] == 1 && !specs.containsKey(new Key(only[0].layer(), only[0].call(), only[0].output()))) {
                add(only[0].layer(), only[0].call(), only[0].output(), builtFor(layer));
            }
        }
    }

    private interface Consumer {
        void accept(History history, @Nullable TensorSpec spec);
    }

    private static void consumed(@Nullable Object plain, Place place, Consumer consumer) {
        if (History.isTensor(plain)) {
            Map<String, @Nullable Object> object = Plain.map(plain, place);
            Place at = place.at("config");
            Map<String, @Nullable Object> config = Plain.map(object.get("config"), at);
            Object shape = config.get("shape");
            consumer.accept(
                    History.ofTensor(object, place),
                    shape == null
                            ? null
                            : new TensorSpec(
                                    ModelReader.shape(shape, at.at("shape")),
                                    ModelReader.dtype(config.get("dtype"), at.at("dtype"))));
        } else if (plain instanceof List<?> list) {
            list.forEach(element -> consumed(element, place, consumer));
        } else if (plain instanceof Map<?, ?> map) {
            map.values().forEach(element -> consumed(element, place, consumer));
        }
    }

    /** The one input that a layer was built for, of the type in which the layer computes. */
    private static @Nullable TensorSpec builtFor(Element layer) {
        boolean built = layer.keys().get("build_config") instanceof Map<?, ?> build
                && build.get("input_shape") instanceof List<?> sizes
                && sizes.stream().allMatch(size -> size == null || size instanceof Integer);
        if (!built) {
            return null;
        }
        Place place = layer.place().at("build_config");
        Map<String, @Nullable Object> build = Plain.map(layer.keys().get("build_config"), place);
        Shape shape = ModelReader.shape(build.get("input_shape"), place.at("input_shape"));
        DType type = DTypePolicy.read(
                        layer.config().get("dtype"), layer.configPlace().at("dtype"))
                .computeDType();
        return new TensorSpec(shape, type);
    }
}
