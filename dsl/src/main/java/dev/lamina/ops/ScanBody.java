package dev.lamina.ops;

import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One step of a loop, traced: the ops that depend on where the loop is. What they take from outside is found, and is an input of
 * the loop: weights, other tensors of the model, and whatever can be computed once before it.
 *
 * @param carry what the step takes from the step before
 * @param slices what it takes from the sequences
 * @param captured tensors from outside
 * @param nodes the ops, in an order in which they can run
 * @param nextCarry what the next step takes
 * @param outputs what the step makes
 */
public record ScanBody(
        List<SymbolicTensor> carry,
        List<SymbolicTensor> slices,
        List<SymbolicTensor> captured,
        List<Node> nodes,
        List<SymbolicTensor> nextCarry,
        List<SymbolicTensor> outputs) {

    /** Runs a body on tensors that stand for a step's. */
    static ScanBody trace(List<TensorSpec> carry, List<TensorSpec> slices, Loops.Body body) {
        List<TensorSpec> wanted = carry;
        while (true) {
            ScanBody traced = traceOnce(wanted, slices, body);
            List<TensorSpec> found = merged(wanted, traced.nextCarry);
            if (found.equals(wanted)) {
                return traced;
            }
            wanted = found;
        }
    }

    /** A size that changes from one step to the next is not known. */
    private static List<TensorSpec> merged(List<TensorSpec> given, List<SymbolicTensor> next) {
        if (given.size() != next.size()) {
            throw ShapeException.because("takes " + given.size() + " tensors from the step before, and gives "
                    + next.size() + " to the next");
        }
        List<TensorSpec> merged = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            TensorSpec before = given.get(i);
            TensorSpec after = next.get(i).spec();
            if (before.dtype() != after.dtype() || !before.shape().isCompatibleWith(after.shape())) {
                throw ShapeException.because("changes carry " + i + " from one step to the next")
                        .differs("it takes " + before + " and gives " + after)
                        .remedy("cast or reshape what the step returns");
            }
            TensorSpec result = before;
            for (int axis = 0; axis < before.shape().rank(); axis++) {
                if (before.shape().size(axis) != after.shape().size(axis)) {
                    result = new TensorSpec(result.shape().withSize(axis, dev.lamina.Shape.UNKNOWN), result.dtype());
                }
            }
            merged.add(result);
        }
        return merged;
    }

    private static ScanBody traceOnce(List<TensorSpec> carry, List<TensorSpec> slices, Loops.Body body) {
        List<SymbolicTensor> carried = placeholders(carry);
        List<SymbolicTensor> sliced = placeholders(slices);
        Loops.Step step = body.step(carried, sliced);
        List<SymbolicTensor> results =
                Stream.concat(step.carry().stream(), step.outputs().stream()).toList();
        Set<SymbolicTensor> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        inside.addAll(carried);
        inside.addAll(sliced);
        Set<SymbolicTensor> captured = new java.util.LinkedHashSet<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : behind(results)) {
            List<SymbolicTensor> arguments = node.arguments().tensors();
            if (arguments.stream().anyMatch(inside::contains)) {
                nodes.add(checked(node));
                inside.addAll(node.outputs());
                arguments.stream()
                        .filter(argument -> isOutside(argument, inside))
                        .forEach(captured::add);
            }
        }
        results.stream().filter(result -> isOutside(result, inside)).forEach(captured::add);
        return new ScanBody(carried, sliced, List.copyOf(captured), List.copyOf(nodes), step.carry(), step.outputs());
    }

    private static List<SymbolicTensor> placeholders(List<TensorSpec> specs) {
        return specs.stream()
                .map(spec -> Node.source(new Source.Input("step", spec), spec))
                .toList();
    }

    private static boolean isOutside(SymbolicTensor tensor, Set<SymbolicTensor> inside) {
        return !inside.contains(tensor) && !(Source.of(tensor) instanceof Source.Literal);
    }

    private static Node checked(Node node) {
        if (!(node.operation() instanceof Op)) {
            throw new ConfigException("a loop's step cannot call " + Node.describe(node.operation())
                    + ": it takes ops only\n  try   ops in its place, or a layer of your own whose call() has the loop, and calls"
                    + " call.sublayer(...) in it");
        }
        return node;
    }

    /** All calls behind some tensors, in the order of time. */
    private static List<Node> behind(List<SymbolicTensor> results) {
        Set<Node> seen = new HashSet<>();
        Deque<SymbolicTensor> open = new ArrayDeque<>(results);
        List<Node> nodes = new ArrayList<>();
        while (!open.isEmpty()) {
            Node node = open.pop().node();
            if (!(node.operation() instanceof Source) && seen.add(node)) {
                nodes.add(node);
                node.arguments().tensors().forEach(open::push);
            }
        }
        nodes.sort(Node::compareByTime);
        return nodes;
    }

    /** The number of ops. */
    @Override
    public String toString() {
        return nodes.size() + " ops";
    }
}
