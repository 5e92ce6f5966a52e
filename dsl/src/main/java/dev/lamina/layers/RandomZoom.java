package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Filters;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Warps;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Zooms into or out of the middle of each image in training: a factor of 0.2 shows 1.2 times as much; gives its input back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomZoom}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomZoom(0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomZoom extends RandomImageLayer<RandomZoom> {
    static final Schema<RandomZoom> SCHEMA = images("RandomZoom", RandomZoom::new);
    private static final Factor.Key HEIGHT_FACTOR = Factor.Key.symmetric("height_factor", Math.nextUp(-1.0), 1);
    private static final Field<@Nullable List<Double>> WIDTH_FACTOR =
            Factor.Key.symmetric("width_factor", Math.nextUp(-1.0), 1).field().orNull();

    static {
        SCHEMA.add(HEIGHT_FACTOR.field());
        SCHEMA.add(WIDTH_FACTOR);
    }

    private static final Field<FillMode> FILL_MODE = SCHEMA.add(Filters.ELASTIC_FILL_MODE);
    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);

    static {
        SCHEMA.add(SEED);
    }

    private static final Field<Double> FILL_VALUE = SCHEMA.add(Warps.FILL_VALUE);

    private RandomZoom(Config config) {
        super(SCHEMA, config);
    }

    static RandomZoom of(double... heightFactor) {
        return SCHEMA.create(Config.empty().set(HEIGHT_FACTOR.field(), HEIGHT_FACTOR.given(heightFactor)));
    }

    /** Another factor for the width: up to one number either way, or between two; that of the height by default. */
    public RandomZoom widthFactor(double... factor) {
        return with(WIDTH_FACTOR, HEIGHT_FACTOR.given(factor));
    }

    /** What lies beyond the borders; {@link FillMode#REFLECT} by default. */
    public RandomZoom fillMode(FillMode mode) {
        return with(FILL_MODE, mode);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandomZoom interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** What is filled in where the fill mode is constant; 0 by default. */
    public RandomZoom fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        Factor height = HEIGHT_FACTOR.of(get(HEIGHT_FACTOR.field()));
        SymbolicTensor down = draws.column(images, 1 + height.lower(), 1 + height.upper());
        List<Double> other = get(WIDTH_FACTOR);
        SymbolicTensor right = down;
        if (other != null) {
            Factor width = HEIGHT_FACTOR.of(other);
            right = draws.column(images, 1 + width.lower(), 1 + width.upper());
        }
        SymbolicTensor matrix = AffineMatrix.zoom(right, down, new ImageSides(images, dataFormat()));
        return x -> AffineMatrix.applied(x, matrix, dataFormat(), get(INTERPOLATION), get(FILL_MODE), get(FILL_VALUE));
    }
}
