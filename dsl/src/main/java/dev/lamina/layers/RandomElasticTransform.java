package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Filters;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Warps;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Distorts each image by a smooth random field in training, with a random probability; gives its input back in inference. As in Keras the
 * field moves elements along the diagonal, and the strength is the same for all images of a batch.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomElasticTransform}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomElasticTransform(0.5)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomElasticTransform extends RandomImageLayer<RandomElasticTransform> {
    static final Schema<RandomElasticTransform> SCHEMA = images("RandomElasticTransform", RandomElasticTransform::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(1);
    private static final Factor.Key SCALE = Factor.Key.bounded("scale", 0, 1).orElse(1);

    static {
        SCHEMA.add(FACTOR.field());
        SCHEMA.add(SCALE.field());
    }

    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);
    private static final Field<FillMode> FILL_MODE = SCHEMA.add(Filters.ELASTIC_FILL_MODE);
    private static final Field<Double> FILL_VALUE = SCHEMA.add(Warps.FILL_VALUE);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomElasticTransform(Config config) {
        super(SCHEMA, config);
    }

    static RandomElasticTransform of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The strength: up to one number, or between two; up to 1 by default. */
    public RandomElasticTransform scale(double... scale) {
        return with(SCALE.field(), SCALE.given(scale));
    }

    /** What lies beyond the borders; {@link FillMode#REFLECT} by default. */
    public RandomElasticTransform fillMode(FillMode mode) {
        return with(FILL_MODE, mode);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandomElasticTransform interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** What is filled in where the fill mode is constant; 0 by default. */
    public RandomElasticTransform fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomElasticTransform valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        Factor factor = FACTOR.of(get(FACTOR.field()));
        Factor scale = SCALE.of(get(SCALE.field()));
        if (factor.upper() == 0 || scale.upper() == 0) {
            return x -> x;
        }
        ImageSides sides = new ImageSides(images, dataFormat());
        sides.requireKnown();
        SymbolicTensor happens = draws.happens(images, factor);
        ElasticField field = new ElasticField(sides, draws.of(scale.lower(), scale.upper()), scale.upper());
        SymbolicTensor moves = field.moves(draws.normalLike(field.plane()));
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        Config parameters = Config.empty()
                .set(Warps.ORDER, get(INTERPOLATION) == Interpolation.NEAREST ? 0 : 1)
                .set(Warps.ANY_FILL_MODE, get(FILL_MODE))
                .set(Warps.FILL_VALUE, get(FILL_VALUE));
        return x -> range.clip(Selection.where(happens, field.moved(x, moves, parameters), x));
    }
}
