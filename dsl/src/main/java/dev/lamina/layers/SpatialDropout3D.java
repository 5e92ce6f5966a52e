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
 * <p>Shapes: x (batch, depth, rows, columns, channels), or channels before the spatial axes with {@code channels_first} -> the same. Source: {@code
 * keras.layers.SpatialDropout3D}; Tompson et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 8, 8, 4);
 * SymbolicTensor y = x.then(spatialDropout3d(0.25)); // (?, 8, 8, 8, 4)
 * }</pre>
 */
public final class SpatialDropout3D extends SpatialDropout<SpatialDropout3D> {
    static final Schema<SpatialDropout3D> SCHEMA = spatial("SpatialDropout3D", SpatialDropout3D::new);
    private static final Field<DataFormat> DATA_FORMAT = SCHEMA.add(Fields.choice("data_format", DataFormat.class)
            .orElse(DataFormat.CHANNELS_LAST)
            .nullMeansDefault());

    private SpatialDropout3D(Config config) {
        super(SCHEMA, config, 3);
    }

    static SpatialDropout3D of(double rate) {
        return SCHEMA.create(Config.empty().set(RATE, rate));
    }

    /** Where the channels are; last by default. */
    public SpatialDropout3D dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    @Override
    DataFormat format() {
        return get(DATA_FORMAT);
    }
}
