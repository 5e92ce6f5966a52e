package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Takes rows and columns away from the borders of images.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height - top - bottom, width - left - right, channels).
 * Source: {@code keras.layers.Cropping2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(cropping2d(1)); // (?, 8, 7, 3)
 * }</pre>
 */
public final class Cropping2D extends SpatialLayer<Cropping2D> {
    static final Schema<Cropping2D> SCHEMA = schema("Cropping2D", Cropping2D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("cropping", Sides.codec(2)).orElse(Sides.of(2, 1)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private Cropping2D(Config config) {
        super(SCHEMA, config);
    }

    static Cropping2D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(2, sizes)));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Borders.crop(x, get(SIDES), dataFormat());
    }
}
