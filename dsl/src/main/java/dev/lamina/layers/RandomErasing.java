package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Selection;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills a rectangle of each image in training, with a random probability; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomErasing}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomErasing(0.5).fillValue(0)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomErasing extends RandomImageLayer<RandomErasing> {
    static final Schema<RandomErasing> SCHEMA = images("RandomErasing", RandomErasing::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(1);
    private static final Factor.Key SCALE = Factor.Key.bounded("scale", 0, 1).orElse(0.02, 0.33);

    static {
        SCHEMA.add(FACTOR.field());
        SCHEMA.add(SCALE.field());
    }

    private static final Field<@Nullable List<Double>> FILL_VALUE =
            SCHEMA.add(Fields.numbers("fill_value").orNull());
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomErasing(Config config) {
        super(SCHEMA, config);
        List<Double> values = get(FILL_VALUE);
        if (values != null && values.size() != 1 && values.size() != 3) {
            throw new ConfigException(
                    "RandomErasing: fill_value must be a number or a list of three numbers; received " + values);
        }
    }

    static RandomErasing of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The squares of the rectangle's sides, as parts of the image's: up to one number, or between two; 0.02 to 0.33 by default. */
    public RandomErasing scale(double... scale) {
        return with(SCALE.field(), SCALE.given(scale));
    }

    /** What the rectangle is filled with: one number, or one for each of three channels; noise by default. */
    public RandomErasing fillValue(double... value) {
        return with(FILL_VALUE, DoubleStream.of(value).boxed().toList());
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomErasing valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        ImageSides sides = new ImageSides(images, dataFormat());
        Factor scale = SCALE.of(get(SCALE.field()));
        SymbolicTensor width = Elementwise.sqrt(draws.each(images, scale.lower(), scale.upper()));
        SymbolicTensor height = Elementwise.sqrt(draws.each(images, scale.lower(), scale.upper()));
        ImageBox box = ImageBox.drawn(sides, draws, width, height);
        SymbolicTensor happens = Logic.logicalAnd(draws.happens(images, FACTOR.of(get(FACTOR.field()))), box.inside());
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        SymbolicTensor fill = range.clip(fill(images, draws, range));
        return x -> Selection.where(happens, fill, x);
    }

    private SymbolicTensor fill(SymbolicTensor images, Draws draws, ValueRange range) {
        List<Double> values = get(FILL_VALUE);
        if (values == null) {
            return draws.normalLike(images).times(range.upper());
        }
        double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return Selection.zerosLike(images)
                .plus(Arithmetic.literal(NdArray.of(numbers, numbers.length).cast(DType.FLOAT32)));
    }
}
