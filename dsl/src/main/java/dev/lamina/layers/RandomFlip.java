package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Selection;
import java.util.function.UnaryOperator;

/**
 * Mirrors images in training, each with a probability of a half; gives its input back in inference. In both directions at once an image is
 * mirrored in both or in none, as in Keras.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomFlip}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomFlip().mode(FlipMode.HORIZONTAL)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomFlip extends RandomImageLayer<RandomFlip> {
    static final Schema<RandomFlip> SCHEMA = images("RandomFlip", RandomFlip::new);

    static {
        SCHEMA.add(SEED);
    }

    private static final Field<FlipMode> MODE =
            SCHEMA.add(Fields.choice("mode", FlipMode.class).orElse(FlipMode.HORIZONTAL_AND_VERTICAL));

    private RandomFlip(Config config) {
        super(SCHEMA, config);
    }

    static RandomFlip of() {
        return SCHEMA.create(Config.empty());
    }

    /** The directions; both by default. */
    public RandomFlip mode(FlipMode mode) {
        return with(MODE, mode);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor flips = Comparisons.less(draws.each(images, 0, 1), 0.5);
        int height = new ImageSides(images, dataFormat()).axis();
        return x -> {
            SymbolicTensor result = x;
            if (get(MODE) != FlipMode.VERTICAL) {
                result = Selection.where(flips, Rearranging.flip(result, height + 1), result);
            }
            return get(MODE) == FlipMode.HORIZONTAL
                    ? result
                    : Selection.where(flips, Rearranging.flip(result, height), result);
        };
    }
}
