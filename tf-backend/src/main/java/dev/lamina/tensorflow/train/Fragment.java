package dev.lamina.tensorflow.train;

import dev.lamina.Node;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.lowering.Lowering;
import dev.lamina.tensorflow.emit.ProgramEmitter;
import dev.lamina.tensorflow.emit.Tf;
import java.util.List;
import org.tensorflow.Output;

/** Ops that are written in the dsl and are not part of a model: optimizers, clipping, constraints. */
final class Fragment {
    private Fragment() {}

    /** A tensor that stands for one of the graph. */
    static SymbolicTensor input(TensorSpec spec) {
        return Node.source(new Source.Input("", spec), spec);
    }

    /** What tensors become in the graph, given what their inputs are there. */
    static List<Output<?>> emit(
            Tf tf, List<SymbolicTensor> inputs, List<Output<?>> values, List<SymbolicTensor> results) {
        ProgramEmitter emitter = new ProgramEmitter(
                tf,
                weight -> {
                    throw new IllegalStateException("an optimizer reads weights by its inputs only");
                },
                values.get(0));
        for (int i = 0; i < inputs.size(); i++) {
            emitter.bind(inputs.get(i), values.get(i));
        }
        emitter.emit(Lowering.opsBehind(results));
        return results.stream().<Output<?>>map(emitter::output).toList();
    }
}
