package dev.lamina.inspect;

import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Operation;
import dev.lamina.Shape;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.UnknownLayer;
import dev.lamina.Weight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A model at a glance: its layers, the shapes of their outputs and the sizes of their weights. As text, what Keras's {@code
 * model.summary()} prints.
 *
 * <p>Source: {@code keras.src.utils.summary_utils}.
 */
public final class Summary {
    private static final long UNKNOWN = -1;
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB");

    private final Model model;
    private final List<Row> rows;

    private Summary(Model model, List<Row> rows) {
        this.model = model;
        this.rows = rows;
    }

    /**
     * A layer, op, input or inner model.
     *
     * @param depth how many models of the summary it is inside of
     * @param outputShape as Keras prints it; that of the last call where there are several
     * @param outputShapes one for each output
     * @param params the number of numbers in its weights; -1 of a layer that is not known
     * @param connectedTo where its inputs come from, such as {@code conv2d[0][0]}: layer, call, output
     */
    public record Row(
            int depth,
            String name,
            String className,
            String outputShape,
            List<Shape> outputShapes,
            long params,
            List<String> connectedTo) {}

    /** A summary with a row for each layer of the model itself. */
    public static Summary of(Model model) {
        return new Summary(model, rows(model, 0, false));
    }

    /** This summary with rows for the layers of inner models too. */
    public Summary nested() {
        return new Summary(model, rows(model, 0, true));
    }

    private static List<Row> rows(Model model, int depth, boolean nested) {
        Map<Operation, List<Node>> calls = new IdentityHashMap<>();
        Map<Node, Integer> numbers = new IdentityHashMap<>();
        for (Node node : model.nodes()) {
            List<Node> sofar = calls.computeIfAbsent(node.operation(), operation -> new ArrayList<>());
            numbers.put(node, sofar.size());
            sofar.add(node);
        }
        List<Row> rows = new ArrayList<>();
        for (Operation operation : model.operations()) {
            boolean shown =
                    operation instanceof Source ? !model.isSequential() : depth == 0 || !(operation instanceof Op);
            if (!shown) {
                continue;
            }
            List<Node> nodes = calls.getOrDefault(operation, List.of());
            Node last = nodes.get(nodes.size() - 1);
            rows.add(new Row(
                    depth,
                    model.nameOf(operation),
                    operation.className(),
                    outputShape(last),
                    last.outputs().stream().map(SymbolicTensor::shape).toList(),
                    operation instanceof UnknownLayer ? UNKNOWN : params(nodes),
                    connections(model, nodes, numbers)));
            if (nested && operation instanceof Model inner) {
                rows.addAll(rows(inner, depth + 1, true));
            }
        }
        return List.copyOf(rows);
    }

    private static long params(List<Node> calls) {
        return calls.stream()
                .flatMap(node -> node.weights().stream())
                .distinct()
                .mapToLong(Summary::size)
                .sum();
    }

    private static List<String> connections(Model model, List<Node> nodes, Map<Node, Integer> numbers) {
        List<String> connections = new ArrayList<>();
        for (Node node : nodes) {
            for (SymbolicTensor tensor : node.arguments().tensors()) {
                if (numbers.containsKey(tensor.node())) {
                    connections.add(model.nameOf(tensor.node().operation()) + "[" + numbers.get(tensor.node()) + "]["
                            + tensor.index() + "]");
                }
            }
        }
        return List.copyOf(connections);
    }

    private static String outputShape(Node node) {
        List<String> shapes =
                node.outputs().stream().map(output -> text(output.shape())).toList();
        if (shapes.size() == 1) {
            return shapes.get(0);
        }
        return node.operation() instanceof Model inner
                ? inner.outputs().pack(shapes::get).toString().replace("=", ": ")
                : shapes.toString();
    }

    private static String text(Shape shape) {
        return java.util.stream.IntStream.of(shape.sizes())
                .mapToObj(size -> size == Shape.UNKNOWN ? "None" : String.valueOf(size))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static long size(Weight weight) {
        return weight.spec().shape().elements();
    }

    public List<Row> rows() {
        return rows;
    }

    /** The number of numbers in all weights. */
    public long params() {
        return model.weights().stream().mapToLong(Summary::size).sum();
    }

    /** The number of numbers that training changes by gradients. */
    public long trainableParams() {
        return trainable().stream().mapToLong(Summary::size).sum();
    }

    private Set<Weight> trainable() {
        Set<Weight> found = new LinkedHashSet<>();
        collectTrainable(model, found);
        return found;
    }

    /** A frozen model freezes what is in it. */
    private static void collectTrainable(Model model, Set<Weight> found) {
        if (!model.isTrainable()) {
            return;
        }
        for (Node node : model.nodes()) {
            if (node.operation() instanceof Model inner) {
                collectTrainable(inner, found);
            } else {
                node.weights().stream().filter(Weight::trainable).forEach(found::add);
            }
        }
    }

    /** Whether the model is one chain, so that no column need say what is connected to what. */
    private boolean isChain() {
        return model.isSequential()
                || (model.operations().size() == model.nodes().size()
                        && model.inputs().list().size() == 1
                        && isPath());
    }

    /** Keras's test: no two calls of one depth, and none with two inputs. */
    private boolean isPath() {
        Set<Node> followed = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node node : model.nodes()) {
            List<Node> sources = node.arguments().tensors().stream()
                    .map(SymbolicTensor::node)
                    .filter(source -> !(source.operation() instanceof Source.Literal))
                    .toList();
            if (sources.size() > 1 || !sources.stream().allMatch(followed::add)) {
                return false;
            }
        }
        return true;
    }

    /** The table as Keras prints it. */
    @Override
    public String toString() {
        boolean chain = isChain();
        Table table = chain
                ? new Table(List.of("Layer (type)", "Output Shape", "Param #"), List.of(36, 27, 15))
                : new Table(
                        List.of("Layer (type)", "Output Shape", "Param #", "Connected to"), List.of(29, 25, 15, 26));
        for (Row row : rows) {
            String indent = row.depth() == 0 ? "" : "   ".repeat(row.depth()) + "└ ";
            List<String> cells = new ArrayList<>(List.of(
                    indent + row.name() + " (" + row.className() + ")",
                    row.outputShape(),
                    row.params() == UNKNOWN ? "?" : grouped(row.params())));
            if (!chain) {
                boolean silent = row.depth() > 0 || row.connectedTo().isEmpty(); // Keras names no connections inside
                cells.add(silent ? "-" : String.join(", ", row.connectedTo()));
            }
            table.add(cells);
        }
        Set<Weight> trainable = trainable();
        List<Weight> fixed = model.weights().stream()
                .filter(weight -> !trainable.contains(weight))
                .toList();
        return "Model: \"" + model.name() + "\"\n" + table
                + total(" Total params: ", model.weights())
                + total(" Trainable params: ", List.copyOf(trainable))
                + total(" Non-trainable params: ", fixed)
                + uncounted();
    }

    /** Says of which layers no one knows the weights; nothing where there is none. */
    private String uncounted() {
        List<String> layers = new ArrayList<>();
        collectUnknown(model, layers);
        return layers.isEmpty() ? "" : " Not counted, as not known: " + String.join(", ", layers) + "\n";
    }

    private static void collectUnknown(Model model, List<String> layers) {
        for (Operation operation : model.operations()) {
            if (operation instanceof UnknownLayer unknown) {
                layers.add(model.nameOf(unknown) + " (" + unknown.registeredName() + ")");
            } else if (operation instanceof Model inner) {
                collectUnknown(inner, layers);
            }
        }
    }

    private static String total(String label, List<Weight> weights) {
        long count = weights.stream().mapToLong(Summary::size).sum();
        long bytes = weights.stream()
                .mapToLong(weight -> size(weight) * weight.spec().dtype().bytes())
                .sum();
        return label + grouped(count) + " (" + readable(bytes) + ")\n";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String readable(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size / 1024 >= 1 && unit < UNITS.size() - 1) {
            size /= 1024;
            unit++;
        }
        // As Python rounds: the exact value of the double, halves to even.
        return new BigDecimal(size).setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " " + UNITS.get(unit);
    }
}
