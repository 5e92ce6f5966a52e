package dev.lamina.json;

import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Operation;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.UnknownLayer;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.layers.TimeDistributed;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads models and what they are made of; one for each document. */
final class ModelReader {
    /** More calls than this, inner models counted as often as they are called, take more memory than a model deserves. */
    static final long MAX_CALLS = 1 << 21;

    private final ObjectReader objects;
    private final Map<Model, Long> sizes = new IdentityHashMap<>();
    private long calls;

    ModelReader(ObjectReader objects) {
        this.objects = objects;
    }

    /** The model of a document. */
    Model model(Element element) {
        return model(element, List.of());
    }

    /**
     * A functional or sequential model.
     *
     * @param outputs what the document around it says of its outputs
     */
    private Model model(Element element, List<@Nullable TensorSpec> outputs) {
        Model model = element.isSequential()
                ? new SequentialReader(this, element, outputs).read()
                : new FunctionalReader(this, element, outputs).read();
        long size =
                model.nodes().stream().mapToLong(node -> size(node.operation())).sum();
        sizes.put(model, size);
        return model;
    }

    /**
     * A layer or a model inside a model.
     *
     * @param around what the model's document says of the tensors in it, for layers that cannot tell
     */
    Operation operation(Element element, Supplier<RecordedSpecs> around) {
        if (element.isModel()) {
            return model(element, objects.keepsUnknown() ? around.get().outputs(element.name(), 0) : List.of());
        }
        try {
            Layer<?> layer = objects.layer(element);
            return layer.givenName().isEmpty() ? layer.name(element.name()) : layer;
        } catch (UnknownNameException e) {
            if (objects.keepsUnknown()) {
                return kept(element, around.get(), e.remedy());
            }
            throw e;
        }
    }

    /** A layer that is not known, with what its document says of its outputs. */
    private static UnknownLayer kept(Element element, RecordedSpecs around, String remedy) {
        List<List<TensorSpec>> calls = new ArrayList<>();
        for (int call = 0; call < element.callCount(); call++) {
            List<@Nullable TensorSpec> outputs = around.outputs(element.name(), call);
            int unsaid = outputs.indexOf(null);
            if (unsaid >= 0 || outputs.isEmpty()) {
                throw element.place()
                        .error(
                                "layer \"" + element.name() + "\" is of the class " + element.title()
                                        + ", which is not known, and the document does not say the shape of its output "
                                        + Math.max(unsaid, 0),
                                remedy);
            }
            calls.add(outputs.stream().map(Objects::requireNonNull).toList());
        }
        return UnknownLayer.of(element.name(), element.keys(), calls, remedy);
    }

    /** Notes a call that is about to be made. */
    void count(Operation operation, Place place) {
        calls += size(operation);
        if (calls > MAX_CALLS) {
            throw place.error("the model makes more than " + MAX_CALLS + " calls", "");
        }
    }

    private long size(Operation operation) {
        if (operation instanceof TimeDistributed steps) {
            return size(steps.layer());
        }
        return operation instanceof Model model ? sizes.getOrDefault(model, 1L) : 1;
    }

    /** An input, from its InputLayer. */
    static SymbolicTensor input(Element element) {
        element.allowOnly(List.of(
                "batch_shape", "batch_input_shape", "dtype", "sparse", "ragged", "name", "optional", "trainable"));
        for (String flag : List.of("sparse", "ragged", "optional")) {
            if (element.flag(flag, false)) {
                throw element.configPlace().at(flag).error("inputs that are " + flag + " cannot be used", "");
            }
        }
        Map<String, @Nullable Object> config = element.config();
        String key = config.containsKey("batch_input_shape") ? "batch_input_shape" : "batch_shape";
        Place place = element.configPlace();
        Shape shape = shape(Element.required(config, key, place), place.at(key));
        Object name = config.get("name");
        return Lamina.batchInput(
                name == null ? "" : Plain.string(name, place.at("name")),
                new TensorSpec(shape, dtype(config.get("dtype"), place.at("dtype"))));
    }

    /** A shape: a list of sizes, null where a size is unknown. */
    static Shape shape(@Nullable Object plain, Place place) {
        List<@Nullable Object> sizes = Plain.list(plain, place);
        int[] read = new int[sizes.size()];
        for (int i = 0; i < read.length; i++) {
            Object size = sizes.get(i);
            if (size != null && !(size instanceof Integer known && known >= 0)) {
                throw place.at(i).unexpected(size, "a size or null");
            }
            read[i] = size instanceof Integer known ? known : Shape.UNKNOWN;
        }
        return Shape.of(read);
    }

    /** An element type by its name, or by a policy of that name; float32 where there is none. */
    static DType dtype(@Nullable Object plain, Place place) {
        Object name = plain;
        Place namePlace = place;
        if (plain instanceof Map<?, ?>) {
            namePlace = place.at("config");
            name = Plain.map(Plain.map(plain, place).get("config"), namePlace).get("name");
            namePlace = namePlace.at("name");
        }
        try {
            return name == null ? DType.FLOAT32 : DType.ofKerasName(Plain.string(name, namePlace));
        } catch (IllegalArgumentException e) {
            throw namePlace.error(String.valueOf(e.getMessage()), "");
        }
    }

    /** The elements of a model's list of layers. */
    static List<Element> elements(Element model) {
        Place place = model.configPlace().at("layers");
        List<@Nullable Object> layers =
                Plain.list(Element.required(model.config(), "layers", model.configPlace()), place);
        return java.util.stream.IntStream.range(0, layers.size())
                .mapToObj(i -> Element.of(layers.get(i), place.at(i)))
                .toList();
    }
}
