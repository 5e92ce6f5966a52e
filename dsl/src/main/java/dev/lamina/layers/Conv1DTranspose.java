package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Transposed convolution over sequences, which makes them larger: the gradient of a convolution by its input.
 *
 * <p>Shapes: x (batch, steps, in) -> (batch, steps', filters); kernel (window, filters, in), bias (filters). The length n
 * becomes {@code n · stride} with same padding and {@code (n - 1) · stride + max((k - 1) · dilation + 1, stride)} with
 * valid; with an output padding p, {@code (n - 1) · stride + e % 2 + p} with same and {@code (n - 1) · stride + e + p}
 * with valid, where {@code e = (k - 1) · dilation + 1}. Source: {@code keras.layers.Conv1DTranspose}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(conv1dTranspose(4, 3).strides(2)); // (?, 21, 4)
 * }</pre>
 */
public final class Conv1DTranspose extends ConvTranspose<Conv1DTranspose> {
    static final Schema<Conv1DTranspose> SCHEMA = schema("Conv1DTranspose", Conv1DTranspose::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private Conv1DTranspose(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static Conv1DTranspose of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
