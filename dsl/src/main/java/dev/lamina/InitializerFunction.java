package dev.lamina;

/** A first value of a weight as a formula. {@link Initializer#of} makes an initializer of it. */
@FunctionalInterface
public interface InitializerFunction {
    /**
     * The first value.
     *
     * @param spec the shape, known whole, and type of the weight
     * @param seed an int64 pair for random ops, different for each weight
     */
    SymbolicTensor value(TensorSpec spec, SymbolicTensor seed);
}
