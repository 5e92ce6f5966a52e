package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes each image from the upper end of the value range in training, with a random probability; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomInvert}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomInvert(0.5)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomInvert extends RandomImageLayer<RandomInvert> {
    static final Schema<RandomInvert> SCHEMA = images("RandomInvert", RandomInvert::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomInvert(Config config) {
        super(SCHEMA, config);
    }

    static RandomInvert of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomInvert valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor inverts = draws.happens(images, factor());
        double upper = ValueRange.of(get(VALUE_RANGE)).upper();
        return x -> Selection.where(inverts, Elementwise.subtract(upper, x), x);
    }
}
