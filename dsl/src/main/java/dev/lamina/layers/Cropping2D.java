package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.DataFormat;

/**
 * Takes rows and columns away from the borders of images.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height - top - bottom, width - left - right, channels). Source:
 * {@code keras.layers.Cropping2D}.
 */
public final class Cropping2D extends Layer<Cropping2D> {
    static final Schema<Cropping2D> SCHEMA = schema("Cropping2D", Cropping2D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("cropping", Sides.CODEC).orElse(Sides.of(1)));
    private static final Field<DataFormat> DATA_FORMAT =
            SCHEMA.add(Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST));

    private Cropping2D(Config config) {
        super(SCHEMA, config);
    }

    static Cropping2D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(sizes)));
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public Cropping2D dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, 2);
        Sides sides = get(SIDES);
        int first = PerAxis.first(get(DATA_FORMAT));
        Index height = part(x, first, sides.top(), sides.bottom());
        Index width = part(x, first + 1, sides.left(), sides.right());
        return first == 1 ? x.get(Index.all(), height, width) : x.get(Index.all(), Index.all(), height, width);
    }

    private static Index part(SymbolicTensor x, int axis, int before, int behind) {
        int size = x.shape().size(axis);
        if (size != Shape.UNKNOWN && size <= before + behind) {
            throw ShapeException.because("takes away more than there is")
                    .differs("axis " + axis + ": the input has " + size + ", " + before + " and " + behind + " go")
                    .remedy("smaller crops, or a larger input");
        }
        return behind == 0 ? Index.from(before) : Index.range(before, -behind);
    }
}
