package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * The product of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Multiply}.
 */
public final class Multiply extends Merge<Multiply> {
    static final Schema<Multiply> SCHEMA = schema("Multiply", Multiply::new);

    private Multiply(Config config) {
        super(SCHEMA, config);
    }

    static Multiply of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor merge(List<SymbolicTensor> inputs) {
        return fold(inputs, SymbolicTensor::times);
    }
}
