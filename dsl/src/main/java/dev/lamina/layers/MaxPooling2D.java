package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The largest element of each window of an image.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height', width', channels). A side n becomes {@code floor((n -
 * pool) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code keras.layers.MaxPooling2D}.
 */
public final class MaxPooling2D extends Pool2D<MaxPooling2D> {
    static final Schema<MaxPooling2D> SCHEMA = add(schema("MaxPooling2D", MaxPooling2D::new));

    private MaxPooling2D(Config config) {
        super(SCHEMA, config);
    }

    static MaxPooling2D of(int... poolSize) {
        return SCHEMA.create(config(poolSize));
    }

    @Override
    SymbolicTensor pool(SymbolicTensor x, Config parameters) {
        return Pooling.maxPool(x, parameters);
    }
}
