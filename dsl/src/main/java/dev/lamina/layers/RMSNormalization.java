package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides each example by the root of its mean square over some axes: {@code scale · x / √(mean(x²) + epsilon)}.
 *
 * <p>Shapes: x (…) -> (…); scale has the sizes of the normalized axes. Keras multiplies by it along the last axes, whichever
 * are normalized. Source: {@code keras.layers.RMSNormalization}; Zhang and Sennrich 2019.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = x.then(rmsNormalization()); // (?, 10, 64)
 * }</pre>
 */
public final class RMSNormalization extends Layer<RMSNormalization> {
    static final Schema<RMSNormalization> SCHEMA = schema("RMSNormalization", RMSNormalization::new);
    private static final Field<List<Integer>> AXIS = SCHEMA.add(
            Fields.integers("axis", "a list of axes", axes -> !axes.isEmpty()).orElse(List.of(-1)));
    private static final Field<Double> EPSILON = SCHEMA.add(AffineLayer.epsilonField(1e-6));

    private RMSNormalization(Config config) {
        super(SCHEMA, config);
    }

    static RMSNormalization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axes that are normalized together; the last alone by default. */
    public RMSNormalization axis(int... axes) {
        return with(AXIS, IntStream.of(axes).boxed().toList());
    }

    /** What is added to the mean square; 1e-6 by default. */
    public RMSNormalization epsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int[] axes =
                get(AXIS).stream().mapToInt(x.shape()::axis).sorted().distinct().toArray();
        Shape sizes = LayerNormalization.sizes(x, axes);
        if (!x.shape().from(x.shape().rank() - sizes.rank()).equals(sizes)) {
            throw ShapeException.because("cannot multiply by its scale of shape " + sizes)
                    .differs("the scale has the sizes of the axes " + get(AXIS)
                            + " and is laid along the last axes, as in Keras")
                    .remedy("axis(...) with the last axes");
        }
        SymbolicTensor scale = call.weight("scale", sizes, Initializers.ones());
        SymbolicTensor wide = AffineLayer.widened(x);
        SymbolicTensor squares = Reductions.meanKeepingDims(Elementwise.square(wide), axes);
        SymbolicTensor y = wide.times(Elementwise.rsqrt(squares.plus(get(EPSILON))));
        return AffineLayer.cast(y.times(AffineLayer.cast(scale, wide.dtype())), x.dtype());
    }
}
