package dev.lamina.layers;

import dev.lamina.Layer;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;

/** What layers without weights have in common that act on the spatial axes of sequences, images or volumes. */
abstract class SpatialLayer<S extends SpatialLayer<S>> extends Layer<S> {
    static final Field<DataFormat> DATA_FORMAT =
            Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST);

    SpatialLayer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public final S dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    final DataFormat dataFormat() {
        return get(DATA_FORMAT);
    }
}
