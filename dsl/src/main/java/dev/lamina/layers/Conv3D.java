package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over volumes: {@code activation(x ∗ kernel + bias)}, without flipping the kernel.
 *
 * <p>Shapes: x (batch, depth, height, width, in) -> (batch, depth', height', width', filters); kernel (window depth,
 * window height, window width, in / groups, filters), bias (filters). A side n becomes {@code floor((n - (k - 1) ·
 * dilation - 1) / stride) + 1} with valid padding and {@code ceil(n / stride)} with same. Source: {@code
 * keras.layers.Conv3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(conv3d(4, 3)); // (?, 8, 7, 6, 4)
 * }</pre>
 */
public final class Conv3D extends Conv<Conv3D> {
    static final Schema<Conv3D> SCHEMA = schema("Conv3D", Conv3D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 3);

    private Conv3D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static Conv3D of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
