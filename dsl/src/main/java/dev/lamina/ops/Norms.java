package dev.lamina.ops;

import static dev.lamina.ops.Modules.NN;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The normalizations of layers as ops: on given statistics, or on those of each example. */
public final class Norms {
    /** The axis of the channels. */
    public static final Field<Integer> CHANNEL_AXIS = Fields.integer("axis");

    public static final Field<List<Integer>> AXES = Fields.axes("axis").orElse(List.of(-1));
    public static final Field<Double> BATCH_EPSILON = Fields.number("epsilon").orElse(1e-3);

    /** What keeps the divisor from 0; null for 1e-7. */
    public static final Field<@Nullable Double> EPSILON =
            Fields.number("epsilon").orNull();

    public static final Field<Boolean> RMS_SCALING = Fields.bool("rms_scaling").orElse(false);

    public static final OpType BATCH_NORM = OpType.of(
                    NN, "BatchNorm", (op, in) -> normalized(op, in), CHANNEL_AXIS, BATCH_EPSILON)
            .operands("x", "mean", "variance", "offset", "scale");
    public static final OpType LAYER_NORM = OpType.of(
                    NN, "LayerNorm", (op, in) -> checked(op, in), AXES, EPSILON, RMS_SCALING)
            .operands("x", "gamma", "beta");
    public static final OpType RMS_NORM =
            OpType.of(NN, "RMSNorm", (op, in) -> checked(op, in), AXES, EPSILON).operands("x", "scale");

    private Norms() {}

    private static TensorSpec normalized(Op op, List<TensorSpec> in) {
        Shape channels = Shape.of(in.get(0).shape().size(op.param(CHANNEL_AXIS)));
        for (TensorSpec each : in.subList(1, in.size())) {
            if (!each.shape().isCompatibleWith(channels)) {
                throw ShapeException.because("needs a value for each of " + channels.size(0) + " channels")
                        .differs("the shapes are "
                                + in.stream().map(TensorSpec::shape).toList());
            }
        }
        return Rules.checkedFloating(in.get(0));
    }

    private static TensorSpec checked(Op op, List<TensorSpec> in) {
        op.param(AXES).forEach(in.get(0).shape()::axis);
        return Rules.checkedFloating(in.get(0));
    }

    /** The type that normalizations compute in: float32 or wider. */
    public static DType computing(DType dtype) {
        return DType.promote(dtype, DType.FLOAT32);
    }

    private static SymbolicTensor call(OpType type, Config config, @Nullable SymbolicTensor... operands) {
        List<@Nullable Object> given = new ArrayList<>(Arrays.<@Nullable Object>asList((Object[]) operands));
        return type.op(config).call(Arguments.of(given, Map.of())).get(0);
    }

    /**
     * {@code (x - mean) / √(variance + epsilon) · scale + offset}, with a value of each for each channel of the last axis.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor y = batchNormalization(x, zeros(3), ones(3), null, null, 1e-3); // (?, 4, 3)
     * }</pre>
     *
     * @param offset what is added; null for nothing
     * @param scale what is multiplied; null for nothing
     */
    public static SymbolicTensor batchNormalization(
            SymbolicTensor x,
            SymbolicTensor mean,
            SymbolicTensor variance,
            @Nullable SymbolicTensor offset,
            @Nullable SymbolicTensor scale,
            double epsilon) {
        Config config = Config.empty().set(CHANNEL_AXIS, -1).set(BATCH_EPSILON, epsilon);
        return call(BATCH_NORM, config, x, mean, variance, offset, scale);
    }

    /**
     * {@code (x - mean) / √(variance + epsilon) · gamma + beta} with the mean and the variance of the last axis.
     *
     * <p>Source: Ba et al., Layer Normalization.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor y = layerNormalization(x, null, null, 1e-5); // (?, 4, 3)
     * }</pre>
     *
     * @param gamma what is multiplied; null for nothing
     * @param beta what is added; null for nothing
     */
    public static SymbolicTensor layerNormalization(
            SymbolicTensor x, @Nullable SymbolicTensor gamma, @Nullable SymbolicTensor beta, double epsilon) {
        return call(LAYER_NORM, Config.empty().set(EPSILON, epsilon), x, gamma, beta);
    }

    /**
     * {@code x / √(mean of x² + epsilon) · scale} over the last axis.
     *
     * <p>Source: Zhang, Sennrich, Root Mean Square Layer Normalization.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4, 3);
     * SymbolicTensor y = rmsNormalization(x, ones(3), 1e-6); // (?, 4, 3)
     * }</pre>
     *
     * @param scale what is multiplied; null for nothing
     */
    public static SymbolicTensor rmsNormalization(SymbolicTensor x, @Nullable SymbolicTensor scale, double epsilon) {
        return call(RMS_NORM, Config.empty().set(EPSILON, epsilon), x, scale);
    }
}
