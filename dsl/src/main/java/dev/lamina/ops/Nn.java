package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;
import static dev.lamina.ops.Modules.NN;

import dev.lamina.Arithmetic;
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

/** Activations and other ops of neural networks. Source: {@code keras.ops.nn}. */
public final class Nn {
    public static final Field<Integer> AXIS = Fields.integer("axis").orElse(-1);
    public static final Field<Integer> NUM_CLASSES = Fields.positive("num_classes");
    public static final Field<DType> DTYPE =
            Fields.dtype("dtype").orElse(DType.FLOAT32).nullMeansDefault();
    /** Sparse tensors are not supported. */
    public static final Field<Boolean> SPARSE = Fields.bool("sparse").orElse(false);

    public static final Field<DataFormat> DATA_FORMAT = Fields.choice("data_format", DataFormat.class)
            .orElse(DataFormat.CHANNELS_LAST)
            .nullMeansDefault();

    public static final OpType RELU = activation("Relu");
    public static final OpType SIGMOID = activation("Sigmoid");
    public static final OpType SOFTPLUS = activation("Softplus");
    public static final OpType SOFTMAX =
            OpType.of(NN, "Softmax", (op, in) -> Arithmetic.floating(in.get(0)), Normalizing.AXIS);
    public static final OpType ONE_HOT =
            OpType.of(NN, "OneHot", (op, in) -> oneHot(op, in.get(0)), NUM_CLASSES, AXIS, DTYPE, SPARSE);

    /** Ones at each of several positions. */
    public static final OpType MULTI_HOT =
            OpType.of(NN, "MultiHot", (op, in) -> multiHot(op, in.get(0)), NUM_CLASSES, AXIS, DTYPE, SPARSE);

    /** Adds a vector to the channels: the fused form of a sum that TensorFlow optimizes. */
    public static final OpType BIAS_ADD =
            OpType.of(LAMINA, "BiasAdd", (op, in) -> biased(op, in.get(0), in.get(1)), DATA_FORMAT);

    private Nn() {}

    private static OpType activation(String className) {
        return OpType.of(NN, className, (op, in) -> in.get(0));
    }

    private static TensorSpec oneHot(Op op, TensorSpec x) {
        int rank = x.shape().rank();
        int axis = op.param(AXIS) < 0 ? op.param(AXIS) + rank + 1 : op.param(AXIS);
        Shape shape = x.shape()
                .slice(0, axis)
                .plus(op.param(NUM_CLASSES))
                .plus(x.shape().from(axis));
        return new TensorSpec(shape, op.param(DTYPE));
    }

    private static TensorSpec multiHot(Op op, TensorSpec x) {
        Shape shape = x.shape().rank() <= 1
                ? Shape.of(op.param(NUM_CLASSES))
                : x.shape().slice(0, x.shape().rank() - 1).plus(op.param(NUM_CLASSES));
        return new TensorSpec(shape, op.param(DTYPE));
    }

    private static TensorSpec biased(Op op, TensorSpec x, TensorSpec bias) {
        int channels = x.shape().size(op.param(DATA_FORMAT) == DataFormat.CHANNELS_LAST ? -1 : 1);
        if (bias.shape().rank() != 1 || bias.shape().size(0) != channels) {
            throw ShapeException.because("needs a bias for each of " + channels + " channels")
                    .differs("the bias has shape " + bias.shape());
        }
        return x;
    }

    /**
     * {@code max(x, 0)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = relu(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor relu(SymbolicTensor x) {
        return RELU.op().on(x);
    }

    /**
     * {@code 1 / (1 + e^-x)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = sigmoid(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor sigmoid(SymbolicTensor x) {
        return SIGMOID.op().on(x);
    }

    /**
     * {@code log(1 + e^x)}
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = softplus(x); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor softplus(SymbolicTensor x) {
        return SOFTPLUS.op().on(x);
    }

    /**
     * {@code e^x} divided by its sum over an axis.
     *
     * <pre>{@code
     * SymbolicTensor y = softmax(input("x", 5), -1); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor softmax(SymbolicTensor x, int axis) {
        return SOFTMAX.op(Normalizing.AXIS, axis).on(x);
    }

    /**
     * Ones where the new last axis's position is the element, zeros elsewhere.
     *
     * <pre>{@code
     * SymbolicTensor y = oneHot(argmax(input("x", 5), -1), 5); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor oneHot(SymbolicTensor x, int numClasses) {
        return ONE_HOT.op(NUM_CLASSES, numClasses).on(x);
    }

    /**
     * Ones at the positions in the last axis, zeros elsewhere. Shapes: x (…, n) -> (…, numClasses).
     *
     * <pre>{@code
     * SymbolicTensor y = multiHot(argmax(input("x", 4, 5), -1), 5); // (?, 5)
     * }</pre>
     */
    public static SymbolicTensor multiHot(SymbolicTensor x, int numClasses) {
        return MULTI_HOT.op(NUM_CLASSES, numClasses).on(x);
    }

    /**
     * A vector added to the channels. Shapes: x (…, channels), bias (channels).
     *
     * <pre>{@code
     * SymbolicTensor y = biasAdd(input("x", 4, 3), ones(3), DataFormat.CHANNELS_LAST); // (?, 4, 3)
     * }</pre>
     */
    public static SymbolicTensor biasAdd(SymbolicTensor x, SymbolicTensor bias, DataFormat dataFormat) {
        return BIAS_ADD.op(Config.empty().set(DATA_FORMAT, dataFormat)).on(x, bias);
    }
}
