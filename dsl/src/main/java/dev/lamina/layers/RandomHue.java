package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Colors;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Turns the hue of each image in training, by up to half of the colour circle; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomHue}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomHue(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomHue extends RandomImageLayer<RandomHue> {
    static final Schema<RandomHue> SCHEMA = images("RandomHue", RandomHue::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomHue(Config config) {
        super(SCHEMA, config);
    }

    static RandomHue of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomHue valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    private Factor factor() {
        return FACTOR.of(get(FACTOR.field()));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor right = Comparisons.less(draws.each(images, 0, 1), 0.5);
        SymbolicTensor size = draws.each(images, factor().lower(), factor().upper());
        SymbolicTensor turn = Selection.where(right, size, size.unaryMinus()).times(0.5);
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> {
            List<SymbolicTensor> hsv = channels(Colors.rgbToHsv(range.to(ValueRange.UNIT, x), dataFormat()));
            SymbolicTensor turned = hsv.get(0).plus(turn);
            SymbolicTensor below = Selection.where(Comparisons.greater(turned, 1), turned.minus(1), turned);
            SymbolicTensor hue = Selection.where(Comparisons.less(below, 0), below.plus(1), below);
            SymbolicTensor rgb = Colors.hsvToRgb(joined(List.of(hue, hsv.get(1), hsv.get(2))), dataFormat());
            return ValueRange.UNIT.to(range, ValueRange.UNIT.clip(rgb));
        };
    }

    private List<SymbolicTensor> channels(SymbolicTensor x) {
        return Joining.split(x, 3, new ImageSides(x, dataFormat()).channelAxis());
    }

    private SymbolicTensor joined(List<SymbolicTensor> channels) {
        return Shapes.concatenate(channels, new ImageSides(channels.get(0), dataFormat()).channelAxis());
    }
}
