package dev.lamina.inspect;

import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Operation;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model as boxes and lines between them: a box for each layer, however often it is called. Inputs come first; so lines lead to
 * boxes with higher numbers, unless a layer is called on what came of it.
 *
 * @param inputs where the tensors for the model's inputs go in
 * @param outputs where its outputs come from
 */
record PlotGraph(List<Box> boxes, List<Line> lines, List<Port> inputs, List<Port> outputs) {
    /**
     * A layer, op, input or inner model.
     *
     * @param className what it is, with what it wraps and its activation
     * @param shapes of its outputs
     * @param tip its configuration
     * @param inside the layers of an inner model, where they are shown
     */
    record Box(
            String name,
            String className,
            List<String> shapes,
            String tip,
            Family family,
            @Nullable PlotGraph inside) {}

    /**
     * A box and one of its outputs, or of its inputs.
     *
     * @param box a position among the boxes
     */
    record Port(int box, int index) {}

    /** A tensor on its way from one layer to another. */
    record Line(Port from, Port to) {}

    static PlotGraph of(Model model, boolean nested) {
        Map<Operation, Integer> positions = new IdentityHashMap<>();
        Map<Operation, Node> last = new IdentityHashMap<>();
        model.nodes().forEach(node -> last.put(node.operation(), node));
        List<Box> boxes = new ArrayList<>();
        List<Operation> inputsFirst = new ArrayList<>(model.operations());
        inputsFirst.sort(Comparator.comparing(operation -> !(operation instanceof Source)));
        for (Operation operation : inputsFirst) {
            Node node = last.get(operation);
            if (node != null) {
                positions.put(operation, boxes.size());
                boxes.add(box(model.nameOf(operation), node, nested));
            }
        }
        Set<Line> lines = new LinkedHashSet<>();
        for (Node node : model.nodes()) {
            List<SymbolicTensor> tensors = node.arguments().tensors();
            for (int i = 0; i < tensors.size(); i++) {
                Integer to = positions.get(node.operation());
                if (to != null && positions.containsKey(tensors.get(i).node().operation())) {
                    int input = boxes.get(to).inside() == null ? 0 : i;
                    lines.add(new Line(port(tensors.get(i), positions), new Port(to, input)));
                }
            }
        }
        return new PlotGraph(
                List.copyOf(boxes),
                List.copyOf(lines),
                ports(model.inputs().list(), positions),
                ports(model.outputs().list(), positions));
    }

    private static List<Port> ports(List<SymbolicTensor> tensors, Map<Operation, Integer> positions) {
        return tensors.stream().map(tensor -> port(tensor, positions)).toList();
    }

    private static Port port(SymbolicTensor tensor, Map<Operation, Integer> positions) {
        return new Port(positions.getOrDefault(tensor.node().operation(), 0), tensor.index());
    }

    private static Box box(String name, Node node, boolean nested) {
        Operation operation = node.operation();
        return new Box(
                name,
                className(operation),
                node.outputs().stream().map(output -> output.shape().toString()).toList(),
                operation instanceof Source.Input input ? input.spec().toString() : operation.toString(),
                Family.of(operation),
                nested && operation instanceof Model inner ? of(inner, true) : null);
    }

    private static String className(Operation operation) {
        if (!(operation instanceof Configured<?> configured)) {
            return operation.className();
        }
        Map<String, @Nullable Object> config = configured.configMap();
        String wrapped = config.get("layer") instanceof Map<?, ?> layer ? "(" + layer.get("class_name") + ")" : "";
        boolean activated = configured.schema().fields().stream()
                .anyMatch(field -> field.key().equals("activation") && isChosen(field, config.get("activation")));
        return operation.className() + wrapped + (activated ? " · " + config.get("activation") : "");
    }

    private static <T extends @Nullable Object> boolean isChosen(Field<T> field, @Nullable Object written) {
        boolean isDefault = !field.isRequired() && Objects.equals(field.codec().write(field.defaultValue()), written);
        return written instanceof String && !isDefault;
    }
}
