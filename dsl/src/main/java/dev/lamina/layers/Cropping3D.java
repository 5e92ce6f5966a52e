package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Takes planes away from the borders of volumes.
 *
 * <p>Shapes: x (batch, depth, height, width, channels) -> (batch, depth', height', width', channels), where each side is
 * smaller by what is taken away on it. Source: {@code keras.layers.Cropping3D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 9, 8, 3);
 * SymbolicTensor y = x.then(cropping3d(1)); // (?, 8, 7, 6, 3)
 * }</pre>
 */
public final class Cropping3D extends SpatialLayer<Cropping3D> {
    static final Schema<Cropping3D> SCHEMA = schema("Cropping3D", Cropping3D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("cropping", Sides.codec(3)).orElse(Sides.of(3, 1)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private Cropping3D(Config config) {
        super(SCHEMA, config);
    }

    static Cropping3D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(3, sizes)));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Borders.crop(x, get(SIDES), dataFormat());
    }
}
