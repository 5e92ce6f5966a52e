package dev.lamina.tensorflow.train;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a backup holds, as named arrays: the variables of a model and its optimizer, and what a training and its callbacks remember. */
final class Backup {
    private static final String VARIABLES = "variables/";

    private Backup() {}

    /** A number, exact where it is whole and below 2^53. */
    static NdArray number(double value) {
        return NdArray.of(new double[] {value});
    }

    static NdArray number(long value) {
        return number((double) value);
    }

    static double number(Map<String, NdArray> from, String name) {
        return array(from, name).scalar();
    }

    static NdArray array(Map<String, NdArray> from, String name) {
        NdArray found = from.get(name);
        if (found == null) {
            throw new LaminaException("the backup lacks \"" + name + "\"; it is of another version of Lamina");
        }
        return found;
    }

    /** The parts of some arrays whose names begin with a prefix, without it. */
    static Map<String, NdArray> under(String prefix, Map<String, NdArray> arrays) {
        Map<String, NdArray> found = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), array);
            }
        });
        return found;
    }

    /** The same arrays under a prefix. */
    static Map<String, NdArray> prefixed(String prefix, Map<String, NdArray> arrays) {
        Map<String, NdArray> named = new LinkedHashMap<>();
        arrays.forEach((name, array) -> named.put(prefix + name, array));
        return named;
    }

    /** Where callbacks keep what they remember: by their classes, and among those of one class by their order. */
    static Map<String, Callback> places(List<Callback> callbacks) {
        Map<String, Callback> places = new LinkedHashMap<>();
        for (Callback callback : callbacks) {
            String name = "callbacks/" + callback.getClass().getName() + "/";
            int i = 0;
            while (places.putIfAbsent(name + i + "/", callback) != null) {
                i++;
            }
        }
        return places;
    }

    private static Map<String, Variable> variables(Trainer trainer) {
        GraphRuntime runtime = trainer.runtime();
        Map<String, Variable> variables = new LinkedHashMap<>();
        WeightNames.of(trainer.model()).forEach(named -> {
            if (named.weight().spec().dtype() != DType.STRING) { // vocabularies, which training leaves alone
                variables.put("model/" + named.name(), runtime.variables().weight(named.weight()));
            }
        });
        trainer.optimizerVariables().forEach((name, variable) -> variables.put("optimizer/" + name, variable));
        return variables;
    }

    /** Adds all variables, read in one step. */
    static void saveVariables(Trainer trainer, Map<String, NdArray> to) {
        Map<String, Variable> variables = variables(trainer);
        List<NdArray> values = trainer.runtime().variables().getAll(List.copyOf(variables.values()));
        int i = 0;
        for (String name : variables.keySet()) {
            to.put(VARIABLES + name, storable(values.get(i++)));
        }
    }

    /** NumPy has no bfloat16, which fits float32. */
    static NdArray storable(NdArray value) {
        return value.dtype() == DType.BFLOAT16 ? value.cast(DType.FLOAT32) : value;
    }

    /**
     * Stores all variables, or none.
     *
     * @throws LaminaException if the arrays are of a model or an optimizer with other variables
     */
    static void restoreVariables(Trainer trainer, Map<String, NdArray> from) {
        Map<String, Variable> variables = variables(trainer);
        Map<String, NdArray> saved = under(VARIABLES, from);
        if (!saved.keySet().equals(variables.keySet())) {
            throw other(trainer, "variables", variables.keySet() + "", saved.keySet() + "");
        }
        Map<Variable, NdArray> values = new LinkedHashMap<>();
        saved.forEach((name, array) -> {
            Variable variable = Objects.requireNonNull(variables.get(name));
            if (!array.shape().equals(variable.spec().shape())) {
                throw other(trainer, name, variable.spec().toString(), array.shape() + " " + array.dtype());
            }
            values.put(variable, array.cast(variable.spec().dtype()));
        });
        trainer.runtime().variables().setAll(values);
    }

    private static LaminaException other(Trainer trainer, String what, String expected, String found) {
        return new LaminaException(Facts.of("the backup is not of model \""
                        + trainer.model().name() + "\" and its optimizer: " + what + " differ")
                .and("expected", expected)
                .and("found", found)
                .and("try", "the folder of this training's backup, or an empty one")
                .toString());
    }
}
