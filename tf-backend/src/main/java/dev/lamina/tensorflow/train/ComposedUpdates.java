package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.optimizers.Given;
import dev.lamina.optimizers.Made;
import dev.lamina.tensorflow.emit.Tf;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/** Emits a step of an optimizer by its ops: new values of all weights and of all that it keeps, from the old ones. */
final class ComposedUpdates {
    private final OptimizerState state;
    private final Tf tf;
    private final List<SymbolicTensor> inputs = new ArrayList<>();
    private final List<Output<?>> outputs = new ArrayList<>();
    private final List<SymbolicTensor> results = new ArrayList<>();
    private final List<Variable> changed = new ArrayList<>();

    private ComposedUpdates(OptimizerState state, Tf tf) {
        this.state = state;
        this.tf = tf;
    }

    /**
     * The operations that store what changes.
     *
     * @param before the weights as they are
     * @param rates what the schedules give for this step
     */
    static List<Operation> emit(
            Before before, OptimizerState state, Tf tf, Map<Weight, Output<?>> gradients, List<Output<?>> rates) {
        return new ComposedUpdates(state, tf).emit(before, gradients, rates);
    }

    private List<Operation> emit(Before before, Map<Weight, Output<?>> gradients, List<Output<?>> rates) {
        List<Variable> weights = state.weights().stream().map(before::variable).toList();
        List<SymbolicTensor> values = state.weights().stream()
                .map(weight -> input(weight.spec(), before.value(weight)))
                .toList();
        List<SymbolicTensor> kept = read(state.list());
        List<@Nullable SymbolicTensor> slopes = new ArrayList<>();
        for (Weight weight : state.weights()) {
            Output<?> gradient = gradients.get(weight);
            slopes.add(gradient == null ? null : input(weight.spec(), gradient));
        }
        List<SymbolicTensor> fed = rates.stream()
                .map(rate -> input(TensorSpec.of(DType.FLOAT32), rate))
                .toList();
        Made made = state.optimizer()
                .step(new Given(state.trained(), values, Collections.unmodifiableList(slopes), kept, fed));
        change(weights, values, made.values());
        change(state.list(), kept, made.kept());
        List<Output<?>> emitted = Fragment.emit(tf, inputs, outputs, results);
        List<Operation> reads = new ArrayList<>(before.stores());
        changed.forEach(variable -> reads.add(variable.value().op()));
        List<Operation> stored = new ArrayList<>();
        for (int i = 0; i < emitted.size(); i++) {
            // All are read before any is stored, and a copy is stored: two variables may get one and the same tensor.
            stored.add(changed.get(i).assignAfter(tf, tf.op("DeepCopy", emitted.get(i)), reads));
        }
        return stored;
    }

    private List<SymbolicTensor> read(List<Variable> variables) {
        return variables.stream()
                .map(variable -> input(variable.spec(), variable.value()))
                .toList();
    }

    private SymbolicTensor input(TensorSpec spec, Output<?> value) {
        SymbolicTensor tensor = Fragment.input(spec);
        inputs.add(tensor);
        outputs.add(value);
        return tensor;
    }

    private void change(List<Variable> variables, List<SymbolicTensor> old, List<SymbolicTensor> made) {
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i) != old.get(i)) {
                changed.add(variables.get(i));
                results.add(made.get(i));
            }
        }
    }
}
