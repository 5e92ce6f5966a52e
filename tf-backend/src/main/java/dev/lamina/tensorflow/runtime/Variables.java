package dev.lamina.tensorflow.runtime;

import dev.lamina.NdArray;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Program;
import dev.lamina.tensorflow.emit.Natives;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/** The variables of a {@link GraphRuntime}: those of weights, and whatever else its steps remember. */
public final class Variables {
    private static final long RUN_BYTES = 1 << 26;

    private final GraphRuntime runtime;
    private final Map<Weight, Variable> weights = new LinkedHashMap<>();
    private final Map<String, Variable> all = new LinkedHashMap<>();

    Variables(GraphRuntime runtime) {
        this.runtime = runtime;
    }

    /** A new variable without a value; its name gets a number where another has it. */
    public Variable create(String name, TensorSpec spec) {
        synchronized (runtime) {
            runtime.checkOpen();
            String free = name;
            for (int i = 1; all.containsKey(free); i++) {
                free = name + "_" + i;
            }
            Variable variable = Variable.create(runtime.tf(), free, spec);
            all.put(free, variable);
            return variable;
        }
    }

    /** A new variable for a weight, without a value. */
    void create(Program.NamedWeight named) {
        weights.put(named.weight(), create(named.name(), named.weight().spec()));
    }

    /** A new variable with a value. */
    public Variable create(String name, NdArray value) {
        Variable variable = create(name, new TensorSpec(value.shape(), value.dtype()));
        set(variable, value);
        return variable;
    }

    /** The variable of a weight. */
    public Variable weight(Weight weight) {
        Variable variable = weights.get(weight);
        if (variable == null) {
            throw new LaminaException("weight " + weight + " is not part of this runtime");
        }
        return variable;
    }

    /**
     * Lets a weight be kept in the variable of another.
     *
     * @throws LaminaException if their shapes or types differ
     */
    public void share(Weight weight, Variable variable) {
        if (!weight.spec().equals(variable.spec())) {
            throw new LaminaException(
                    "variable \"" + variable.name() + "\" is " + variable.spec() + "; the weight is " + weight.spec());
        }
        synchronized (runtime) {
            weights.put(weight, variable);
        }
    }

    /** Whether a weight has a variable here. */
    public boolean holds(Weight weight) {
        return weights.containsKey(weight);
    }

    /** All variables and their values. */
    Map<Variable, NdArray> values() {
        List<Variable> each = List.copyOf(all.values());
        List<NdArray> read = getAll(each);
        Map<Variable, NdArray> values = new LinkedHashMap<>();
        each.forEach(variable -> values.put(variable, read.get(values.size())));
        return values;
    }

    /** The value of a variable. */
    public NdArray get(Variable variable) {
        return getAll(List.of(variable)).get(0);
    }

    /** The values of variables, in one run: TensorFlow prepares each kind of run anew, and the longer the larger the graph is. */
    public List<NdArray> getAll(List<Variable> wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        Step step = new Step(
                List.of(), wanted.stream().<Output<?>>map(Variable::value).toList(), List.of());
        try (Result result = runtime.runWithoutDraws(step, List.of())) {
            return GraphRuntime.arrays(result);
        }
    }

    /**
     * Stores a value in a variable.
     *
     * @throws LaminaException if shape or type differ
     */
    public void set(Variable variable, NdArray value) {
        setAll(Map.of(variable, value));
    }

    /**
     * Stores values in variables; in none where one does not fit.
     *
     * @throws LaminaException if a shape or type differs
     */
    public void setAll(Map<Variable, NdArray> values) {
        values.forEach(Variables::checkFits);
        Map<Variable, Supplier<Tensor>> tensors = new LinkedHashMap<>();
        values.forEach((variable, value) -> tensors.put(variable, () -> Natives.tensor(value)));
        storeAll(tensors);
    }

    /**
     * Stores tensors in variables, as many in one run as fit into 64 MiB: TensorFlow prepares each kind of run anew,
     * and all of them in one would take as much memory as the variables.
     *
     * @param tensors of the shapes and types of the variables, each made when it is its turn and closed behind it
     */
    public void storeAll(Map<Variable, Supplier<Tensor>> tensors) {
        List<Variable> together = new ArrayList<>();
        long bytes = 0;
        for (Variable variable : tensors.keySet()) {
            long own =
                    variable.spec().shape().elements() * variable.spec().dtype().bytes();
            if (bytes + own > RUN_BYTES) {
                store(together, tensors);
                together.clear();
                bytes = 0;
            }
            together.add(variable);
            bytes += own;
        }
        store(together, tensors);
    }

    private void store(List<Variable> variables, Map<Variable, Supplier<Tensor>> tensors) {
        if (variables.isEmpty()) {
            return; // TensorFlow refuses to run nothing.
        }
        Step step = new Step(
                variables.stream().<Output<?>>map(Variable::fed).toList(),
                List.of(),
                variables.stream().map(Variable::assign).toList());
        List<Tensor> made = new ArrayList<>();
        try {
            variables.forEach(variable ->
                    made.add(Objects.requireNonNull(tensors.get(variable)).get()));
            runtime.runWithoutDraws(step, made).close();
        } finally {
            made.forEach(Tensor::close);
        }
    }

    private static void checkFits(Variable variable, NdArray value) {
        TensorSpec given = new TensorSpec(value.shape(), value.dtype());
        if (!given.equals(variable.spec())) {
            throw new LaminaException(
                    "variable \"" + variable.name() + "\" is " + variable.spec() + "; received " + given);
        }
    }
}
