package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Transposed convolution over volumes, which makes them larger: the gradient of a convolution by its input.
 *
 * <p>Shapes: x (batch, depth, height, width, in) -> (batch, depth', height', width', filters); kernel (window depth,
 * window height, window width, filters, in), bias (filters). A side n becomes {@code n · stride} with same padding and
 * {@code (n - 1) · stride + max((k - 1) · dilation + 1, stride)} with valid; with an output padding p, {@code (n - 1) ·
 * stride + e % 2 + p} with same and {@code (n - 1) · stride + e + p} with valid, where {@code e = (k - 1) · dilation +
 * 1}. Source: {@code keras.layers.Conv3DTranspose}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(conv3dTranspose(4, 3).strides(2)); // (?, 21, 19, 17, 4)
 * }</pre>
 */
public final class Conv3DTranspose extends ConvTranspose<Conv3DTranspose> {
    static final Schema<Conv3DTranspose> SCHEMA = schema("Conv3DTranspose", Conv3DTranspose::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 3);

    private Conv3DTranspose(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static Conv3DTranspose of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
