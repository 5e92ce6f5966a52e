package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arguments;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Normalization in one pass over the data, for which backends have fused kernels. */
public final class BatchStatistics {
    public static final Field<Integer> AXIS = Fields.integer("axis");
    public static final Field<Double> EPSILON = Fields.number("epsilon");

    /**
     * {@code gamma · (x - mean) / √(variance + epsilon) + beta} with the mean and variance of each channel over all other
     * axes, and those two. No gradient flows through the mean and variance it returns.
     */
    public static final OpType BATCH_NORMALIZATION =
            OpType.multiple(LAMINA, "BatchNormalization", BatchStatistics::normalized, AXIS, EPSILON);

    /** What a normalization gives: the output, and the mean and variance (channels) of the batch. */
    public record Normalized(SymbolicTensor output, SymbolicTensor mean, SymbolicTensor variance) {}

    private BatchStatistics() {}

    private static List<TensorSpec> normalized(Op op, List<TensorSpec> in) {
        int channels = in.get(0).shape().size(op.param(AXIS));
        TensorSpec statistics = in.get(1);
        if (statistics.shape().rank() != 1 || statistics.shape().size(0) != channels) {
            throw ShapeException.because("needs a gamma for each of " + channels + " channels")
                    .differs("gamma has shape " + statistics.shape());
        }
        return List.of(in.get(0), statistics, statistics);
    }

    /**
     * Normalizes each channel over the batch and all other axes. Shapes: x (…), gamma and beta (channels).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 8, 3);
     * SymbolicTensor gamma = literal(NdArray.zeros(DType.FLOAT32, Shape.of(3)));
     * SymbolicTensor beta = literal(NdArray.zeros(DType.FLOAT32, Shape.of(3)));
     * SymbolicTensor y = BatchStatistics.overBatch(x, gamma, beta, 3, 1e-3).output(); // (?, 8, 8, 3)
     * }</pre>
     *
     * @param axis the axis of the channels
     */
    public static Normalized overBatch(
            SymbolicTensor x, SymbolicTensor gamma, SymbolicTensor beta, int axis, double epsilon) {
        Config parameters = Config.empty().set(AXIS, axis).set(EPSILON, epsilon);
        List<SymbolicTensor> outputs = BATCH_NORMALIZATION.op(parameters).call(Arguments.of(List.of(x, gamma, beta)));
        return new Normalized(outputs.get(0), outputs.get(1), outputs.get(2));
    }
}
