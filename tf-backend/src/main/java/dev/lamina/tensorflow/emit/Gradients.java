package dev.lamina.tensorflow.emit;

import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.SymbolicTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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
     */
    public static List<@Nullable Output<?>> of(
            Tf tf, ProgramEmitter emitter, List<SymbolicTensor> of, List<SymbolicTensor> by) {
        Set<SymbolicTensor> reached = reached(of);
        List<SymbolicTensor> found = by.stream().filter(reached::contains).toList();
        if (found.isEmpty()) {
            return Collections.nCopies(by.size(), null);
        }
        Output<?>[] gradients = tf.graph()
                .addGradients(
                        tf.uniqueName("gradients"),
                        of.stream().<Output<?>>map(emitter::output).toArray(Output<?>[]::new),
                        found.stream().<Output<?>>map(emitter::output).toArray(Output<?>[]::new),
                        null);
        List<@Nullable Output<?>> result = new ArrayList<>();
        for (SymbolicTensor tensor : by) {
            int position = found.indexOf(tensor);
            result.add(position < 0 ? null : gradients[position]);
        }
        return result;
    }

    /** The tensors that gradients reach, on the way back from {@code of}. */
    private static Set<SymbolicTensor> reached(List<SymbolicTensor> of) {
        Set<SymbolicTensor> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Node> seen = new HashSet<>();
        Deque<SymbolicTensor> open = new ArrayDeque<>(of);
        while (!open.isEmpty()) {
            SymbolicTensor tensor = open.pop();
            if (!tensor.dtype().isFloating()) {
                continue;
            }
            reached.add(tensor);
            boolean flows = tensor.node().operation() instanceof Op op && Emitters.isDifferentiable(op.type());
            if (flows && seen.add(tensor.node())) {
                tensor.node().arguments().tensors().forEach(open::push);
            }
        }
        return reached;
    }
}
