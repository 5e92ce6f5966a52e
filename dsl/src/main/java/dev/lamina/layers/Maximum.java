package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest of its inputs, element by element.
 *
 * <p>Shapes: any number of tensors (batch, …) of shapes that broadcast -> (batch, …). Source: {@code keras.layers.Maximum}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 4, 8);
 * SymbolicTensor y = maximum().on(x, input("y", 1, 8)); // (?, 4, 8)
 * }</pre>
 */
public final class Maximum extends Merge<Maximum> {
    static final Schema<Maximum> SCHEMA = schema("Maximum", Maximum::new);

    private Maximum(Config config) {
        super(SCHEMA, config);
    }

    static Maximum of() {
        return SCHEMA.create(Config.empty());
    }

    @Override
    SymbolicTensor merge(List<SymbolicTensor> inputs, List<@Nullable SymbolicTensor> masks) {
        return MergedMasks.choice(inputs, masks, Elementwise::maximum);
    }
}
