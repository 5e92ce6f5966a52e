package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;

/**
 * The mean of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Average}.
 */
public final class Average extends Merge<Average> {
    static final Schema<Average> SCHEMA = schema("Average", Average::new);

    private Average(Config config) {
        super(SCHEMA, config);
    }

    static Average of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor merge(List<SymbolicTensor> inputs) {
        return fold(inputs, SymbolicTensor::plus).div(inputs.size());
    }
}
