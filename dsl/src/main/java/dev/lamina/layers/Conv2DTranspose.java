package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Transposed convolution over images, which makes them larger: the gradient of a convolution by its input.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', filters); kernel (window height, window width,
 * filters, in), bias (filters). A side n becomes {@code n · stride} with same padding and {@code (n - 1) · stride +
 * max((k - 1) · dilation + 1, stride)} with valid; with an output padding p, {@code (n - 1) · stride + e % 2 + p} with
 * same and {@code (n - 1) · stride + e + p} with valid, where {@code e = (k - 1) · dilation + 1}. Source: {@code
 * keras.layers.Conv2DTranspose}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(conv2dTranspose(4, 3).strides(2)); // (?, 21, 19, 4)
 * }</pre>
 */
public final class Conv2DTranspose extends ConvTranspose<Conv2DTranspose> {
    static final Schema<Conv2DTranspose> SCHEMA = schema("Conv2DTranspose", Conv2DTranspose::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private Conv2DTranspose(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static Conv2DTranspose of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
