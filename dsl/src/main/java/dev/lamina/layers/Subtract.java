package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first of two inputs minus the second, element by element.
 *
 * <p>Shapes: two tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Subtract}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = subtract().on(x, input("y", 1, 8)); // (?, 4, 8)
 * }</pre>
 */
public final class Subtract extends Merge<Subtract> {
    static final Schema<Subtract> SCHEMA = schema("Subtract", Subtract::new);

    private Subtract(Config config) {
        super(SCHEMA, config);
    }

    static Subtract of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    protected int inputCount() {
        return 2;
    }

    @Override
    SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return inputs.get(0).minus(inputs.get(1));
    }
}
