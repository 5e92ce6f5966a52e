package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Colors;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Mixes each image with its gray values in training: all gray at a factor of 1; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomColorDegeneration}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomColorDegeneration(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomColorDegeneration extends RandomImageLayer<RandomColorDegeneration> {
    static final Schema<RandomColorDegeneration> SCHEMA =
            images("RandomColorDegeneration", RandomColorDegeneration::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", -1, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomColorDegeneration(Config config) {
        super(SCHEMA, config);
    }

    static RandomColorDegeneration of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomColorDegeneration valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor factor = draws.each(images, factor().lower(), factor().upper());
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> range.clip(
                x.plus(factor.times(Colors.rgbToGrayscale(x, dataFormat()).minus(x))));
    }
}
