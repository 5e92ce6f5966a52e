package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Warps;
import java.util.function.UnaryOperator;

/**
 * Shows each image from elsewhere in training, with a random probability: its corners move by up to half of the scale; gives its input
 * back in inference.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomPerspective}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomPerspective(0.5)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomPerspective extends RandomImageLayer<RandomPerspective> {
    static final Schema<RandomPerspective> SCHEMA = images("RandomPerspective", RandomPerspective::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<Double> SCALE =
            SCHEMA.add(Fields.number("scale", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(1.0));
    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);
    private static final Field<Double> FILL_VALUE = SCHEMA.add(Warps.FILL_VALUE);

    static {
        SCHEMA.add(SEED);
    }

    private RandomPerspective(Config config) {
        super(SCHEMA, config);
    }

    static RandomPerspective of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** How far corners move, as a part of the sides; 1 by default, half a side. */
    public RandomPerspective scale(double scale) {
        return with(SCALE, scale);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandomPerspective interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** What is filled in where the fill mode is constant; 0 by default. */
    public RandomPerspective fillValue(double value) {
        return with(FILL_VALUE, value);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        ImageSides sides = new ImageSides(images, dataFormat());
        sides.requireKnown();
        SymbolicTensor happens = draws.happens(images, FACTOR.of(get(FACTOR.field())));
        float right = sides.width() - 1;
        float bottom = sides.height() - 1;
        SymbolicTensor corners =
                Arithmetic.literal(NdArray.of(new float[] {0, 0, right, 0, 0, bottom, right, bottom}, 1, 4, 2));
        SymbolicTensor eight = Rearranging.tile(Shapes.reshape(Draws.first(images), -1, 1), 1, 8);
        SymbolicTensor moves = Shapes.reshape(draws.like(eight, -0.5 * get(SCALE), 0.5 * get(SCALE)), -1, 4, 2);
        SymbolicTensor end = corners.plus(corners.times(moves));
        SymbolicTensor start = Selection.zerosLike(moves).plus(corners);
        Config parameters = Config.empty()
                .set(Warps.INTERPOLATION, get(INTERPOLATION))
                .set(Warps.FILL_VALUE, get(FILL_VALUE))
                .set(Nn.DATA_FORMAT, dataFormat());
        return x -> Selection.where(happens, Warps.perspectiveTransform(x, start, end, parameters), x);
    }
}
