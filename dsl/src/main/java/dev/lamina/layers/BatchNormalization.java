package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.BatchStatistics;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives each channel mean 0 and variance 1 over the batch: {@code gamma · (x - mean) / √(variance + epsilon) + beta}. In
 * inference, and where the layer is frozen, moving averages take the place of the batch's mean and variance. The variance is
 * the mean squared deviation, without Bessel's correction, in the moving average too.
 *
 * <p>Shapes: x (…) -> (…); gamma, beta, moving_mean and moving_variance (channels). Masks: steps that the mask of x, or the
 * option {@code mask}, hides are no part of the batch's statistics. Source: {@code
 * keras.layers.BatchNormalization}; Ioffe and Szegedy 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 16);
 * SymbolicTensor y = x.then(batchNormalization().momentum(0.9)); // (?, 28, 28, 16)
 * }</pre>
 */
public final class BatchNormalization extends AffineLayer<BatchNormalization> {
    static final Schema<BatchNormalization> SCHEMA =
            schema("BatchNormalization", BatchNormalization::new).ignoring("virtual_batch_size", "fused");

    private static final Field<List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orElse(List.of(-1)));
    private static final Field<Double> MOMENTUM = SCHEMA.add(momentum("momentum"));
    private static final Field<Double> EPSILON = SCHEMA.add(epsilonField(1e-3));

    static {
        addAffine(SCHEMA);
    }

    private static final Field<Initializer> MOVING_MEAN_INITIALIZER =
            SCHEMA.add(Initializers.field("moving_mean_initializer", Initializers.zeros()));
    private static final Field<Initializer> MOVING_VARIANCE_INITIALIZER =
            SCHEMA.add(Initializers.field("moving_variance_initializer", Initializers.ones()));

    static {
        // Whether statistics are those of the batches of all devices. Lamina trains on one: files keep it, nothing
        // changes.
        SCHEMA.add(Fields.bool("synchronized").orElse(false).omittedByDefault());
    }

    private static final Field<Boolean> RENORM =
            SCHEMA.add(Fields.bool("renorm").orElse(false).omittedByDefault());
    private static final Field<@Nullable RenormClipping> RENORM_CLIPPING = SCHEMA.add(RenormClipping.field());
    private static final Field<Double> RENORM_MOMENTUM =
            SCHEMA.add(momentum("renorm_momentum").omittedByDefault());

    private BatchNormalization(Config config) {
        super(SCHEMA, config);
        if (config.get(AXIS).size() != 1) {
            throw new ConfigException("BatchNormalization: axis must be one axis; received " + config.get(AXIS));
        }
    }

    static BatchNormalization of() {
        return SCHEMA.create(Config.empty());
    }

    private static Field<Double> momentum(String key) {
        return Fields.number(key, "a number from 0 to 1", value -> value >= 0 && value <= 1)
                .orElse(0.99);
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

    public BatchNormalization movingMeanInitializer(Initializer initializer) {
        return with(MOVING_MEAN_INITIALIZER, initializer);
    }

    public BatchNormalization movingVarianceInitializer(Initializer initializer) {
        return with(MOVING_VARIANCE_INITIALIZER, initializer);
    }

    /** Whether batches are corrected towards moving statistics, as in batch renormalization; false by default. */
    public BatchNormalization renorm(boolean renorm) {
        return with(RENORM, renorm);
    }

    /** How far the corrections of batch renormalization may go; unlimited by default. */
    public BatchNormalization renormClipping(RenormClipping clipping) {
        return with(RENORM_CLIPPING, clipping);
    }

    /** How much of the statistics that batches are corrected by stays at each step; 0.99 by default. */
    public BatchNormalization renormMomentum(double momentum) {
        return with(RENORM_MOMENTUM, momentum);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected List<String> optionNames() {
        return List.of("mask");
    }

    /** In float32 at least; only the outputs are of the type in which the layer computes. */
    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        return cast(normalized(call, widened(x)), call.dtype().computeDType());
    }

    private SymbolicTensor normalized(Call call, SymbolicTensor x) {
        int axis = x.shape().axis(get(AXIS).get(0));
        Shape shape = Shape.of(x.shape().size(axis));
        SymbolicTensor gamma = like(x, gamma(call, shape));
        SymbolicTensor beta = like(x, beta(call, shape));
        SymbolicTensor mean = call.state("moving_mean", shape, get(MOVING_MEAN_INITIALIZER));
        SymbolicTensor variance = call.state("moving_variance", shape, get(MOVING_VARIANCE_INITIALIZER));
        Renormalization renorm = get(RENORM)
                ? Renormalization.of(call, shape, get(MOVING_MEAN_INITIALIZER), get(MOVING_VARIANCE_INITIALIZER))
                : null;
        if (!call.training() || !call.trainable()) {
            return normalized(x, axis, cast(mean, x.dtype()), cast(variance, x.dtype()), gamma, beta);
        }
        SymbolicTensor mask = call.mask();
        if (mask != null) {
            check(mask, x);
        }
        SymbolicTensor ones = constant(1, shape, x.dtype());
        SymbolicTensor zeros = constant(0, shape, x.dtype());
        SymbolicTensor ownGamma = gamma == null || renorm != null ? ones : gamma;
        SymbolicTensor ownBeta = beta == null || renorm != null ? zeros : beta;
        BatchStatistics.Normalized batch = mask == null
                ? BatchStatistics.overBatch(x, ownGamma, ownBeta, axis, get(EPSILON))
                : overMask(x, mask, ownGamma, ownBeta, axis);
        call.update(mean, Renormalization.moved(mean, batch.mean(), get(MOMENTUM)));
        if (renorm == null) {
            call.update(variance, Renormalization.moved(variance, batch.variance(), get(MOMENTUM)));
            return batch.output();
        }
        Renormalization.Correction by =
                renorm.correction(batch.mean(), batch.variance(), get(EPSILON), get(RENORM_CLIPPING));
        renorm.update(
                call, variance, batch.mean(), batch.variance(), get(EPSILON), get(MOMENTUM), get(RENORM_MOMENTUM));
        SymbolicTensor factor = gamma == null ? by.factor() : by.factor().times(gamma);
        SymbolicTensor summand = gamma == null ? by.summand() : by.summand().times(gamma);
        return scaled(batch.output(), axis, factor, beta == null ? summand : summand.plus(beta));
    }

    private static @Nullable SymbolicTensor like(SymbolicTensor x, @Nullable SymbolicTensor weight) {
        return weight == null ? null : cast(weight, x.dtype());
    }

    private static void check(SymbolicTensor mask, SymbolicTensor x) {
        if (mask.shape().rank() != x.shape().rank() - 1) {
            throw ShapeException.because("needs a mask of one axis less than its input")
                    .differs("the mask has shape " + mask.shape());
        }
    }

    /** Normalized by the mean and variance of what the mask shows, as Keras computes them. */
    private BatchStatistics.Normalized overMask(
            SymbolicTensor x, SymbolicTensor mask, SymbolicTensor gamma, SymbolicTensor beta, int axis) {
        int[] others =
                IntStream.range(0, x.shape().rank()).filter(a -> a != axis).toArray();
        SymbolicTensor counted = Core.cast(ScoreMasks.expand(Core.cast(mask, DType.BOOL), -1), x.dtype())
                .times(Selection.onesLike(x));
        SymbolicTensor count = Reductions.sumKeepingDims(counted, others).plus(1e-7);
        SymbolicTensor mean =
                Reductions.sumKeepingDims(x.times(counted), others).div(count);
        SymbolicTensor squares = Elementwise.square(x.minus(mean)).times(counted);
        SymbolicTensor variance = Reductions.sumKeepingDims(squares, others).div(count);
        SymbolicTensor unit = x.minus(mean).times(Elementwise.rsqrt(variance.plus(get(EPSILON))));
        int channels = x.shape().size(axis);
        return new BatchStatistics.Normalized(
                scaled(unit, axis, gamma, beta),
                Core.stopGradient(Shapes.reshape(mean, channels)),
                Core.stopGradient(Shapes.reshape(variance, channels)));
    }

    private static SymbolicTensor constant(double value, Shape shape, DType dtype) {
        return Shapes.broadcastTo(Arithmetic.literal(value, dtype), shape);
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
        SymbolicTensor factor = (gamma == null ? Arithmetic.literal(1, x) : gamma).div(deviation);
        SymbolicTensor shift = mean.times(factor).unaryMinus();
        return scaled(x, axis, factor, beta == null ? shift : beta.plus(shift));
    }

    private static SymbolicTensor scaled(SymbolicTensor x, int axis, SymbolicTensor factor, SymbolicTensor summand) {
        return x.times(alongAxis(factor, x, axis)).plus(alongAxis(summand, x, axis));
    }

    private static SymbolicTensor alongAxis(SymbolicTensor vector, SymbolicTensor x, int axis) {
        int[] sizes = new int[x.shape().rank() - axis];
        Arrays.fill(sizes, 1);
        sizes[0] = vector.shape().size(0);
        return sizes.length == 1 ? vector : Shapes.reshape(vector, sizes);
    }
}
