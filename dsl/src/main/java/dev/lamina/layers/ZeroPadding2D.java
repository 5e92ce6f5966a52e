package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Adds rows and columns of zeros around images.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, top + height + bottom, left + width + right, channels).
 * Source: {@code keras.layers.ZeroPadding2D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 3);
 * SymbolicTensor y = x.then(zeroPadding2d(1)); // (?, 12, 11, 3)
 * }</pre>
 */
public final class ZeroPadding2D extends SpatialLayer<ZeroPadding2D> {
    static final Schema<ZeroPadding2D> SCHEMA = schema("ZeroPadding2D", ZeroPadding2D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("padding", Sides.codec(2)).orElse(Sides.of(2, 1)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private ZeroPadding2D(Config config) {
        super(SCHEMA, config);
    }

    static ZeroPadding2D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(2, sizes)));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Borders.pad(x, get(SIDES), dataFormat());
    }
}
