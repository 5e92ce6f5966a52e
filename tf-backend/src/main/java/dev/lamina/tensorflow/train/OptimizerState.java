package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import dev.lamina.lowering.Program;
import dev.lamina.optimizers.Kept;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Trained;
import dev.lamina.tensorflow.emit.Natives;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Tensor;

/** What an optimizer keeps between steps, in variables: the number of steps, the learning rate, the slots of weights. */
final class OptimizerState {
    private final GraphRuntime runtime;
    private final Optimizer optimizer;
    private final List<Weight> weights;
    private final List<Trained> trained;
    private final List<Kept> kept;
    private final List<List<Integer>> slots;
    private final List<Variable> variables = new ArrayList<>();

    /**
     * Fresh variables.
     *
     * @param named the trainable weights, in the order of files
     */
    OptimizerState(GraphRuntime runtime, Optimizer optimizer, List<Program.NamedWeight> named) {
        this.runtime = runtime;
        this.optimizer = optimizer;
        this.weights = named.stream().map(Program.NamedWeight::weight).toList();
        this.trained = named.stream()
                .map(one -> new Trained(
                        one.name(), one.weight().spec(), one.weight().constraint()))
                .toList();
        this.kept = optimizer.kept(trained);
        this.slots = optimizer.isPlain() ? optimizer.slotPositions(trained) : List.of();
        Map<Variable, Supplier<Tensor>> initial = new LinkedHashMap<>();
        for (Kept one : kept) {
            Variable variable = runtime.variables().create("optimizer/" + one.name(), one.spec());
            variables.add(variable);
            if (one.copied() < 0) {
                initial.put(variable, () -> Natives.tensor(initial(one)));
            }
        }
        runtime.variables().storeAll(initial);
        copyWeights();
    }

    private static NdArray initial(Kept one) {
        NdArray array = NdArray.zeros(DType.FLOAT32, one.spec().shape());
        Arrays.fill((float[]) array.storage(), (float) one.initial());
        return array.cast(one.spec().dtype());
    }

    /** Begins with what begins as a copy of weights; anew, where these were changed before the first step. */
    void copyWeights() {
        List<Kept> copies = kept.stream().filter(one -> one.copied() >= 0).toList();
        List<NdArray> values = runtime.variables()
                .getAll(copies.stream()
                        .map(one -> runtime.variables().weight(weights.get(one.copied())))
                        .toList());
        Map<Variable, NdArray> stored = new LinkedHashMap<>();
        copies.forEach(one -> stored.put(
                variables.get(kept.indexOf(one)),
                values.get(stored.size()).cast(one.spec().dtype())));
        runtime.variables().setAll(stored);
    }

    Optimizer optimizer() {
        return optimizer;
    }

    /** The weights, in the order of files. */
    List<Weight> weights() {
        return weights;
    }

    /** What the optimizer is told of the weights. */
    List<Trained> trained() {
        return trained;
    }

    /** What the optimizer is told of one of {@link #weights}. */
    Trained trained(Weight weight) {
        return trained.get(weights.indexOf(weight));
    }

    /** The number of steps that schedules go by. */
    Variable iteration() {
        return variables.get(optimizer.countPosition());
    }

    /** The learning rate; null where schedules give it, or there are several. */
    @Nullable
    Variable learningRate() {
        int position = optimizer.ratePosition();
        return position < 0 ? null : variables.get(position);
    }

    /** All variables, in the order in which Keras's files number them. */
    List<Variable> list() {
        return variables;
    }

    /** The same by name. */
    Map<String, Variable> byName() {
        Map<String, Variable> all = new LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            all.put(kept.get(i).name(), variables.get(i));
        }
        return all;
    }

    /**
     * The slots of a weight, in the order of files.
     *
     * @param weight one of {@link #weights}
     */
    List<Variable> slots(Weight weight) {
        return slots.get(weights.indexOf(weight)).stream().map(variables::get).toList();
    }
}
