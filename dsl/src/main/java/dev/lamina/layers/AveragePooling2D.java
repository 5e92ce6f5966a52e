package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Pooling;

/**
 * The mean of each window of an image; at the borders, of those elements that lie in the image.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height', width', channels). A side n becomes {@code floor((n -
 * pool) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code keras.layers.AveragePooling2D}.
 */
public final class AveragePooling2D extends Pool2D<AveragePooling2D> {
    static final Schema<AveragePooling2D> SCHEMA = add(schema("AveragePooling2D", AveragePooling2D::new));

    private AveragePooling2D(Config config) {
        super(SCHEMA, config);
    }

    static AveragePooling2D of(int... poolSize) {
        return SCHEMA.create(config(poolSize));
    }

    @Override
    SymbolicTensor pool(SymbolicTensor x, Config parameters) {
        return Pooling.averagePool(x, parameters);
    }
}
