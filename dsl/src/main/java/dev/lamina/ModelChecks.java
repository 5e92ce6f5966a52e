package dev.lamina;

import dev.lamina.errors.LaminaException;
import dev.lamina.errors.ShapeException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold for the calls between the inputs and outputs of a model.
 *
 * @param name the model's name
 */
record ModelChecks(String name, Tensors inputs) {
    void checkInputs() {
        Set<String> seen = new LinkedHashSet<>();
        for (SymbolicTensor input : inputs.list()) {
            if (!(input.node().operation() instanceof Source.Input source)) {
                throw new LaminaException("model \"" + name + "\" needs inputs that input(...) made; received "
                        + input + "\n  try   end one model there and begin another with input(...),"
                        + " then call the second on the first's output");
            }
            if (!source.givenName().isEmpty() && !seen.add(source.givenName())) {
                throw new LaminaException("model \"" + name + "\" has two inputs named \"" + source.givenName() + "\"");
            }
        }
    }

    void checkConnected(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.operation() instanceof Source.Input
                    && inputs.list().stream().noneMatch(input -> input.node() == node)) {
                throw new LaminaException("model \"" + name + "\" depends on "
                        + Node.describe(node.operation()) + ", which is not among its inputs\n  try   add it to the"
                        + " inputs of Model.of(...)");
            }
        }
    }

    static void checkWeights(List<Node> nodes) {
        Map<Weight, Weight> first = new LinkedHashMap<>();
        for (Node node : nodes) {
            for (Weight weight : node.weights()) {
                Weight known = first.putIfAbsent(weight, weight);
                if (known != null && !known.spec().equals(weight.spec())) {
                    throw ShapeException.because("is called on inputs that need different weights")
                            .differs("weight \"" + weight.path() + "\": " + known.spec() + " at its first call, "
                                    + weight.spec() + " at a later one")
                            .remedy("make a new layer for the second call, or give both inputs the same size")
                            .at(Node.describe(weight.owner()), List.of());
                }
            }
        }
    }
}
