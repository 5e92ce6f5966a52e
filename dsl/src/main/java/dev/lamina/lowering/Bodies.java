package dev.lamina.lowering;

import dev.lamina.Node;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the ops that some tensors depend on. */
final class Bodies {
    private Bodies() {}

    /** The ops behind the results, in the order in which they were called. */
    static List<Node> of(List<SymbolicTensor> results) {
        Set<Node> seen = new HashSet<>();
        Deque<SymbolicTensor> open = new ArrayDeque<>(results);
        List<Node> body = new ArrayList<>();
        while (!open.isEmpty()) {
            Node node = open.pop().node();
            if (!(node.operation() instanceof Source) && seen.add(node)) {
                body.add(node);
                node.arguments().tensors().forEach(open::push);
            }
        }
        body.sort(Node::compareByTime);
        return List.copyOf(body);
    }
}
