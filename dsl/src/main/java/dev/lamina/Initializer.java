package dev.lamina;

import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Schema;
import org.jspecify.annotations.Nullable;

/** How a weight's first value is made. Written in ops, like a layer. Source: {@code keras.initializers}. */
public abstract class Initializer extends Configured<Initializer> {
    protected Initializer(Schema<Initializer> schema, Config config) {
        super(schema, config);
    }

    /**
     * A function as an initializer. Files hold its name, and whoever reads them must have a function of that name: {@code
     * Catalog.plusInitializer}, or in Python one that is registered with Keras.
     *
     * <pre>{@code
     * Initializer halves = Initializer.of("my_package>halves", (spec, seed) -> full(0.5, spec.shape().sizes()));
     * SymbolicTensor y = input("x", 8).then(dense(4).kernelInitializer(halves)); // (?, 4)
     * }</pre>
     *
     * @param name as {@code package>function}
     */
    public static Initializer of(String name, InitializerFunction function) {
        return new FunctionInitializer(name, function);
    }

    /**
     * The first value.
     *
     * @param spec the shape, known whole, and type of the weight
     * @param seed an int64 pair for random ops, different for each weight
     */
    public abstract SymbolicTensor value(TensorSpec spec, SymbolicTensor seed);

    /** The seed that makes this initializer's draws the same in every run; null for none. */
    public @Nullable Integer seed() {
        return null;
    }

    /**
     * The name of the weight whose draws this initializer makes: the weight's own, unless two weights of a layer shall begin
     * equal.
     *
     * @param weight the name of the weight in the model, such as {@code dense/kernel}
     */
    public String drawsOf(String weight) {
        return weight;
    }
}
