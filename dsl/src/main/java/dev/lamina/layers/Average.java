package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Average}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = average().on(x, input("y", 1, 8)); // (?, 4, 8)
 * }</pre>
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
    SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return fold(inputs, SymbolicTensor::plus).div(inputs.size());
    }
}
