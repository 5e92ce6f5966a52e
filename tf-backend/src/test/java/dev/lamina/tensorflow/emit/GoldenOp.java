package dev.lamina.tensorflow.emit;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.NdArray;
import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Place;
import dev.lamina.ops.Gathering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of {@code golden/ops.json}: what a class of keras.ops answers to arguments. */
record GoldenOp(String module, String className, Map<String, Object> row) {
    @SuppressWarnings("unchecked") // what a JSON document holds
    static GoldenOp of(Object plain) {
        Map<String, Object> row = (Map<String, Object>) plain;
        return new GoldenOp((String) row.get("module"), (String) row.get("class_name"), row);
    }

    /** A call, and the arrays to feed its inputs with. */
    record Prepared(Node node, Map<SymbolicTensor, NdArray> feeds) {}

    String name() {
        return module.substring(module.lastIndexOf('.') + 1) + "." + className;
    }

    @SuppressWarnings("unchecked") // what a JSON document holds
    Map<String, Object> symbolic() {
        return (Map<String, Object>) row.get("symbolic_output");
    }

    List<?> outputs() {
        return (List<?>) row.get("outputs");
    }

    /** The call; with the shapes of inputs that the row gives where their first size is unknown. */
    @SuppressWarnings("unchecked") // what a JSON document holds
    Prepared prepare(OpType type, boolean unknown) {
        Map<String, Object> config = new HashMap<>((Map<String, Object>) row.get("config"));
        Place place = Place.root(GoldenOp::noObject);
        List<Object> given = (List<Object>) row.get("args");
        List<Object> arguments = new ArrayList<>(given);
        int from = type.passedFrom();
        for (int i = 0; i < type.passed().size() && from < arguments.size(); i++) {
            config.put(type.passed().get(i).key(), arguments.remove(from));
        }
        Op op = type.schema().read(config, place);
        Tensors tensors = new Tensors(unknown ? (List<List<Object>>) symbolic().get("inputs") : null);
        List<Object> first = arguments.stream().map(tensors::read).toList();
        SymbolicTensor index = Arithmetic.literal(0, DType.INT32);
        SymbolicTensor beside =
                Arguments.of(first, Map.of()).tensors().stream().findFirst().orElse(index);
        boolean positions = type == Gathering.TAKE;
        List<Object> read = first.stream()
                .map(argument -> literals(argument, positions ? index : beside))
                .toList();
        List<SymbolicTensor> outputs = op.call(Arguments.of(read, Map.of()));
        return new Prepared(outputs.get(0).node(), tensors.feeds);
    }

    private static <T> T noObject(Class<T> kind, Object plain, Place place) {
        throw place.error("no op holds a " + kind.getSimpleName(), "");
    }

    private static Object literals(Object argument, SymbolicTensor beside) {
        if (argument instanceof Number number) {
            return Arithmetic.weakLiteral(number, beside);
        }
        if (argument instanceof List<?> list && list.stream().allMatch(Number.class::isInstance) && !list.isEmpty()) {
            int[] values =
                    list.stream().mapToInt(value -> ((Number) value).intValue()).toArray();
            return Arithmetic.literal(NdArray.of(values, values.length));
        }
        return argument instanceof List<?> list
                ? list.stream().map(element -> literals(element, beside)).toList()
                : argument;
    }

    private static final class Tensors {
        private final Map<SymbolicTensor, NdArray> feeds = new IdentityHashMap<>();
        private final @Nullable List<List<Object>> shapes;
        private int next;

        Tensors(@Nullable List<List<Object>> shapes) {
            this.shapes = shapes;
        }

        Object read(Object argument) {
            if (argument instanceof List<?> list) {
                return list.stream().map(this::read).toList();
            }
            if (!(argument instanceof Map<?, ?> map) || !map.containsKey("dtype")) {
                return argument;
            }
            NdArray value = array(map);
            Shape shape = shapes == null ? value.shape() : shape(shapes.get(next++));
            boolean feedable = switch (value.dtype()) {
                case INT8, INT16, UINT32, UINT64 -> false;
                default -> true;
            };
            if (!feedable) {
                return Arithmetic.literal(value);
            }
            SymbolicTensor input = Lamina.batchInput("x", new TensorSpec(shape, value.dtype()));
            feeds.put(input, value);
            return input;
        }
    }

    static Shape shape(List<?> sizes) {
        return Shape.of(sizes.stream()
                .mapToInt(size -> size == null ? Shape.UNKNOWN : ((Number) size).intValue())
                .toArray());
    }

    static NdArray array(Map<?, ?> plain) {
        List<Double> values = new ArrayList<>();
        flatten(plain.get("value"), values);
        int[] shape = shape((List<?>) plain.get("shape")).sizes();
        DType dtype = DType.ofKerasName((String) plain.get("dtype"));
        return NdArray.of(values.stream().mapToDouble(Double::doubleValue).toArray(), shape)
                .cast(dtype);
    }

    private static void flatten(Object value, List<Double> values) {
        if (value instanceof List<?> list) {
            list.forEach(element -> flatten(element, values));
        } else if (value instanceof Boolean truth) {
            values.add(truth ? 1.0 : 0.0);
        } else {
            values.add(value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue());
        }
    }
}
