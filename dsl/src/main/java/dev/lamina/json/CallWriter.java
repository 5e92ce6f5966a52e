package dev.lamina.json;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Operation;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the calls of one functional model. */
final class CallWriter {
    private final Model model;
    private final Place place;
    private final Map<Operation, List<Node>> calls = new IdentityHashMap<>();
    private final Map<Node, Integer> numbers = new IdentityHashMap<>();

    CallWriter(Model model, Place place) {
        this.model = model;
        this.place = place;
        for (Node node : model.nodes()) {
            List<Node> sofar = calls.computeIfAbsent(node.operation(), operation -> new ArrayList<>());
            numbers.put(node, sofar.size());
            sofar.add(node);
        }
    }

    /** The calls of an operation; none of an input. */
    List<Object> of(Operation operation) {
        List<Object> written = new ArrayList<>();
        if (!(operation instanceof Source)) {
            calls.getOrDefault(operation, List.of()).forEach(node -> written.add(write(node)));
        }
        return written;
    }

    /** Where a tensor comes from: {@code [layer, call, output]}, the calls counted from {@code first}. */
    List<Object> history(SymbolicTensor tensor, int first) {
        int number = java.util.Objects.requireNonNull(numbers.get(tensor.node()));
        return List.of(model.nameOf(tensor.node().operation()), number + first, tensor.index());
    }

    private Map<String, @Nullable Object> write(Node node) {
        Arguments arguments = node.arguments();
        DType beside = beside(arguments);
        boolean isOp = node.operation() instanceof Op;
        List<@Nullable Object> positional = new ArrayList<>();
        arguments.positional().forEach(argument -> positional.add(tree(argument, beside, isOp)));
        Map<String, @Nullable Object> keyword = new LinkedHashMap<>();
        arguments.keyword().forEach((key, argument) -> keyword.put(key, tree(argument, beside, isOp)));
        if (node.operation() instanceof Op op) {
            pass(op, positional, keyword);
        } else if (node.operation() instanceof Model) {
            keyword.putIfAbsent("mask", null);
        }
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        written.put("args", positional);
        written.put("kwargs", keyword);
        return written;
    }

    /** Puts in the parameters that Keras takes in the call, up to the last that is not null. */
    private static void pass(Op op, List<@Nullable Object> positional, Map<String, @Nullable Object> keyword) {
        Map<String, @Nullable Object> config = op.configMap();
        int at = Math.min(op.type().passedFrom(), positional.size());
        int nulls = 0;
        for (var field : op.type().passed()) {
            if (keyword.containsKey(field.key())) {
                continue;
            }
            Object value = config.get(field.key());
            if (value == null) {
                nulls++;
                continue;
            }
            for (; nulls > 0; nulls--) {
                positional.add(at++, null);
            }
            positional.add(at++, value);
        }
        Field<?> collected = op.type().collected();
        if (collected != null && config.get(collected.key()) instanceof Map<?, ?> more) {
            more.forEach((key, value) -> keyword.putIfAbsent(String.valueOf(key), value));
        }
    }

    /** The type that the reader takes a bare number to stand beside. */
    private static @Nullable DType beside(Arguments arguments) {
        List<DType> types = arguments.tensors().stream()
                .filter(tensor -> !(Source.of(tensor) instanceof Source.Literal))
                .map(SymbolicTensor::dtype)
                .toList();
        return types.stream()
                .filter(type -> type != DType.BOOL)
                .findFirst()
                .orElse(types.isEmpty() ? null : types.get(0));
    }

    private @Nullable Object tree(@Nullable Object argument, @Nullable DType beside, boolean bare) {
        if (argument instanceof SymbolicTensor tensor) {
            return Source.of(tensor) instanceof Source.Literal literal
                    ? Literals.write(literal.value(), beside, bare, place)
                    : tensor(tensor);
        }
        if (argument instanceof List<?> list) {
            List<@Nullable Object> written = new ArrayList<>();
            list.forEach(element -> written.add(tree(element, beside, bare)));
            return written;
        }
        if (argument instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> written = new LinkedHashMap<>();
            map.forEach((key, element) -> written.put(String.valueOf(key), tree(element, beside, bare)));
            return written;
        }
        return argument;
    }

    private Map<String, @Nullable Object> tensor(SymbolicTensor tensor) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("shape", ModelWriter.sizes(tensor.shape()));
        config.put("dtype", tensor.dtype().kerasName());
        config.put("keras_history", history(tensor, 0));
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("class_name", "__keras_tensor__");
        object.put("config", config);
        return object;
    }
}
