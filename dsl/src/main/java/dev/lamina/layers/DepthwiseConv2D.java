package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over images that filters each channel by itself. Output channel {@code c · multiplier + m} is the m-th
 * filter of channel c.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', in · multiplier); kernel (window height, window
 * width, in, multiplier), bias (in · multiplier). Sizes as in {@link Conv2D}. Source: {@code
 * keras.layers.DepthwiseConv2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(depthwiseConv2d(3).depthMultiplier(2)); // (?, 8, 7, 6)
 * }</pre>
 */
public final class DepthwiseConv2D extends DepthwiseConv<DepthwiseConv2D> {
    static final Schema<DepthwiseConv2D> SCHEMA = schema("DepthwiseConv2D", DepthwiseConv2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private DepthwiseConv2D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static DepthwiseConv2D of(int... kernelSize) {
        return SCHEMA.create(KEYS.config(kernelSize));
    }
}
