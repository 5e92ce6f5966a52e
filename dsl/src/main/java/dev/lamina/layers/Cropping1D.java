package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;

/**
 * Takes steps away from the borders of sequences.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, steps - before - behind, channels). Source: {@code
 * keras.layers.Cropping1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(cropping1d(1)); // (?, 8, 3)
 * }</pre>
 */
public final class Cropping1D extends Layer<Cropping1D> {
    static final Schema<Cropping1D> SCHEMA = schema("Cropping1D", Cropping1D::new);
    private static final Field<Sides> SIDES =
            SCHEMA.add(Field.of("cropping", Sides.codec(1)).orElse(Sides.of(1, 1)));

    private Cropping1D(Config config) {
        super(SCHEMA, config);
    }

    static Cropping1D of(int... sizes) {
        return SCHEMA.create(sizes.length == 0 ? Config.empty() : Config.empty().set(SIDES, Sides.of(1, sizes)));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Borders.crop(x, get(SIDES), DataFormat.CHANNELS_LAST);
    }
}
