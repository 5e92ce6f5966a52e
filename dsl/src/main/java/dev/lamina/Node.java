package dev.lamina;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation: a layer that is called twice has two nodes. Compared by identity.
 *
 * <p>Source: {@code keras.src.ops.node.Node}.
 */
public final class Node {
    /** A clock: it orders calls in time, and no number of it ever shows in a name or a file. */
    private static final AtomicLong CLOCK = new AtomicLong();

    private final Operation operation;
    private final Arguments arguments;
    private final List<SymbolicTensor> outputs;
    private final List<Weight> weights;
    private final long time = CLOCK.getAndIncrement();

    private Node(
            Operation operation,
            Arguments arguments,
            List<TensorSpec> specs,
            List<@Nullable SymbolicTensor> masks,
            List<Weight> weights) {
        this.operation = operation;
        this.arguments = arguments;
        this.weights = List.copyOf(weights);
        List<SymbolicTensor> made = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            made.add(new SymbolicTensor(this, i, specs.get(i), i < masks.size() ? masks.get(i) : null));
        }
        this.outputs = List.copyOf(made);
    }

    static Node of(Operation operation, Arguments arguments, List<TensorSpec> outputs, List<Weight> weights) {
        return of(operation, arguments, outputs, List.of(), weights);
    }

    /** A call whose outputs have masks: one for each output, or fewer where the last have none. */
    static Node of(
            Operation operation,
            Arguments arguments,
            List<TensorSpec> outputs,
            List<@Nullable SymbolicTensor> masks,
            List<Weight> weights) {
        return new Node(operation, arguments, outputs, masks, weights);
    }

    /** The node of a source, with its one output. */
    public static SymbolicTensor source(Source source, TensorSpec spec) {
        return new Node(source, Arguments.none(), List.of(spec), List.of(), List.of()).outputs.get(0);
    }

    public Operation operation() {
        return operation;
    }

    public Arguments arguments() {
        return arguments;
    }

    public List<SymbolicTensor> outputs() {
        return outputs;
    }

    /** The weights that the called layer declared in this call. */
    public List<Weight> weights() {
        return weights;
    }

    /** Orders nodes by the time of the call. */
    public static int compareByTime(Node a, Node b) {
        return Long.compare(a.time, b.time);
    }

    /** What was called, for messages, such as {@code conv2d "enc_2"}. */
    public static String describe(Operation operation) {
        String kind = operation instanceof Source.Input ? "input" : Names.snakeCase(operation.className());
        return operation.givenName().isEmpty() ? kind : kind + " \"" + operation.givenName() + "\"";
    }
}
