package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * Convolution over images in two steps, with far fewer weights than one: each channel by itself, then over the channels
 * of each place.
 *
 * <p>Shapes: x (batch, height, width, in) -> (batch, height', width', filters); depthwise_kernel (window height, window
 * width, in, multiplier), pointwise_kernel (1, 1, in · multiplier, filters), bias (filters). Sizes as in {@link Conv2D}.
 * Source: {@code keras.layers.SeparableConv2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(separableConv2d(4, 3)); // (?, 8, 7, 4)
 * }</pre>
 */
public final class SeparableConv2D extends SeparableConv<SeparableConv2D> {
    static final Schema<SeparableConv2D> SCHEMA = schema("SeparableConv2D", SeparableConv2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);

    private SeparableConv2D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static SeparableConv2D of(int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize));
    }
}
