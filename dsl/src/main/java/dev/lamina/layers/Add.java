package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sum of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Add}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = add().on(x, input("y", 1, 8)); // (?, 4, 8)
 * }</pre>
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
    SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return fold(inputs, SymbolicTensor::plus);
    }
}
