package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
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
 */
public final class LayerNormalization extends Layer<LayerNormalization> {
    static final Schema<LayerNormalization> SCHEMA = schema("LayerNormalization", LayerNormalization::new);
    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.integers("axis").orElse(List.of(-1)));
    private static final Field<Double> EPSILON = SCHEMA.add(
            Fields.number("epsilon", "a positive number", value -> value > 0).orElse(1e-3));
    private static final Field<Boolean> CENTER =
            SCHEMA.add(Fields.bool("center").orElse(true));
    private static final Field<Boolean> SCALE = SCHEMA.add(Fields.bool("scale").orElse(true));
    private static final Field<Boolean> RMS_SCALING =
            SCHEMA.add(Fields.bool("rms_scaling").orElse(false).omittedByDefault());
    private static final WeightKeys BETA = WeightKeys.of("beta", Initializers.zeros());
    private static final WeightKeys GAMMA = WeightKeys.of("gamma", Initializers.ones());

    static {
        WeightKeys.add(SCHEMA, BETA, GAMMA);
    }

    private LayerNormalization(Config config) {
        super(SCHEMA, config);
    }

    static LayerNormalization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axes that are normalized together; the last alone by default. */
    public LayerNormalization axis(int... axes) {
        return with(AXIS, IntStream.of(axes).boxed().toList());
    }

    /** What is added to the variance; 0.001 by default. */
    public LayerNormalization epsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    /** Whether beta is added; true by default. */
    public LayerNormalization center(boolean center) {
        return with(CENTER, center);
    }

    /** Whether gamma multiplies; true by default. */
    public LayerNormalization scale(boolean scale) {
        return with(SCALE, scale);
    }

    /** Whether x is only divided by its standard deviation and multiplied by gamma; false by default. */
    public LayerNormalization rmsScaling(boolean rmsScaling) {
        return with(RMS_SCALING, rmsScaling);
    }

    public LayerNormalization betaInitializer(Initializer initializer) {
        return with(BETA.initializer(), initializer);
    }

    public LayerNormalization gammaInitializer(Initializer initializer) {
        return with(GAMMA.initializer(), initializer);
    }

    public LayerNormalization betaRegularizer(Regularizer regularizer) {
        return with(BETA.regularizer(), regularizer);
    }

    public LayerNormalization gammaRegularizer(Regularizer regularizer) {
        return with(GAMMA.regularizer(), regularizer);
    }

    public LayerNormalization betaConstraint(Constraint constraint) {
        return with(BETA.constraint(), constraint);
    }

    public LayerNormalization gammaConstraint(Constraint constraint) {
        return with(GAMMA.constraint(), constraint);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int[] axes = get(AXIS).stream().mapToInt(x.shape()::axis).sorted().toArray();
        SymbolicTensor centered = x.minus(Reductions.meanKeepingDims(x, axes));
        SymbolicTensor variance = Reductions.meanKeepingDims(Elementwise.square(centered), axes);
        SymbolicTensor deviation = Elementwise.sqrt(variance.plus(get(EPSILON)));
        boolean rmsScaling = get(RMS_SCALING);
        SymbolicTensor y = (rmsScaling ? x : centered).div(deviation);
        if (get(SCALE) || rmsScaling) {
            y = y.times(alongAxes(GAMMA.weight(call, config(), "gamma", sizes(x, axes)), x, axes));
        }
        if (get(CENTER) && !rmsScaling) {
            y = y.plus(alongAxes(BETA.weight(call, config(), "beta", sizes(x, axes)), x, axes));
        }
        return y;
    }

    private static Shape sizes(SymbolicTensor x, int... axes) {
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
