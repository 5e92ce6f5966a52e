package dev.lamina.tensorflow.serving;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The part of a graph that some of its operations need. */
final class NeededNodes {
    private NeededNodes() {}

    /** The names of operations, and of all that must run before them. */
    static Set<String> behind(GraphDef graph, Collection<String> operations) {
        Map<String, NodeDef> nodes = new HashMap<>();
        graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(operations);
        while (!open.isEmpty()) {
            String name = open.pop();
            if (needed.add(name)) {
                Objects.requireNonNull(nodes.get(name)).getInputList().forEach(input -> open.push(operation(input)));
            }
        }
        return needed;
    }

    /** Inputs are written {@code name}, {@code name:1}, or {@code ^name} where only the order counts. */
    private static String operation(String input) {
        int colon = input.indexOf(':');
        return input.substring(input.startsWith("^") ? 1 : 0, colon < 0 ? input.length() : colon);
    }

    /** The graph without all else. */
    static GraphDef only(GraphDef graph, Set<String> needed) {
        GraphDef.Builder part = graph.toBuilder().clearNode();
        graph.getNodeList().stream()
                .filter(node -> needed.contains(node.getName()))
                .forEach(part::addNode);
        return part.build();
    }
}
