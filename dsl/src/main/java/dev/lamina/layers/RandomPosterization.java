package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Rounding;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Keeps some bits of each value in training, a random number from the lower (included) to the upper (excluded) one; gives its input back
 * in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomPosterization}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomPosterization(4)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomPosterization extends RandomImageLayer<RandomPosterization> {
    static final Schema<RandomPosterization> SCHEMA = images("RandomPosterization", RandomPosterization::new);
    private static final Field<List<Integer>> FACTOR = SCHEMA.add(Fields.integers(
            "factor",
            "an integer from 1 to 8, or two of them",
            value -> value.size() == 2 && value.get(0) <= 8 && value.get(1) >= 1));
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomPosterization(Config config) {
        super(SCHEMA, config);
    }

    static RandomPosterization of(int... bits) {
        List<Integer> given = bits.length == 1
                ? List.of(1, bits[0])
                : IntStream.of(bits).sorted().boxed().toList();
        return SCHEMA.create(Config.empty().set(FACTOR, given));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomPosterization valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor bits =
                draws.wholeEach(images, get(FACTOR).get(0), get(FACTOR).get(1));
        SymbolicTensor step = Elementwise.pow(2, Elementwise.subtract(8, bits));
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> {
            SymbolicTensor whole = Rounding.floor(range.to(ValueRange.BYTES, x));
            return ValueRange.BYTES.to(range, Rounding.floor(whole.div(step)).times(step));
        };
    }
}
