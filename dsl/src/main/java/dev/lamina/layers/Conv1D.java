package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over sequences: {@code activation(x ∗ kernel + bias)}, without flipping the kernel. With {@link
 * dev.lamina.ops.Padding#CAUSAL} an output sees no later input.
 *
 * <p>Shapes: x (batch, steps, in) -> (batch, steps', filters); kernel (window, in / groups, filters), bias (filters). The
 * length n becomes {@code floor((n - (k - 1) · dilation - 1) / stride) + 1} with valid padding and {@code ceil(n /
 * stride)} with same or causal. Source: {@code keras.layers.Conv1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(conv1d(4, 3)); // (?, 8, 4)
 * }</pre>
 */
public final class Conv1D extends Conv<Conv1D> {
    static final Schema<Conv1D> SCHEMA = schema("Conv1D", Conv1D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private Conv1D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    @Override
    boolean allowsCausal() {
        return true;
    }

    static Conv1D of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
