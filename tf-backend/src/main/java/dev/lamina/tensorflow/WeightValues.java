package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Weight;
import dev.lamina.config.Plain;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.files.ModelWeights;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The values of a model's weights by name, read and stored. */
final class WeightValues {
    private final Model model;
    private final GraphRuntime runtime;

    WeightValues(Model model, GraphRuntime runtime) {
        this.model = model;
        this.runtime = runtime;
    }

    Map<String, NdArray> get() {
        List<Program.NamedWeight> names = WeightNames.of(model);
        List<NdArray> read = runtime.variables()
                .getAll(names.stream()
                        .map(named -> runtime.variables().weight(named.weight()))
                        .toList());
        Map<String, NdArray> values = new LinkedHashMap<>();
        names.forEach(named -> values.put(named.name(), read.get(values.size())));
        return values;
    }

    /** Stores values in all weights, in order, or in none. */
    void set(List<NdArray> values) {
        List<Program.NamedWeight> names = WeightNames.of(model);
        if (values.size() != names.size()) {
            throw new LaminaException(
                    "model \"" + model.name() + "\" has " + names.size() + " weights; received " + values.size());
        }
        Map<String, NdArray> byName = new LinkedHashMap<>();
        names.forEach(named -> byName.put(named.name(), values.get(byName.size())));
        set(byName);
    }

    /** Stores values in some weights, or in none. */
    void set(Map<String, NdArray> values) {
        Map<String, Weight> byName = byName(model);
        for (String name : values.keySet()) {
            if (!byName.containsKey(name)) {
                throw new LaminaException("model \"" + model.name() + "\" has no weight \"" + name + "\"; "
                        + Plain.suggestion(name, byName.keySet()));
            }
        }
        Map<Variable, NdArray> stored = new LinkedHashMap<>();
        values.forEach((name, value) ->
                stored.put(runtime.variables().weight(Objects.requireNonNull(byName.get(name))), value));
        runtime.variables().setAll(stored);
    }

    /** Lets stateful layers forget. */
    void resetStates() {
        Map<Variable, NdArray> zeros = new LinkedHashMap<>();
        WeightNames.of(model).stream()
                .filter(named -> ModelWeights.isRemembered(named.weight()))
                .map(named -> runtime.variables().weight(named.weight()))
                .forEach(variable -> zeros.put(
                        variable,
                        NdArray.zeros(variable.spec().dtype(), variable.spec().shape())));
        runtime.variables().setAll(zeros);
    }

    /**
     * Lets another model whose weights have the same names share these.
     *
     * @throws LaminaException if a name, shape or type differs
     */
    void shareWith(Model other) {
        Map<String, Weight> mine = byName(model);
        Map<String, Weight> others = byName(other);
        if (!mine.keySet().equals(others.keySet())) {
            throw new LaminaException("model \"" + other.name() + "\" has other weights than \"" + model.name()
                    + "\", and cannot share them\n  expected  " + String.join(", ", mine.keySet()) + "\n  found     "
                    + String.join(", ", others.keySet()) + "\n  try       part(...) for a model over the same layers");
        }
        others.forEach((name, weight) ->
                runtime.variables().share(weight, runtime.variables().weight(Objects.requireNonNull(mine.get(name)))));
    }

    private static Map<String, Weight> byName(Model model) {
        Map<String, Weight> byName = new LinkedHashMap<>();
        WeightNames.of(model).forEach(named -> byName.put(named.name(), named.weight()));
        return byName;
    }
}
