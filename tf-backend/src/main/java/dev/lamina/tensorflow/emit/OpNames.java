package dev.lamina.tensorflow.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.op.Scope;

/**
 * Names for the operations of a graph, under a prefix.
 *
 * <p>A {@link Scope} of TensorFlow walks through all operations of the graph whenever a scope under it is made, which takes the
 * longer the more layers a model has. So a graph that is built here alone counts its names itself.
 */
final class OpNames {
    private final Scope scope;
    private final String prefix;

    /** How often each name was given in this graph; null where others name operations of the graph too. */
    private final @Nullable Map<String, Integer> given;

    private OpNames(Scope scope, String prefix, @Nullable Map<String, Integer> given) {
        this.scope = scope;
        this.prefix = prefix;
        this.given = given;
    }

    /** Names for a graph in which nothing else gives any. */
    static OpNames counted(Scope scope) {
        return new OpNames(scope, "", new HashMap<>());
    }

    /** Names that the scope gives. */
    static OpNames of(Scope scope) {
        return new OpNames(scope, "", null);
    }

    OpNames under(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[^A-Za-z0-9.]", "x");
        return given == null
                ? new OpNames(scope.withSubScope(clean), "", null)
                : new OpNames(scope, unique(clean) + "/", given);
    }

    /** The same names for operations that run behind another. */
    OpNames after(Operation operation) {
        return new OpNames(scope.withControlDependencyOps(List.of(operation)), prefix, given);
    }

    /** A name that no operation has. */
    String unique(String name) {
        Map<String, Integer> counts = given;
        if (counts == null) {
            return scope.makeOpName(name);
        }
        String full = prefix + name;
        String free = full;
        while (counts.containsKey(free)) {
            free = full + "_" + counts.merge(full, 1, Integer::sum);
        }
        counts.put(free, 0);
        return free;
    }

    Scope scope() {
        return scope;
    }
}
