package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Colors;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Multiplies the saturation of each image by {@code f / (1 - f)} in training: none at 0, unchanged at 0.5; gives its input back in
 * inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomSaturation}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomSaturation(0.3, 0.7)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomSaturation extends RandomImageLayer<RandomSaturation> {
    /** Keras's epsilon. */
    private static final double EPSILON = 1e-7;

    static final Schema<RandomSaturation> SCHEMA = images("RandomSaturation", RandomSaturation::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", -1, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomSaturation(Config config) {
        super(SCHEMA, config);
    }

    static RandomSaturation of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomSaturation valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor factor = draws.each(images, factor().lower(), factor().upper());
        SymbolicTensor scale = factor.div(Elementwise.subtract(1, factor).plus(EPSILON));
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> {
            List<SymbolicTensor> hsv = channels(Colors.rgbToHsv(x, dataFormat()));
            SymbolicTensor saturation = range.clip(hsv.get(1).times(scale));
            return Colors.hsvToRgb(joined(List.of(hsv.get(0), saturation, hsv.get(2))), dataFormat());
        };
    }

    private List<SymbolicTensor> channels(SymbolicTensor x) {
        return Joining.split(x, 3, new ImageSides(x, dataFormat()).channelAxis());
    }

    private SymbolicTensor joined(List<SymbolicTensor> channels) {
        return Shapes.concatenate(channels, new ImageSides(channels.get(0), dataFormat()).channelAxis());
    }
}
