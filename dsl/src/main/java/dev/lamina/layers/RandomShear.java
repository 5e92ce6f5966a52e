package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.FillMode;
import dev.lamina.ops.Filters;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Warps;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Slants each image in training: rows move in proportion to their distance from the top, columns to theirs from the left; gives its input
 * back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomShear}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomShear(0.2, 0.2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomShear extends RandomImageLayer<RandomShear> {
    static final Schema<RandomShear> SCHEMA = images("RandomShear", RandomShear::new);
    private static final Field<List<Double>> X_FACTOR = SCHEMA.add(ShearFactor.field("x_factor"));
    private static final Field<List<Double>> Y_FACTOR = SCHEMA.add(ShearFactor.field("y_factor"));
    private static final Field<FillMode> FILL_MODE = SCHEMA.add(Filters.ELASTIC_FILL_MODE);
    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);

    static {
        SCHEMA.add(SEED);
    }

    private static final Field<Double> FILL_VALUE = SCHEMA.add(Warps.FILL_VALUE);

    private RandomShear(Config config) {
        super(SCHEMA, config);
    }

    static RandomShear of(double xFactor, double yFactor) {
        return SCHEMA.create(Config.empty().set(X_FACTOR, List.of(xFactor)).set(Y_FACTOR, List.of(yFactor)));
    }

    /** How far rows move: up to one number either way, or between two, either way. */
    public RandomShear xFactor(double... factor) {
        return with(X_FACTOR, DoubleStream.of(factor).boxed().toList());
    }

    /** How far columns move: up to one number either way, or between two, either way. */
    public RandomShear yFactor(double... factor) {
        return with(Y_FACTOR, DoubleStream.of(factor).boxed().toList());
    }

    /** What lies beyond the borders; {@link FillMode#REFLECT} by default. */
    public RandomShear fillMode(FillMode mode) {
        return with(FILL_MODE, mode);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandomShear interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** What is filled in where the fill mode is constant; 0 by default. */
    public RandomShear fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor forward = Comparisons.less(draws.column(images, 0, 1), 0.5);
        SymbolicTensor y = amount(images, draws, get(Y_FACTOR));
        SymbolicTensor x0 = amount(images, draws, get(X_FACTOR));
        SymbolicTensor matrix = AffineMatrix.shear(
                Selection.where(forward, x0, x0.unaryMinus()), Selection.where(forward, y, y.unaryMinus()));
        return x -> AffineMatrix.applied(x, matrix, dataFormat(), get(INTERPOLATION), get(FILL_MODE), get(FILL_VALUE));
    }

    private static SymbolicTensor amount(SymbolicTensor images, Draws draws, List<Double> factor) {
        Factor range = ShearFactor.range(factor);
        return draws.column(images, range.lower(), range.upper());
    }
}
