package dev.lamina.tensorflow.emit;

import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/** Emits programs into a graph, op by op. */
public final class ProgramEmitter {
    private final Tf tf;
    private final Function<Weight, Output<?>> weights;
    private final @Nullable Output<?> runNumber;
    private final Map<SymbolicTensor, Output<?>> emitted = new IdentityHashMap<>();

    /**
     * An emitter of one program.
     *
     * @param weights the value of each weight
     * @param runNumber an int64 scalar, fed; null where nothing draws random numbers
     */
    public ProgramEmitter(Tf tf, Function<Weight, Output<?>> weights, @Nullable Output<?> runNumber) {
        this.tf = tf;
        this.weights = weights;
        this.runNumber = runNumber;
    }

    /** Says what a fed tensor is. */
    public void bind(SymbolicTensor tensor, Output<?> output) {
        emitted.put(tensor, output);
    }

    /** Emits ops, in order. */
    public void emit(List<Node> body) {
        SharedSums shared = SharedSums.of(body);
        body.forEach(node -> emit(node, shared.isActivationOf(node) ? apart() : tf));
    }

    /** The same place, for operations that wait for the run's number: for nothing, where it is fed. */
    private Tf apart() {
        return runNumber != null && runNumber.op().type().equals("Placeholder") ? tf.after(runNumber.op()) : tf;
    }

    private void emit(Node node, Tf place) {
        Op op = (Op) node.operation();
        List<Output<?>> inputs =
                node.arguments().tensors().stream().<Output<?>>map(this::output).toList();
        List<Output<?>> outputs = Emitters.emit(op.type(), new Emission(place, node, inputs));
        for (int i = 0; i < outputs.size(); i++) {
            emitted.put(node.outputs().get(i), outputs.get(i));
        }
    }

    /** What a tensor of the program became. */
    public Output<?> output(SymbolicTensor tensor) {
        Output<?> known = emitted.get(tensor);
        if (known != null) {
            return known;
        }
        Output<?> made = source(tensor);
        emitted.put(tensor, made);
        return made;
    }

    private Output<?> source(SymbolicTensor tensor) {
        if (Source.of(tensor) instanceof Source.Literal literal) {
            return tf.constant(literal.value());
        }
        if (Source.of(tensor) instanceof Source.WeightValue value) {
            return weights.apply(value.weight());
        }
        if (Source.of(tensor) instanceof Source.RunNumber && runNumber != null) {
            return runNumber;
        }
        throw new LaminaException("nothing has been emitted for " + tensor);
    }
}
