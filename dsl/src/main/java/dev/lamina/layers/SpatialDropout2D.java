package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;

/**
 * Sets whole channels of an example to zero at random in training and multiplies the others by {@code 1 / (1 - rate)}; gives
 * its input back in inference. Neighbours in a channel are alike, so that a dropout of single elements would hide little.
 *
 * <p>Shapes: x (batch, rows, columns, channels), or channels before the spatial axes with {@code channels_first} -> the same. Source: {@code
 * keras.layers.SpatialDropout2D}; Tompson et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 16);
 * SymbolicTensor y = x.then(spatialDropout2d(0.25)); // (?, 28, 28, 16)
 * }</pre>
 */
public final class SpatialDropout2D extends SpatialDropout<SpatialDropout2D> {
    static final Schema<SpatialDropout2D> SCHEMA = spatial("SpatialDropout2D", SpatialDropout2D::new);
    private static final Field<DataFormat> DATA_FORMAT = SCHEMA.add(Fields.choice("data_format", DataFormat.class)
            .orElse(DataFormat.CHANNELS_LAST)
            .nullMeansDefault());

    private SpatialDropout2D(Config config) {
        super(SCHEMA, config, 2);
    }

    static SpatialDropout2D of(double rate) {
        return SCHEMA.create(Config.empty().set(RATE, rate));
    }

    /** Where the channels are; last by default. */
    public SpatialDropout2D dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    @Override
    DataFormat format() {
        return get(DATA_FORMAT);
    }
}
