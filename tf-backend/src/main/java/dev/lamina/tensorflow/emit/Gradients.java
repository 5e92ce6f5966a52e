package dev.lamina.tensorflow.emit;

import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Derivatives of what a program computes. */
public final class Gradients {
    private Gradients() {}

    /**
     * The derivatives of the sum of some tensors.
     *
     * @param of floating-point tensors of an emitted program
     * @param by tensors of the same program: weights, inputs, or what ops made
     * @return one for each of {@code by}, of its shape; null where {@code of} does not depend on it by ops that gradients
     *     flow through
     * @throws LaminaException if it depends on it by an op whose gradient nothing here computes rightly
     */
    public static List<@Nullable Output<?>> of(
            Tf tf, ProgramEmitter emitter, List<SymbolicTensor> of, List<SymbolicTensor> by) {
        return of(tf, emitter, of, by, null);
    }

    /**
     * The derivatives of the sum of some tensors, times a factor.
     *
     * @param scale a scalar; null for 1
     */
    public static List<@Nullable Output<?>> of(
            Tf tf,
            ProgramEmitter emitter,
            List<SymbolicTensor> of,
            List<SymbolicTensor> by,
            @Nullable Output<?> scale) {
        List<Output<?>> weights = scale == null
                ? null
                : of.stream()
                        .<Output<?>>map(tensor -> tf.cast(scale, tensor.dtype()))
                        .toList();
        return of(tf, emitter, of, by, weights, Set.of());
    }

    /**
     * The derivatives of a weighted sum of some tensors.
     *
     * @param outputGradients the weights, one for each of {@code of}; null for ones
     * @param leaves tensors behind which nothing is
     */
    static List<@Nullable Output<?>> of(
            Tf tf,
            ProgramEmitter emitter,
            List<SymbolicTensor> of,
            List<SymbolicTensor> by,
            @Nullable List<Output<?>> outputGradients,
            Set<SymbolicTensor> leaves) {
        Set<SymbolicTensor> reached = reached(of, leaves);
        refuseUnsafe(reached, by, leaves);
        List<SymbolicTensor> found = by.stream().filter(reached::contains).toList();
        if (found.isEmpty()) {
            return Collections.nCopies(by.size(), null);
        }
        List<Output<?>> gradients = tf.gradients(
                of.stream().<Output<?>>map(emitter::output).toList(),
                found.stream().<Output<?>>map(emitter::output).toList(),
                outputGradients);
        List<@Nullable Output<?>> result = new ArrayList<>();
        for (SymbolicTensor tensor : by) {
            int position = found.indexOf(tensor);
            result.add(position < 0 ? null : gradients.get(position));
        }
        return result;
    }

    private static void refuseUnsafe(Set<SymbolicTensor> reached, List<SymbolicTensor> by, Set<SymbolicTensor> leaves) {
        for (SymbolicTensor tensor : reached) {
            Node node = tensor.node();
            boolean unsafe = node.operation() instanceof Op op && Emitters.flow(op.type()) == Emitters.Flow.REFUSES;
            if (unsafe && by.stream().anyMatch(reached(node.arguments().tensors(), leaves)::contains)) {
                throw new LaminaException(Facts.of("training needs the gradient of " + Node.describe(node.operation())
                                + ", which TensorFlow cannot compute rightly")
                        .and(
                                "inputs",
                                node.arguments().tensors().stream()
                                        .map(input -> input.spec().toString())
                                        .collect(Collectors.joining(", ")))
                        .and("try", "stopGradient(...) on what goes in, or another op")
                        .toString());
            }
        }
    }

    /** The tensors that gradients reach, on the way back from {@code of}. */
    private static Set<SymbolicTensor> reached(List<SymbolicTensor> of, Set<SymbolicTensor> leaves) {
        Set<SymbolicTensor> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Node> seen = new HashSet<>();
        Deque<SymbolicTensor> open = new ArrayDeque<>(of);
        while (!open.isEmpty()) {
            SymbolicTensor tensor = open.pop();
            if (!tensor.dtype().isFloating()) {
                continue;
            }
            reached.add(tensor);
            boolean flows = !leaves.contains(tensor)
                    && tensor.node().operation() instanceof Op op
                    && Emitters.flow(op.type()) != Emitters.Flow.STOPS;
            if (flows && seen.add(tensor.node())) {
                tensor.node().arguments().tensors().forEach(open::push);
            }
        }
        return reached;
    }
}
