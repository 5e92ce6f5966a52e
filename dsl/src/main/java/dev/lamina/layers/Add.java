package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * The sum of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Add}.
 */
public final class Add extends Merge<Add> {
    static final Schema<Add> SCHEMA = schema("Add", Add::new);

    private Add(Config config) {
        super(SCHEMA, config);
    }

    static Add of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor merge(List<SymbolicTensor> inputs) {
        return fold(inputs, SymbolicTensor::plus);
    }
}
