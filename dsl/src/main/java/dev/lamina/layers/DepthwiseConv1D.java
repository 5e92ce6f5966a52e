package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over sequences that filters each channel by itself. Output channel {@code c · multiplier + m} is the m-th
 * filter of channel c.
 *
 * <p>Shapes: x (batch, steps, in) -> (batch, steps', in · multiplier); kernel (window, in, multiplier), bias (in ·
 * multiplier). Sizes as in {@link Conv1D}. Source: {@code keras.layers.DepthwiseConv1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(depthwiseConv1d(3).depthMultiplier(2)); // (?, 8, 6)
 * }</pre>
 */
public final class DepthwiseConv1D extends DepthwiseConv<DepthwiseConv1D> {
    static final Schema<DepthwiseConv1D> SCHEMA = schema("DepthwiseConv1D", DepthwiseConv1D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 1);

    private DepthwiseConv1D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static DepthwiseConv1D of(int... kernelSize) {
        return SCHEMA.create(KEYS.config(kernelSize));
    }
}
