package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Pads;
import java.util.List;

/**
 * Adds rows and columns of zeros around images.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, top + height + bottom, left + width + right, channels). Source:
 * {@code keras.layers.ZeroPadding2D}.
 */
public final class ZeroPadding2D extends Layer<ZeroPadding2D> {
    static final Schema<ZeroPadding2D> SCHEMA = schema("ZeroPadding2D", ZeroPadding2D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("padding", Sides.CODEC).orElse(Sides.of(1)));
    private static final Field<DataFormat> DATA_FORMAT =
            SCHEMA.add(Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST));

    private ZeroPadding2D(Config config) {
        super(SCHEMA, config);
    }

    static ZeroPadding2D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(sizes)));
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public ZeroPadding2D dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, 2);
        Sides sides = get(SIDES);
        List<Integer> none = List.of(0, 0);
        List<Integer> height = List.of(sides.top(), sides.bottom());
        List<Integer> width = List.of(sides.left(), sides.right());
        return Pads.pad(
                x,
                get(DATA_FORMAT) == DataFormat.CHANNELS_LAST
                        ? List.of(none, height, width, none)
                        : List.of(none, none, height, width),
                0);
    }
}
