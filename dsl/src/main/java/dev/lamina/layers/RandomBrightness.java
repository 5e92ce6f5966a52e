package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Adds a random part of the value range to each image in training, and keeps within the range; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomBrightness}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomBrightness(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomBrightness extends RandomImageLayer<RandomBrightness> {
    static final Schema<RandomBrightness> SCHEMA = images("RandomBrightness", RandomBrightness::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", -1, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomBrightness(Config config) {
        super(SCHEMA, config);
    }

    static RandomBrightness of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomBrightness valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        SymbolicTensor delta =
                draws.each(images, factor().lower(), factor().upper()).times(range.width());
        return x -> range.clip(x.plus(delta));
    }
}
