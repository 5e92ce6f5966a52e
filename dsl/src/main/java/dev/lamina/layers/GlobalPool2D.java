package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;

/** What pools over whole images have in common. */
abstract class GlobalPool2D<S extends GlobalPool2D<S>> extends Layer<S> {
    private static final Field<DataFormat> DATA_FORMAT =
            Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST);
    private static final Field<Boolean> KEEPDIMS = Fields.bool("keepdims").orElse(false);

    GlobalPool2D(Schema<S> schema, Config config) {
        super(schema, config);
    }

    static <S> Schema<S> add(Schema<S> schema) {
        schema.add(DATA_FORMAT);
        schema.add(KEEPDIMS);
        return schema;
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public final S dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    /** Whether height and width stay, with size 1; false by default. */
    public final S keepdims(boolean keepdims) {
        return with(KEEPDIMS, keepdims);
    }

    abstract SymbolicTensor reduce(SymbolicTensor x, boolean keepdims, int height, int width);

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, 2);
        int first = PerAxis.first(get(DATA_FORMAT));
        return reduce(x, get(KEEPDIMS), first, first + 1);
    }
}
