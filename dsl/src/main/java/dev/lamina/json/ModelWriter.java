package dev.lamina.json;

import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Operation;
import dev.lamina.Shape;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.UnknownLayer;
import dev.lamina.config.Configured;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes models as plain values, with the keys in Keras's order. */
final class ModelWriter {
    private final Place root;

    ModelWriter(Place root) {
        this.root = root;
    }

    Map<String, @Nullable Object> write(
            Model model, String name, Map<String, ? extends @Nullable Object> compileConfig) {
        return write(model, name, compileConfig, true);
    }

    /** In a frozen model everything is written as frozen: when Keras reads, it asks each layer alone. */
    private Map<String, @Nullable Object> write(
            Model model, String name, Map<String, ? extends @Nullable Object> compileConfig, boolean trainableAround) {
        boolean trainable = trainableAround && model.isTrainable();
        boolean sequential = model.isSequential();
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("module", sequential ? "keras" : "keras.src.models.functional");
        plain.put("class_name", model.className());
        plain.put(
                "config",
                sequential ? sequentialConfig(model, name, trainable) : functionalConfig(model, name, trainable));
        plain.put("registered_name", sequential ? null : model.className());
        Map<String, @Nullable Object> build = new LinkedHashMap<>();
        build.put("input_shape", sequential ? sizes(inputShape(model)) : null);
        plain.put("build_config", build);
        plain.put("compile_config", compileConfig);
        return plain;
    }

    private static Shape inputShape(Model model) {
        return model.inputs().list().get(0).shape();
    }

    private Map<String, @Nullable Object> functionalConfig(Model model, String name, boolean trainable) {
        CallWriter calls = new CallWriter(model, root);
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("trainable", trainable);
        List<Object> layers = new ArrayList<>();
        for (Operation operation : model.operations()) {
            Map<String, @Nullable Object> layer = operation(model, operation, trainable);
            layer.put("name", model.nameOf(operation));
            layer.put("inbound_nodes", calls.of(operation));
            layers.add(layer);
        }
        config.put("layers", layers);
        config.put("input_layers", listed(model.inputs(), calls));
        config.put("output_layers", listed(model.outputs(), calls));
        return config;
    }

    /** Models inside the model count their calls from 1 here: a relic of Keras 2. */
    private static Object listed(Tensors tensors, CallWriter calls) {
        return tensors.pack(i -> {
            SymbolicTensor tensor = tensors.list().get(i);
            boolean shifted = tensor.node().operation() instanceof Model inner && !inner.isSequential();
            return calls.history(tensor, shifted ? 1 : 0);
        });
    }

    private Map<String, @Nullable Object> sequentialConfig(Model model, String name, boolean trainable) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.put("trainable", trainable);
        config.put("dtype", model.dtype().toPlain());
        List<Object> layers = new ArrayList<>();
        for (Node node : model.nodes()) {
            if (!(node.operation() instanceof Op) || isPassed(model, node)) {
                Map<String, @Nullable Object> layer = operation(model, node.operation(), trainable);
                sayBehindUnknown(node, layer);
                layers.add(layer);
            }
        }
        if (model.nodes().size() > model.operations().size()) {
            throw root.error(
                    "model \"" + name + "\" is a Sequential that calls a layer twice, which Keras has not",
                    "Model.of(...), which may");
        }
        config.put("layers", layers);
        config.put("build_input_shape", sizes(inputShape(model)));
        return config;
    }

    /** A layer that is not known cannot tell its shape, and a Sequential does not list it: the next layer says it. */
    private static void sayBehindUnknown(Node node, Map<String, @Nullable Object> layer) {
        List<SymbolicTensor> inputs = node.arguments().tensors();
        if (inputs.stream().anyMatch(ModelWriter::isOfUnknown)) {
            Map<String, @Nullable Object> build = new LinkedHashMap<>();
            build.put("input_shape", sizes(inputs.get(0).shape()));
            layer.putIfAbsent("build_config", build);
        }
    }

    private static boolean isOfUnknown(SymbolicTensor tensor) {
        return tensor.node().operation() instanceof UnknownLayer
                || (tensor.node().operation() instanceof Model inner
                        && inner.outputs().list().stream().anyMatch(ModelWriter::isOfUnknown));
    }

    /** Whether a tensor on the way to the output comes out of an op; those beside it make masks, which reading makes again. */
    private static boolean isPassed(Model model, Node op) {
        return model.outputs().list().stream().anyMatch(tensor -> tensor.node() == op)
                || model.nodes().stream()
                        .filter(node -> !(node.operation() instanceof Op))
                        .anyMatch(node -> node.arguments().positional().stream()
                                .anyMatch(x -> x instanceof SymbolicTensor tensor && tensor.node() == op));
    }

    private Map<String, @Nullable Object> operation(Model model, Operation operation, boolean trainable) {
        String name = model.nameOf(operation);
        if (operation instanceof Model inner) {
            return write(inner, name, Map.of(), trainable);
        }
        if (operation instanceof Source.Input input) {
            return input(input, name);
        }
        Map<String, @Nullable Object> plain = new LinkedHashMap<>(
                operation instanceof UnknownLayer unknown ? unknown.element() : ((Configured<?>) operation).toPlain());
        Map<String, @Nullable Object> config = new LinkedHashMap<>(Plain.map(plain.get("config"), root));
        config.put("name", name);
        if (!trainable) {
            config.replace("trainable", false);
        }
        if (operation instanceof Op op) {
            refuseOwn(op, name);
            op.type().passed().forEach(field -> config.remove(field.key()));
            Optional.ofNullable(op.type().collected()).ifPresent(field -> config.remove(field.key()));
        }
        config.replaceAll((key, value) -> withModels(value, trainable));
        plain.put("config", config);
        return plain;
    }

    /** Models that a layer holds stand in its configuration as they are. */
    private @Nullable Object withModels(@Nullable Object value, boolean trainable) {
        if (value instanceof Model model) {
            return write(model, model.name(), Map.of(), trainable);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> written = new LinkedHashMap<>();
            map.forEach((key, one) -> written.put(key, withModels(one, trainable)));
            return written;
        }
        return value;
    }

    private void refuseOwn(Op op, String name) {
        if (!String.valueOf(op.schema().home().module()).startsWith("keras.")) {
            throw root.error(
                    "the op " + op.type() + " \"" + name + "\" is Lamina's own; Keras has no words for it",
                    "ops that keras.ops has, or a layer of your own around it");
        }
    }

    private static Map<String, @Nullable Object> input(Source.Input input, String name) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("batch_shape", sizes(input.spec().shape()));
        config.put("dtype", input.spec().dtype().kerasName());
        config.put("sparse", false);
        config.put("ragged", false);
        config.put("name", name);
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        plain.put("module", "keras.layers");
        plain.put("class_name", "InputLayer");
        plain.put("config", config);
        plain.put("registered_name", null);
        return plain;
    }

    /** The sizes of a shape, null where one is unknown. */
    static List<@Nullable Object> sizes(Shape shape) {
        List<@Nullable Object> sizes = new ArrayList<>();
        IntStream.of(shape.sizes()).forEach(size -> sizes.add(size == Shape.UNKNOWN ? null : size));
        return sizes;
    }
}
