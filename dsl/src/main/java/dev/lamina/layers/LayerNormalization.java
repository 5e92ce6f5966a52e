package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gives each example mean 0 and variance 1 over some axes: {@code gamma · (x - mean) / √(variance + epsilon) + beta}.
 *
 * <p>Shapes: x (…) -> (…); gamma and beta have the sizes of the normalized axes. Source: {@code
 * keras.layers.LayerNormalization}; Ba, Kiros and Hinton 2016.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 64);
 * SymbolicTensor y = x.then(layerNormalization().epsilon(1e-6)); // (?, 10, 64)
 * }</pre>
 */
public final class LayerNormalization extends AffineLayer<LayerNormalization> {
    static final Schema<LayerNormalization> SCHEMA = schema("LayerNormalization", LayerNormalization::new);
    private static final Field<List<Integer>> AXIS = SCHEMA.add(Fields.integers(
                    "axis", "a list of different axes", axes -> !axes.isEmpty() && axes.size() == distinct(axes))
            .orElse(List.of(-1)));
    private static final Field<Double> EPSILON = SCHEMA.add(epsilonField(1e-3));
    private static final Field<Boolean> RMS_SCALING =
            SCHEMA.add(Fields.bool("rms_scaling").orElse(false).omittedByDefault());

    static {
        addAffine(SCHEMA);
    }

    private LayerNormalization(Config config) {
        super(SCHEMA, config);
    }

    static LayerNormalization of() {
        return SCHEMA.create(Config.empty());
    }

    private static long distinct(List<Integer> axes) {
        return axes.stream().distinct().count();
    }

    /** The axes that are normalized together; the last alone by default. */
    public LayerNormalization axis(int... axes) {
        return with(AXIS, IntStream.of(axes).boxed().toList());
    }

    /** What is added to the variance; 0.001 by default. */
    public LayerNormalization epsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    /**
     * Whether x is only divided by its standard deviation and multiplied by gamma; false by default. Keras keeps this for old
     * files; {@link RMSNormalization} divides by the root of the mean square.
     */
    public LayerNormalization rmsScaling(boolean rmsScaling) {
        return with(RMS_SCALING, rmsScaling);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    /** It computes in the type of its input, in float32 at least; only the output is cast. */
    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return cast(normalized(call, widened(x)), call.dtype().computeDType());
    }

    private SymbolicTensor normalized(Call call, SymbolicTensor x) {
        int[] axes = get(AXIS).stream().mapToInt(x.shape()::axis).sorted().toArray();
        SymbolicTensor centered = x.minus(Reductions.meanKeepingDims(x, axes));
        SymbolicTensor variance = Reductions.meanKeepingDims(Elementwise.square(centered), axes);
        SymbolicTensor deviation = Elementwise.sqrt(variance.plus(get(EPSILON)));
        boolean rmsScaling = get(RMS_SCALING);
        SymbolicTensor y = (rmsScaling ? x : centered).div(deviation);
        if (scales() || rmsScaling) {
            y = y.times(alongAxes(cast(declareGamma(call, sizes(x, axes)), x.dtype()), x, axes));
        }
        SymbolicTensor beta = rmsScaling ? null : beta(call, sizes(x, axes));
        return beta == null ? y : y.plus(alongAxes(cast(beta, x.dtype()), x, axes));
    }

    /** The sizes of some axes. */
    static Shape sizes(SymbolicTensor x, int... axes) {
        return Shape.of(IntStream.of(axes).map(x.shape()::size).toArray());
    }

    private static SymbolicTensor alongAxes(SymbolicTensor weight, SymbolicTensor x, int... axes) {
        int[] sizes = new int[x.shape().rank() - axes[0]];
        Arrays.fill(sizes, 1);
        for (int axis : axes) {
            sizes[axis - axes[0]] = x.shape().size(axis);
        }
        return sizes.length == axes.length ? weight : Shapes.reshape(weight, sizes);
    }
}
