package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Moves the values of each image away from the mean of each channel in training: by a factor from {@code 1 - lower} to {@code 1 +
 * upper}; keeps within the range. Gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomContrast}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomContrast(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomContrast extends RandomImageLayer<RandomContrast> {
    static final Schema<RandomContrast> SCHEMA = images("RandomContrast", RandomContrast::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomContrast(Config config) {
        super(SCHEMA, config);
    }

    static RandomContrast of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomContrast valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        int first = new ImageSides(images, dataFormat()).axis();
        SymbolicTensor factor = draws.each(images, 1 - factor().lower(), 1 + factor().upper());
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> {
            SymbolicTensor mean = Reductions.meanKeepingDims(x, first, first + 1);
            return range.clip(x.minus(mean).times(factor).plus(mean));
        };
    }
}
