package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Colors;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Selection;
import java.util.function.UnaryOperator;

/**
 * Takes the colours from images in training, each with a probability; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomGrayscale}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomGrayscale(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomGrayscale extends RandomImageLayer<RandomGrayscale> {
    static final Schema<RandomGrayscale> SCHEMA = images("RandomGrayscale", RandomGrayscale::new);
    private static final Field<Double> FACTOR =
            SCHEMA.add(Fields.number("factor", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.5));

    static {
        // Keras does not write the seed.
        SCHEMA.add(SEED.omittedByDefault());
    }

    private RandomGrayscale(Config config) {
        super(SCHEMA, config);
    }

    static RandomGrayscale of(double factor) {
        return SCHEMA.create(Config.empty().set(FACTOR, factor));
    }

    /** Integers stay integers. */
    @Override
    SymbolicTensor prepared(SymbolicTensor images) {
        return images;
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor gray = Comparisons.less(draws.each(images, 0, 1), get(FACTOR));
        return x -> Selection.where(gray, Colors.rgbToGrayscale(x, dataFormat()), x);
    }
}
