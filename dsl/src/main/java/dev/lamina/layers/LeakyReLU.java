package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Rectifiers;

/**
 * Rectifier with a slope: x where it is positive, {@code negative_slope · x} elsewhere.
 *
 * <p>Shapes: x (…) -> (…). Source: {@code keras.layers.LeakyReLU}; Maas, Hannun and Ng 2013.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = x.then(leakyReLU().negativeSlope(0.1)); // (?, 10)
 * }</pre>
 */
public final class LeakyReLU extends Layer<LeakyReLU> {
    static final Schema<LeakyReLU> SCHEMA = schema("LeakyReLU", LeakyReLU::new);
    private static final Field<Double> NEGATIVE_SLOPE =
            SCHEMA.add(Fields.number("negative_slope", "a number of at least 0", value -> value >= 0)
                    .orElse(0.3)
                    .formerly("alpha"));

    private LeakyReLU(Config config) {
        super(SCHEMA, config);
    }

    static LeakyReLU of() {
        return SCHEMA.create(Config.empty());
    }

    /** The slope below 0; 0.3 by default. */
    public LeakyReLU negativeSlope(double slope) {
        return with(NEGATIVE_SLOPE, slope);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return Rectifiers.leakyRelu(x, get(NEGATIVE_SLOPE));
    }
}
