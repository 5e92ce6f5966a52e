package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Adds a random amount to each image in training and turns the values from a random threshold on: {@code v} becomes {@code 255 - v}
 * where it is not below the threshold. Gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.Solarization}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(solarization().thresholdFactor(0.5)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class Solarization extends RandomImageLayer<Solarization> {
    static final Schema<Solarization> SCHEMA = images("Solarization", Solarization::new);
    private static final Factor.Key ADDITION_FACTOR =
            Factor.Key.fromZero("addition_factor").orElse(0);
    private static final Factor.Key THRESHOLD_FACTOR =
            Factor.Key.fromZero("threshold_factor").orElse(0);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(ADDITION_FACTOR.field());
        SCHEMA.add(THRESHOLD_FACTOR.field());
        SCHEMA.add(SEED);
    }

    private Solarization(Config config) {
        super(SCHEMA, config);
    }

    static Solarization of() {
        return SCHEMA.create(Config.empty());
    }

    /** How much is added, as a part of 255: up to one number, or between two; 0 by default. */
    public Solarization additionFactor(double... factor) {
        return with(ADDITION_FACTOR.field(), ADDITION_FACTOR.given(factor));
    }

    /** The threshold, as a part of 255: up to one number, or between two; 0 by default. */
    public Solarization thresholdFactor(double... factor) {
        return with(THRESHOLD_FACTOR.field(), THRESHOLD_FACTOR.given(factor));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public Solarization valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor addition = amount(images, draws, ADDITION_FACTOR);
        SymbolicTensor threshold = amount(images, draws, THRESHOLD_FACTOR);
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> {
            SymbolicTensor sum =
                    ValueRange.BYTES.clip(range.to(ValueRange.BYTES, x).plus(addition));
            SymbolicTensor turned =
                    Selection.where(Comparisons.less(sum, threshold), sum, Elementwise.subtract(255, sum));
            return ValueRange.BYTES.to(range, turned);
        };
    }

    /** Keras multiplies the upper end by 255, and the lower one not. */
    private SymbolicTensor amount(SymbolicTensor images, Draws draws, Factor.Key key) {
        Factor factor = key.of(get(key.field()));
        return draws.each(images, factor.lower(), factor.upper() * 255);
    }
}
