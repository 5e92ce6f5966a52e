package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.BatchStatistics;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Shapes;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives each channel mean 0 and variance 1 over the batch: {@code gamma · (x - mean) / √(variance + epsilon) + beta}. In
 * inference, and where the layer is frozen, moving averages take the place of the batch's mean and variance. The variance is
 * the mean squared deviation, without Bessel's correction, in the moving average too.
 *
 * <p>Shapes: x (…) -> (…); gamma, beta, moving_mean and moving_variance (channels). Source: {@code
 * keras.layers.BatchNormalization}; Ioffe and Szegedy 2015.
 */
public final class BatchNormalization extends Layer<BatchNormalization> {
    /** Distributed training and renormalization, which {@code renorm} turns on. */
    static final Schema<BatchNormalization> SCHEMA = schema("BatchNormalization", BatchNormalization::new)
            .ignoring("renorm_clipping", "renorm_momentum", "synchronized", "virtual_batch_size", "fused");

    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orElse(List.of(-1)));
    private static final Field<Double> MOMENTUM =
            SCHEMA.add(Fields.number("momentum", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.99));
    private static final Field<Double> EPSILON = SCHEMA.add(
            Fields.number("epsilon", "a positive number", value -> value > 0).orElse(1e-3));
    private static final Field<Boolean> CENTER =
            SCHEMA.add(Fields.bool("center").orElse(true));
    private static final Field<Boolean> SCALE = SCHEMA.add(Fields.bool("scale").orElse(true));
    private static final WeightKeys BETA = WeightKeys.of("beta", Initializers.zeros());
    private static final WeightKeys GAMMA = WeightKeys.of("gamma", Initializers.ones());

    static {
        WeightKeys.add(SCHEMA, BETA, GAMMA);
    }

    private static final Field<Initializer> MOVING_MEAN_INITIALIZER =
            SCHEMA.add(Initializers.field("moving_mean_initializer", Initializers.zeros()));
    private static final Field<Initializer> MOVING_VARIANCE_INITIALIZER =
            SCHEMA.add(Initializers.field("moving_variance_initializer", Initializers.ones()));
    private static final Field<Boolean> RENORM =
            SCHEMA.add(Fields.bool("renorm").orElse(false).omittedByDefault());

    private BatchNormalization(Config config) {
        super(SCHEMA, config);
        if (config.get(RENORM)) {
            throw new ConfigException(
                    "BatchNormalization: renorm must be false: batch renormalization is not supported");
        }
        if (config.get(AXIS).size() != 1) {
            throw new ConfigException("BatchNormalization: axis must be one axis; received " + config.get(AXIS));
        }
    }

    static BatchNormalization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The axis of the channels, which are normalized each by itself; the last by default. */
    public BatchNormalization axis(int axis) {
        return with(AXIS, List.of(axis));
    }

    /** How much of a moving average stays at each step; 0.99 by default. */
    public BatchNormalization momentum(double momentum) {
        return with(MOMENTUM, momentum);
    }

    /** What is added to the variance; 0.001 by default. */
    public BatchNormalization epsilon(double epsilon) {
        return with(EPSILON, epsilon);
    }

    /** Whether beta is added; true by default. */
    public BatchNormalization center(boolean center) {
        return with(CENTER, center);
    }

    /** Whether gamma multiplies; true by default. */
    public BatchNormalization scale(boolean scale) {
        return with(SCALE, scale);
    }

    public BatchNormalization betaInitializer(Initializer initializer) {
        return with(BETA.initializer(), initializer);
    }

    public BatchNormalization gammaInitializer(Initializer initializer) {
        return with(GAMMA.initializer(), initializer);
    }

    public BatchNormalization betaRegularizer(Regularizer regularizer) {
        return with(BETA.regularizer(), regularizer);
    }

    public BatchNormalization gammaRegularizer(Regularizer regularizer) {
        return with(GAMMA.regularizer(), regularizer);
    }

    public BatchNormalization betaConstraint(Constraint constraint) {
        return with(BETA.constraint(), constraint);
    }

    public BatchNormalization gammaConstraint(Constraint constraint) {
        return with(GAMMA.constraint(), constraint);
    }

    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return with(MOVING_MEAN_INITIALIZER, initializer);
    }

    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return with(MOVING_VARIANCE_INITIALIZER, initializer);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int axis = x.shape().axis(get(AXIS).get(0));
        Shape shape = Shape.of(x.shape().size(axis));
        SymbolicTensor gamma = get(SCALE) ? GAMMA.weight(call, config(), "gamma", shape) : null;
        SymbolicTensor beta = get(CENTER) ? BETA.weight(call, config(), "beta", shape) : null;
        SymbolicTensor mean = call.state("moving_mean", shape, get(MOVING_MEAN_INITIALIZER));
        SymbolicTensor variance = call.state("moving_variance", shape, get(MOVING_VARIANCE_INITIALIZER));
        if (!call.training() || !call.trainable()) {
            return normalized(x, axis, mean, variance, gamma, beta);
        }
        BatchStatistics.Normalized batch = BatchStatistics.overBatch(
                x,
                gamma == null ? constant(1, shape) : gamma,
                beta == null ? constant(0, shape) : beta,
                axis,
                get(EPSILON));
        call.update(mean, moved(mean, batch.mean()));
        call.update(variance, moved(variance, batch.variance()));
        return batch.output();
    }

    private static SymbolicTensor constant(double value, Shape shape) {
        return Shapes.broadcastTo(Arithmetic.literal(value, DType.FLOAT32), shape);
    }

    private SymbolicTensor moved(SymbolicTensor average, SymbolicTensor value) {
        return average.times(get(MOMENTUM)).plus(value.times(1 - get(MOMENTUM)));
    }

    /** One multiplication and one addition per element: {@code x · factor + (beta - mean · factor)}. */
    private SymbolicTensor normalized(
            SymbolicTensor x,
            int axis,
            SymbolicTensor mean,
            SymbolicTensor variance,
            @Nullable SymbolicTensor gamma,
            @Nullable SymbolicTensor beta) {
        SymbolicTensor deviation = Elementwise.sqrt(variance.plus(get(EPSILON)));
        SymbolicTensor factor = (gamma == null ? Arithmetic.literal(1, DType.FLOAT32) : gamma).div(deviation);
        SymbolicTensor shift = mean.times(factor).unaryMinus();
        return scaled(x, axis, factor, beta == null ? shift : beta.plus(shift));
    }

    private static SymbolicTensor scaled(
            SymbolicTensor x, int axis, @Nullable SymbolicTensor factor, @Nullable SymbolicTensor summand) {
        SymbolicTensor product = factor == null ? x : x.times(alongAxis(factor, x, axis));
        return summand == null ? product : product.plus(alongAxis(summand, x, axis));
    }

    private static SymbolicTensor alongAxis(SymbolicTensor vector, SymbolicTensor x, int axis) {
        int[] sizes = new int[x.shape().rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = vector.shape().size(0);
        return sizes.length == 1 ? vector : Shapes.reshape(vector, sizes);
    }
}
