package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over sequences in two steps, with far fewer weights than one: each channel by itself, then over the
 * channels of each place.
 *
 * <p>Shapes: x (batch, steps, in) -> (batch, steps', filters); depthwise_kernel (window, in, multiplier),
 * pointwise_kernel (1, in · multiplier, filters), bias (filters). Sizes as in {@link Conv1D}. Source: {@code
 * keras.layers.SeparableConv1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(separableConv1d(4, 3)); // (?, 8, 4)
 * }</pre>
 */
public final class SeparableConv1D extends SeparableConv<SeparableConv1D> {
    static final Schema<SeparableConv1D> SCHEMA = schema("SeparableConv1D", SeparableConv1D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private SeparableConv1D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static SeparableConv1D of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
