package dev.lamina.tensorflow.runtime;

import dev.lamina.SymbolicTensor;
import dev.lamina.Weight;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * A program in a graph.
 *
 * @param tf where operations that belong to it go
 * @param feeds the placeholders of its inputs, in order
 * @param kept the placeholders of what its metrics keep, in order
 */
public record EmittedProgram(
        Program program, Tf tf, List<Output<?>> feeds, List<Output<?>> kept, ProgramEmitter emitter) {
    /** Emits a program at a place of a graph. */
    public static EmittedProgram of(Program program, Tf tf, ProgramEmitter emitter) {
        List<Output<?>> feeds = new ArrayList<>();
        for (Program.Input input : program.inputs()) {
            feeds.add(placeholder(tf, emitter, input.name(), input.tensor()));
        }
        List<Output<?>> kept = new ArrayList<>();
        for (Program.Kept each : program.kept()) {
            kept.add(placeholder(tf, emitter, each.name(), each.before()));
        }
        emitter.emit(program.body());
        return new EmittedProgram(program, tf, feeds, kept, emitter);
    }

    private static Output<?> placeholder(Tf tf, ProgramEmitter emitter, String name, SymbolicTensor tensor) {
        Output<?> feed = tf.placeholder(name, tensor.dtype(), tensor.shape());
        emitter.bind(tensor, feed);
        return feed;
    }

    /** What a tensor of the program became. */
    public Output<?> output(SymbolicTensor tensor) {
        return emitter.output(tensor);
    }

    /**
     * A new value of a weight.
     *
     * @param store stores it
     */
    public record Stored(Output<?> value, Operation store) {}

    /**
     * The new values of weights. Each weight is read before, and each value is a copy: it may lie in a buffer that is fed again in
     * the next step. Of several updates of one weight, the last counts: it was made from those before it.
     */
    public Map<Weight, Stored> stores(Function<Weight, Variable> variables) {
        Map<Weight, SymbolicTensor> last = new LinkedHashMap<>();
        program.updates().forEach(update -> last.put(update.weight(), update.value()));
        Map<Weight, Stored> stores = new LinkedHashMap<>();
        last.forEach((weight, value) -> {
            Variable variable = variables.apply(weight);
            Output<?> copy = tf.op("DeepCopy", output(value));
            stores.put(
                    weight,
                    new Stored(
                            copy,
                            variable.assignAfter(
                                    tf, copy, List.of(variable.value().op()))));
        });
        return stores;
    }

    /** The operations that store the new values of weights. */
    public List<Operation> storing(Function<Weight, Variable> variables) {
        return stores(variables).values().stream().map(Stored::store).toList();
    }

    /** What the program's outputs became, each a tensor of its own: TensorFlow fetches none twice, and none that is fed. */
    public List<Output<?>> outputs() {
        List<Output<?>> outputs = new ArrayList<>();
        for (SymbolicTensor tensor : program.outputs()) {
            Output<?> output = output(tensor);
            boolean taken = outputs.contains(output) || feeds.contains(output);
            outputs.add(taken ? tf.op("Identity", output) : output);
        }
        return List.copyOf(outputs);
    }
}
