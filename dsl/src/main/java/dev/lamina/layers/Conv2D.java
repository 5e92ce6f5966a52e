package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over images: {@code activation(x ∗ kernel + bias)}, without flipping the kernel.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', filters); kernel (window height, window width, in /
 * groups, filters), bias (filters). A side n becomes {@code floor((n - (k - 1) · dilation - 1) / stride) + 1} with valid
 * padding and {@code ceil(n / stride)} with same. Source: {@code keras.layers.Conv2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(conv2d(4, 3)); // (?, 8, 7, 4)
 * }</pre>
 */
public final class Conv2D extends Conv<Conv2D> {
    static final Schema<Conv2D> SCHEMA = schema("Conv2D", Conv2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private Conv2D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static Conv2D of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
