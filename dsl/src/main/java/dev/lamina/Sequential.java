package dev.lamina;

import dev.lamina.errors.LaminaException;
import java.util.List;

/** Models that are one chain of layers. Source: {@code keras.Sequential}. */
public final class Sequential {
    private Sequential() {}

    /**
     * A chain of layers and models as a model.
     *
     * @param name the name; empty for Keras's default, {@code sequential}
     * @param layers layers or models, each with one input and one output
     */
    public static Model of(String name, SymbolicTensor input, Block... layers) {
        return of(name, input, List.of(layers));
    }

    /** A chain of layers and models as a model. */
    public static Model of(String name, SymbolicTensor input, List<? extends Block> layers) {
        SymbolicTensor x = input;
        for (Block layer : layers) {
            if (!(layer instanceof Operation)) {
                throw new LaminaException("a Sequential holds layers and models, which a file can hold; received "
                        + layer + "\n  try   Model.of(...) for blocks that are lambdas");
            }
            x = x.then(layer);
        }
        return Model.sequential(name, input, x);
    }
}
