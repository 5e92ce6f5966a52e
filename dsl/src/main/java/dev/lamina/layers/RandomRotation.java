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
 * Turns each image around its middle in training, by an angle that is given as a part of a full turn, counter-clockwise; gives its input
 * back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomRotation}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomRotation(0.1)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomRotation extends RandomImageLayer<RandomRotation> {
    static final Schema<RandomRotation> SCHEMA = images("RandomRotation", RandomRotation::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", -1, 1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<FillMode> FILL_MODE = SCHEMA.add(Filters.ELASTIC_FILL_MODE);
    private static final Field<Double> FILL_VALUE = SCHEMA.add(Warps.FILL_VALUE);
    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);

    static {
        SCHEMA.add(SEED);
    }

    private RandomRotation(Config config) {
        super(SCHEMA, config);
    }

    static RandomRotation of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** What lies beyond the borders; {@link FillMode#REFLECT} by default. */
    public RandomRotation fillMode(FillMode mode) {
        return with(FILL_MODE, mode);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandomRotation interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** What is filled in where the fill mode is constant; 0 by default. */
    public RandomRotation fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        Factor factor = FACTOR.of(get(FACTOR.field()));
        SymbolicTensor turns = draws.column(images, factor.lower() * 360, factor.upper() * 360);
        SymbolicTensor matrix = AffineMatrix.rotation(turns.times(Math.PI / 180), new ImageSides(images, dataFormat()));
        return x -> AffineMatrix.applied(x, matrix, dataFormat(), get(INTERPOLATION), get(FILL_MODE), get(FILL_VALUE));
    }
}
