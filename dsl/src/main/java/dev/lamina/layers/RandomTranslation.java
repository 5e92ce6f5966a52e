package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Filters;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Warps;
import java.util.function.UnaryOperator;

/**
 * Moves each image in training, by parts of its height and width; gives its input back in inference. Upper ends are towards the bottom and
 * the right.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomTranslation}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomTranslation(0.1, 0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomTranslation extends RandomImageLayer<RandomTranslation> {
    static final Schema<RandomTranslation> SCHEMA = images("RandomTranslation", RandomTranslation::new);
    private static final Factor.Key HEIGHT_FACTOR = Factor.Key.symmetric("height_factor", -1, 1);
    private static final Factor.Key WIDTH_FACTOR = Factor.Key.symmetric("width_factor", -1, 1);

    static {
        SCHEMA.add(HEIGHT_FACTOR.field());
        SCHEMA.add(WIDTH_FACTOR.field());
    }

    private static final Field<FillMode> FILL_MODE = SCHEMA.add(Filters.ELASTIC_FILL_MODE);
    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);

    static {
        SCHEMA.add(SEED);
    }

    private static final Field<Double> FILL_VALUE = SCHEMA.add(Warps.FILL_VALUE);

    private RandomTranslation(Config config) {
        super(SCHEMA, config);
    }

    static RandomTranslation of(double heightFactor, double widthFactor) {
        return SCHEMA.create(Config.empty()
                .set(HEIGHT_FACTOR.field(), HEIGHT_FACTOR.given(heightFactor))
                .set(WIDTH_FACTOR.field(), WIDTH_FACTOR.given(widthFactor)));
    }

    /** How far images move up or down: up to one number either way, or between two. */
    public RandomTranslation heightFactor(double... factor) {
        return with(HEIGHT_FACTOR.field(), HEIGHT_FACTOR.given(factor));
    }

    /** How far images move to the left or to the right: up to one number either way, or between two. */
    public RandomTranslation widthFactor(double... factor) {
        return with(WIDTH_FACTOR.field(), WIDTH_FACTOR.given(factor));
    }

    /** What lies beyond the borders; {@link FillMode#REFLECT} by default. */
    public RandomTranslation fillMode(FillMode mode) {
        return with(FILL_MODE, mode);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandomTranslation interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** What is filled in where the fill mode is constant; 0 by default. */
    public RandomTranslation fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        ImageSides sides = new ImageSides(images, dataFormat());
        Factor height = HEIGHT_FACTOR.of(get(HEIGHT_FACTOR.field()));
        Factor width = WIDTH_FACTOR.of(get(WIDTH_FACTOR.field()));
        SymbolicTensor down =
                draws.column(images, height.lower(), height.upper()).times(sides.side(0));
        SymbolicTensor right =
                draws.column(images, width.lower(), width.upper()).times(sides.side(1));
        SymbolicTensor matrix = AffineMatrix.translation(right, down);
        return x -> AffineMatrix.applied(x, matrix, dataFormat(), get(INTERPOLATION), get(FILL_MODE), get(FILL_VALUE));
    }
}
