package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;
import static dev.lamina.ops.Modules.NN;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that weigh the elements of an axis against each other. */
public final class Normalizing {
    /** The axis to normalize; null for all elements together. */
    public static final Field<@Nullable Integer> AXIS =
            Fields.integer("axis").orNull().orElse(-1);

    public static final Field<Integer> ONE_AXIS = Fields.integer("axis").orElse(-1);
    public static final Field<List<Integer>> NORM_AXES = Fields.integers("axis").orElse(List.of(-1));

    /** The order of the norm: 1 for sums of absolute values, 2 for Euclid's. */
    public static final Field<Integer> ORDER = Fields.positive("order").orElse(2);

    /** The least norm to divide by; null for 1e-7. */
    public static final Field<@Nullable Double> EPSILON =
            Fields.number("epsilon").orNull();

    public static final Field<List<Integer>> MOMENT_AXES = Fields.integers("axes");
    public static final Field<Boolean> SYNCHRONIZED =
            Fields.bool("synchronized").orElse(false);

    public static final OpType LOG_SOFTMAX = Rules.onlyFloating(NN, "LogSoftmax", AXIS);
    public static final OpType SPARSEMAX = Rules.onlyFloating(NN, "Sparsemax", ONE_AXIS);
    public static final OpType GLU = OpType.of(NN, "Glu", (op, in) -> halved(op, in.get(0)), ONE_AXIS);
    public static final OpType NORMALIZE = Rules.floating(NN, "Normalize", NORM_AXES, ORDER, EPSILON);
    public static final OpType LOGSUMEXP = OpType.of(
            MATH,
            "Logsumexp",
            (op, in) -> new TensorSpec(
                    Reductions.without(in.get(0).shape(), op.param(Reductions.AXIS), op.param(Reductions.KEEPDIMS)),
                    Rules.checkedFloating(in.get(0)).dtype()),
            Reductions.AXIS,
            Reductions.KEEPDIMS);

    /** Mean and variance. */
    public static final OpType MOMENTS = OpType.multiple(
            NN,
            "Moments",
            (op, in) -> {
                Shape shape =
                        Reductions.without(in.get(0).shape(), op.param(MOMENT_AXES), op.param(Reductions.KEEPDIMS));
                TensorSpec spec =
                        new TensorSpec(shape, Rules.checkedFloating(in.get(0)).dtype());
                return List.of(spec, spec);
            },
            MOMENT_AXES,
            Reductions.KEEPDIMS,
            SYNCHRONIZED);

    private Normalizing() {}

    private static TensorSpec halved(Op op, TensorSpec x) {
        int axis = x.shape().axis(op.param(ONE_AXIS));
        int size = x.shape().size(axis);
        if (size != Shape.UNKNOWN && size % 2 != 0) {
            throw ShapeException.because("needs an even number of elements to halve")
                    .differs("axis " + axis + " has " + size);
        }
        int half = size == Shape.UNKNOWN ? size : size / 2;
        return new TensorSpec(
                x.shape().withSize(axis, half), Rules.checkedFloating(x).dtype());
    }

    /**
     * {@code log(softmax(x))} over an axis.
     *
     * <pre>{@code
     * SymbolicTensor y = logSoftmax(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor logSoftmax(SymbolicTensor x, int axis) {
        return LOG_SOFTMAX.op(AXIS, axis).on(x);
    }

    /**
     * {@code max(x - τ, 0)}: a sparse kin of softmax. As in Keras, τ is the mean of the partial sums of the support, less its
     * share of 1; in Martins, Astudillo, From Softmax to Sparsemax, it is that of the elements.
     *
     * <pre>{@code
     * SymbolicTensor y = sparsemax(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor sparsemax(SymbolicTensor x, int axis) {
        return SPARSEMAX.op(ONE_AXIS, axis).on(x);
    }

    /**
     * The first half of an axis, times the sigmoid of the second.
     *
     * <pre>{@code
     * SymbolicTensor y = glu(input("x", 6), -1); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor glu(SymbolicTensor x, int axis) {
        return GLU.op(ONE_AXIS, axis).on(x);
    }

    /**
     * x divided by its Euclidean norm over some axes.
     *
     * <pre>{@code
     * SymbolicTensor y = normalize(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor normalize(SymbolicTensor x, int... axes) {
        return NORMALIZE.op(NORM_AXES, IntStream.of(axes).boxed().toList()).on(x);
    }

    /**
     * {@code log Σ e^x} over some axes, or over all where none is given.
     *
     * <pre>{@code
     * SymbolicTensor y = logsumexp(input("x", 5), -1); // (?,)
     * }</pre>
     */
    public static SymbolicTensor logsumexp(SymbolicTensor x, int... axes) {
        return Reductions.reduce(LOGSUMEXP, x, axes, false);
    }

    /**
     * Mean and variance over some axes.
     *
     * <pre>{@code
     * List<SymbolicTensor> both = moments(input("x", 5), false, -1);
     * SymbolicTensor mean = both.get(0); // (?,)
     * }</pre>
     */
    public static List<SymbolicTensor> moments(SymbolicTensor x, boolean keepDims, int... axes) {
        Config config = Config.empty()
                .set(MOMENT_AXES, IntStream.of(axes).boxed().toList())
                .set(Reductions.KEEPDIMS, keepDims);
        return MOMENTS.op(config).call(dev.lamina.Arguments.of(List.of(x)));
    }
}
