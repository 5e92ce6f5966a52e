package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Mixes each image with a smoothed one in training: a factor of 0 smooths, 0.5 changes nothing, 1 sharpens. Gives its input back in
 * inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomSharpness}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomSharpness(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomSharpness extends RandomImageLayer<RandomSharpness> {
    static final Schema<RandomSharpness> SCHEMA = images("RandomSharpness", RandomSharpness::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomSharpness(Config config) {
        super(SCHEMA, config);
    }

    static RandomSharpness of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomSharpness valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor factor = draws.each(images, factor().lower(), factor().upper());
        SymbolicTensor smooth = Elementwise.subtract(1, factor.times(2));
        int channels = new ImageSides(images, dataFormat()).channels();
        SymbolicTensor kernel = Arithmetic.literal(kernel(channels));
        Config same = Config.empty().set(Convolutions.PADDING, Padding.SAME).set(Nn.DATA_FORMAT, dataFormat());
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> range.clip(
                x.plus(smooth.times(Convolutions.depthwiseConv(x, kernel, same).minus(x))));
    }

    /** The middle counts five times. */
    private static NdArray kernel(int channels) {
        float[] weights = new float[9 * channels];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i / channels == 4 ? 5f / 13 : 1f / 13;
        }
        return NdArray.of(weights, 3, 3, channels, 1);
    }
}
