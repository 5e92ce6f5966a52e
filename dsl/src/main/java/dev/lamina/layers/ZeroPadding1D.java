package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Adds steps of zeros around sequences.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, before + steps + behind, channels). Source: {@code
 * keras.layers.ZeroPadding1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(zeroPadding1d(1)); // (?, 12, 3)
 * }</pre>
 */
public final class ZeroPadding1D extends SpatialLayer<ZeroPadding1D> {
    static final Schema<ZeroPadding1D> SCHEMA = schema("ZeroPadding1D", ZeroPadding1D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("padding", Sides.codec(1)).orElse(Sides.of(1, 1)));

    static {
        SCHEMA.add(DATA_FORMAT);
    }

    private ZeroPadding1D(Config config) {
        super(SCHEMA, config);
    }

    static ZeroPadding1D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(1, sizes)));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Borders.pad(x, get(SIDES), dataFormat());
    }
}
