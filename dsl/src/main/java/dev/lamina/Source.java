package dev.lamina;

import org.jspecify.annotations.Nullable;

/** Where tensors come from that no op computes. */
public sealed interface Source extends Operation {
    @Override
    default String givenName() {
        return "";
    }

    @Override
    default String className() {
        return getClass().getSimpleName();
    }

    /**
     * An input of a model (Keras {@code InputLayer}).
     *
     * @param givenName the name, empty where the model shall choose one
     */
    record Input(String givenName, TensorSpec spec) implements Source {
        @Override
        public String className() {
            return "InputLayer";
        }
    }

    /** A constant that was written in the model. */
    record Literal(NdArray value) implements Source {}

    /** A weight, read. */
    record WeightValue(Weight weight) implements Source {}

    /** The number of this run, an int64 scalar: random draws differ from run to run by it. */
    record RunNumber() implements Source {}

    /** What a tensor is a value of, where a source made it. */
    static @Nullable Source of(SymbolicTensor tensor) {
        return tensor.node().operation() instanceof Source source ? source : null;
    }
}
