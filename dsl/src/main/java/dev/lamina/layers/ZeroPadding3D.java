package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Adds planes of zeros around volumes.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, depth', height', width', channels), where each side is
 * larger by what is added on it. Source: {@code keras.layers.ZeroPadding3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(zeroPadding3d(1)); // (?, 12, 11, 10, 3)
 * }</pre>
 */
public final class ZeroPadding3D extends SpatialLayer<ZeroPadding3D> {
    static final Schema<ZeroPadding3D> SCHEMA = schema("ZeroPadding3D", ZeroPadding3D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("padding", Sides.codec(3)).orElse(Sides.of(3, 1)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private ZeroPadding3D(Config config) {
        super(SCHEMA, config);
    }

    static ZeroPadding3D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(3, sizes)));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Borders.pad(x, get(SIDES), dataFormat());
    }
}
