package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;

/**
 * Sets whole channels of an example to zero at random in training and multiplies the others by {@code 1 / (1 - rate)}; gives
 * its input back in inference. Neighbours in a channel are alike, so that a dropout of single elements would hide little.
 *
 * <p>Shapes: x (batch, steps, channels) -> the same. Source: {@code
 * keras.layers.SpatialDropout1D}; Tompson et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = x.then(spatialDropout1d(0.25)); // (?, 10, 64)
 * }</pre>
 */
public final class SpatialDropout1D extends SpatialDropout<SpatialDropout1D> {
    static final Schema<SpatialDropout1D> SCHEMA = spatial("SpatialDropout1D", SpatialDropout1D::new);

    private SpatialDropout1D(Config config) {
        super(SCHEMA, config, 1);
    }

    static SpatialDropout1D of(double rate) {
        return SCHEMA.create(Config.empty().set(RATE, rate));
    }

    @Override
    DataFormat format() {
        return DataFormat.CHANNELS_LAST;
    }
}
