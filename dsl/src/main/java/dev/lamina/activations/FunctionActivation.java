package dev.lamina.activations;

import dev.lamina.Block;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Plain;

/** A function of one's own, which files name. */
record FunctionActivation(String name, Block function) implements Activation {
    @Override
    public SymbolicTensor on(SymbolicTensor x) {
        return function.on(x);
    }

    @Override
    public Object toPlain() {
        return Plain.function(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
