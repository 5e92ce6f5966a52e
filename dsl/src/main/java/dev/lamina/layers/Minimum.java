package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The smallest of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Minimum}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = minimum().on(x, input("y", 1, 8)); // (?, 4, 8)
 * }</pre>
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
    SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return MergedMasks.choice(inputs, masks, Elementwise::minimum);
    }
}
