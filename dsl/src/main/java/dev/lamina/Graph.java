package dev.lamina;

import dev.lamina.errors.LaminaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls between a model's inputs and outputs, in the orders that files and names depend on.
 *
 * <p>Source: {@code keras.src.ops.function.map_graph}.
 */
final class Graph {
    private final List<Node> finished = new ArrayList<>();
    private final Map<Operation, Integer> traversal = new IdentityHashMap<>();
    private final Map<Operation, Integer> depths = new IdentityHashMap<>();

    private Graph(Tensors inputs, Tensors outputs) {
        outputs.list().forEach(this::walk);
        measureDepths();
        for (SymbolicTensor input : inputs.list()) {
            Operation operation = input.node().operation();
            if (!depths.containsKey(operation)) {
                finished.add(input.node());
                depths.put(operation, 0);
                traversal.put(operation, -1);
            }
        }
        finished.sort(Node::compareByTime);
    }

    static Graph between(Tensors inputs, Tensors outputs) {
        return new Graph(inputs, outputs);
    }

    /** The calls in the order in which they were made. */
    List<Node> nodes() {
        return List.copyOf(finished);
    }

    /** The operations in Keras's order: by depth from the inputs, then as met on the way back from the outputs. */
    List<Operation> operations() {
        return depths.keySet().stream()
                .sorted(Comparator.<Operation>comparingInt(operation -> -depths.getOrDefault(operation, 0))
                        .thenComparingInt(operation -> traversal.getOrDefault(operation, 0)))
                .toList();
    }

    private record Step(Node node, List<SymbolicTensor> inputs, int next) {}

    /** Depth first, without recursion: a file may hold a chain of any length. */
    private void walk(SymbolicTensor output) {
        Deque<Step> path = new ArrayDeque<>();
        enter(output.node(), path);
        while (!path.isEmpty()) {
            Step step = path.pop();
            if (step.next < step.inputs.size()) {
                path.push(new Step(step.node, step.inputs, step.next + 1));
                enter(step.inputs.get(step.next).node(), path);
            } else {
                finished.add(step.node);
            }
        }
    }

    private final Map<Node, Boolean> entered = new HashMap<>();

    private void enter(Node node, Deque<Step> path) {
        if (node.operation() instanceof Source.Literal || entered.putIfAbsent(node, true) != null) {
            return;
        }
        if (node.operation() instanceof Source source && !(source instanceof Source.Input)) {
            throw new LaminaException("a tensor from inside a layer's call (" + source
                    + ") cannot be used outside it; return it from the layer's call");
        }
        traversal.putIfAbsent(node.operation(), traversal.size());
        path.push(new Step(node, node.arguments().tensors(), 0));
    }

    private void measureDepths() {
        Map<Node, Integer> nodeDepths = new HashMap<>();
        for (int i = finished.size() - 1; i >= 0; i--) {
            Node node = finished.get(i);
            int depth = Math.max(nodeDepths.getOrDefault(node, 0), depths.getOrDefault(node.operation(), 0));
            depths.put(node.operation(), depth);
            nodeDepths.put(node, depth);
            for (SymbolicTensor input : node.arguments().tensors()) {
                nodeDepths.merge(input.node(), depth + 1, Math::max);
            }
        }
    }
}
