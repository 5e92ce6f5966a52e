package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import dev.lamina.lowering.Program;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.schedules.LearningRate;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an optimizer keeps between steps, in variables: the number of steps, the learning rate, the slots of weights. */
final class OptimizerState {
    private final Variable iteration;
    private final @Nullable Variable learningRate;
    private final List<Variable> slotVariables = new ArrayList<>();
    private final Map<Weight, List<Variable>> slots = new HashMap<>();

    /**
     * Fresh variables.
     *
     * @param weights the trainable weights, in the order of files
     */
    OptimizerState(GraphRuntime runtime, Optimizer optimizer, List<Program.NamedWeight> weights) {
        iteration = runtime.create("optimizer/iteration", NdArray.of(new long[] {0}));
        learningRate = optimizer.learningRate() instanceof LearningRate.Constant constant
                ? runtime.create("optimizer/learning_rate", NdArray.of(new float[] {(float) constant.rate()}))
                : null;
        for (List<Optimizer.Slot> group : optimizer.slots()) {
            for (Program.NamedWeight weight : weights) {
                for (Optimizer.Slot slot : group) {
                    String name = "optimizer/" + weight.name().replace('/', '_') + "_" + slot.name();
                    NdArray initial = filled(weight.weight(), slot.initial());
                    add(weight.weight(), runtime.create(name, initial));
                }
            }
        }
    }

    private static NdArray filled(Weight weight, double value) {
        NdArray array = NdArray.zeros(DType.FLOAT32, weight.spec().shape());
        java.util.Arrays.fill((float[]) array.storage(), (float) value);
        return array.cast(weight.spec().dtype());
    }

    private void add(Weight weight, Variable slot) {
        slots.computeIfAbsent(weight, any -> new ArrayList<>()).add(slot);
        slotVariables.add(slot);
    }

    Variable iteration() {
        return iteration;
    }

    /** The learning rate; null where a schedule gives it. */
    @Nullable
    Variable learningRate() {
        return learningRate;
    }

    /** The slots of a weight, in the order of {@link Optimizer#slots()}. */
    List<Variable> slots(Weight weight) {
        return slots.getOrDefault(weight, List.of());
    }

    /** All variables by name, in the order in which Keras's files number them. */
    Map<String, Variable> variables() {
        Map<String, Variable> all = new LinkedHashMap<>();
        all.put("iteration", iteration);
        if (learningRate != null) {
            all.put("learning_rate", learningRate);
        }
        for (Variable slot : slotVariables) {
            all.put(slot.name().substring("optimizer/".length()), slot);
        }
        return all;
    }
}
