package dev.lamina.tensorflow.runtime;

import dev.lamina.SymbolicTensor;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * A program in a graph.
 *
 * @param tf where operations that belong to it go
 * @param feeds the placeholders of its inputs, in order
 */
public record EmittedProgram(Program program, Tf tf, List<Output<?>> feeds, ProgramEmitter emitter) {
    /** What a tensor of the program became. */
    public Output<?> output(SymbolicTensor tensor) {
        return emitter.output(tensor);
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
