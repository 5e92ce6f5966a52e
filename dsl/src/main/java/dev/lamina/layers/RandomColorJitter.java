package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Changes brightness, contrast, saturation and hue of each image in training, those that are given a factor, in this order; gives its
 * input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomColorJitter}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomColorJitter().brightnessFactor(0.2).hueFactor(0.1)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomColorJitter extends RandomImageLayer<RandomColorJitter> {
    static final Schema<RandomColorJitter> SCHEMA = images("RandomColorJitter", RandomColorJitter::new);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);
    private static final Field<@Nullable List<Double>> BRIGHTNESS_FACTOR = SCHEMA.add(factor("brightness_factor", -1));
    private static final Field<@Nullable List<Double>> CONTRAST_FACTOR = SCHEMA.add(factor("contrast_factor", 0));
    private static final Field<@Nullable List<Double>> SATURATION_FACTOR = SCHEMA.add(factor("saturation_factor", -1));
    private static final Field<@Nullable List<Double>> HUE_FACTOR = SCHEMA.add(factor("hue_factor", 0));

    static {
        SCHEMA.add(SEED);
    }

    private RandomColorJitter(Config config) {
        super(SCHEMA, config);
    }

    private static Field<@Nullable List<Double>> factor(String key, double least) {
        return Factor.Key.raw(key, least, 1).field().orNull();
    }

    static RandomColorJitter of() {
        return SCHEMA.create(Config.empty());
    }

    /** See {@link RandomBrightness}. */
    public RandomColorJitter brightnessFactor(double... factor) {
        return with(BRIGHTNESS_FACTOR, DoubleStream.of(factor).boxed().toList());
    }

    /** See {@link RandomContrast}. */
    public RandomColorJitter contrastFactor(double... factor) {
        return with(CONTRAST_FACTOR, DoubleStream.of(factor).boxed().toList());
    }

    /** See {@link RandomSaturation}. */
    public RandomColorJitter saturationFactor(double... factor) {
        return with(SATURATION_FACTOR, DoubleStream.of(factor).boxed().toList());
    }

    /** See {@link RandomHue}. */
    public RandomColorJitter hueFactor(double... factor) {
        return with(HUE_FACTOR, DoubleStream.of(factor).boxed().toList());
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomColorJitter valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        List<UnaryOperator<SymbolicTensor>> changes =
                layers().stream().map(layer -> layer.drawn(images, draws)).toList();
        return x -> {
            SymbolicTensor result = x;
            for (UnaryOperator<SymbolicTensor> change : changes) {
                result = change.apply(result);
            }
            return result;
        };
    }

    private List<RandomImageLayer<?>> layers() {
        double[] range = numbers(get(VALUE_RANGE));
        List<RandomImageLayer<?>> layers = new ArrayList<>();
        add(
                layers,
                get(BRIGHTNESS_FACTOR),
                factor -> RandomBrightness.of(factor).valueRange(range));
        add(
                layers,
                get(CONTRAST_FACTOR),
                factor -> RandomContrast.of(factor).valueRange(range).dataFormat(dataFormat()));
        add(
                layers,
                get(SATURATION_FACTOR),
                factor -> RandomSaturation.of(factor).valueRange(range).dataFormat(dataFormat()));
        add(
                layers,
                get(HUE_FACTOR),
                factor -> RandomHue.of(factor).valueRange(range).dataFormat(dataFormat()));
        return layers;
    }

    private static void add(
            List<RandomImageLayer<?>> layers,
            @Nullable List<Double> factor,
            Function<double[], RandomImageLayer<?>> layer) {
        if (factor != null) {
            layers.add(layer.apply(numbers(factor)));
        }
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
