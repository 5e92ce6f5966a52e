package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The product of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Multiply}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = multiply().on(x, input("y", 1, 8)); // (?, 4, 8)
 * }</pre>
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
    SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return MergedMasks.product(inputs, masks);
    }
}
