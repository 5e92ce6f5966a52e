package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;

/**
 * The smallest of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Minimum}.
 */
public final class Minimum extends Merge<Minimum> {
    static final Schema<Minimum> SCHEMA = schema("Minimum", Minimum::new);

    private Minimum(Config config) {
        super(SCHEMA, config);
    }

    static Minimum of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor merge(List<SymbolicTensor> inputs) {
        return fold(inputs, Elementwise::minimum);
    }
}
