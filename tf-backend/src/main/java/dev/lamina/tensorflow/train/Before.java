package dev.lamina.tensorflow.train;

import dev.lamina.Weight;
import dev.lamina.tensorflow.runtime.EmittedProgram.Stored;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * The weights as an optimizer finds them: as they were before the step, or as a layer made them in it.
 *
 * @param stored what layers made of weights
 */
record Before(GraphRuntime runtime, Map<Weight, Stored> stored) {
    Variable variable(Weight weight) {
        return runtime.variables().weight(weight);
    }

    Output<?> value(Weight weight) {
        Stored made = stored.get(weight);
        return made == null ? variable(weight).value() : made.value();
    }

    /** The operation behind which the weight may be changed. */
    Operation ready(Weight weight) {
        Stored made = stored.get(weight);
        return made == null ? variable(weight).value().op() : made.store();
    }

    List<Operation> stores() {
        return stored.values().stream().map(Stored::store).toList();
    }
}
