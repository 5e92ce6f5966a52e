package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.OpType;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Normalizing;
import dev.lamina.ops.Rectifiers;
import java.util.List;

/** Cases of activations, products and other ops of neural networks. */
final class NnGradients {
    private NnGradients() {}

    static void addTo(GradientCases table) {
        table.add(Nn.RELU, Nn::relu, points(7));
        table.add(Nn.SIGMOID, Nn::sigmoid, points(7));
        table.add(Nn.SOFTPLUS, Nn::softplus, points(7));
        for (int axis : List.of(0, 1, -1)) {
            table.add(Nn.SOFTMAX, x -> Nn.softmax(x, axis), points(2, 3, 2));
        }
        addActivations(table);
        addNormalizing(table);
        addProducts(table);
        table.add(Nn.BIAS_ADD, (x, y) -> Nn.biasAdd(x, y, DataFormat.CHANNELS_LAST), points(2, 3), points(3));
        table.add(Linear.MATMUL, Linear::matmul, points(2, 3), points(3, 2));
        table.add(Linear.MATMUL, Linear::matmul, points(3), points(3));
        table.add(Linear.MATMUL, Linear::matmul, points(2, 3), points(3));
        table.add(Linear.MATMUL, Linear::matmul, points(3), points(2, 3, 2));
        table.add(Linear.MATMUL, Linear::matmul, points(2, 1, 2, 3), points(2, 3, 2));
    }

    private static void addActivations(GradientCases table) {
        for (OpType type : List.of(
                Rectifiers.RELU6,
                Rectifiers.SILU,
                Rectifiers.SELU,
                Rectifiers.LOG_SIGMOID,
                Rectifiers.SOFTSIGN,
                Rectifiers.HARD_SIGMOID,
                Rectifiers.HARD_SILU,
                Rectifiers.HARD_TANH,
                Rectifiers.TANH_SHRINK,
                Rectifiers.SPARSE_PLUS,
                Rectifiers.SPARSE_SIGMOID,
                Rectifiers.LEAKY_RELU,
                Rectifiers.ELU,
                Rectifiers.CELU,
                Rectifiers.SOFT_SHRINK,
                Rectifiers.HARD_SHRINK,
                Rectifiers.SQUAREPLUS)) {
            table.add(type, x -> type.op().on(x), points(7));
        }
        table.add(Rectifiers.ELU, x -> Rectifiers.elu(x, 0.3), points(7));
        table.add(Rectifiers.CELU, x -> Rectifiers.celu(x, 0.3), points(7));
        table.add(Rectifiers.LEAKY_RELU, x -> Rectifiers.leakyRelu(x, 0.01), points(7));
        table.add(Rectifiers.GELU, x -> Rectifiers.gelu(x, true), points(7));
        table.add(Rectifiers.GELU, x -> Rectifiers.gelu(x, false), points(7));
        table.add(Rectifiers.THRESHOLD, x -> Rectifiers.threshold(x, 0.5, 3), points(7));
    }

    private static void addNormalizing(GradientCases table) {
        for (int axis : List.of(0, 1, -1)) {
            table.add(Normalizing.LOG_SOFTMAX, x -> Normalizing.logSoftmax(x, axis), points(2, 3, 4));
            table.add(Normalizing.SPARSEMAX, x -> Normalizing.sparsemax(x, axis), points(2, 3, 4));
            table.add(Normalizing.NORMALIZE, x -> Normalizing.normalize(x, axis), points(2, 3, 4));
        }
        table.add(
                Normalizing.LOG_SOFTMAX,
                x -> Normalizing.LOG_SOFTMAX.op(Normalizing.AXIS, null).on(x),
                points(2, 3));
        table.add(
                Normalizing.NORMALIZE,
                x -> Normalizing.NORMALIZE.op(Normalizing.ORDER, 1).on(x),
                points(2, 3));
        table.add(
                Normalizing.NORMALIZE,
                x -> Normalizing.NORMALIZE.op(Normalizing.ORDER, 3).on(x),
                points(2, 3));
        table.add(Normalizing.GLU, x -> Normalizing.glu(x, 1), points(2, 4, 2));
        table.add(Normalizing.MOMENTS, List.of(points(2, 3, 2)), in -> Normalizing.moments(in.get(0), false, 0, 1));
        table.add(Normalizing.MOMENTS, List.of(points(2, 3, 2)), in -> Normalizing.moments(in.get(0), true, -1));
    }

    private static void addProducts(GradientCases table) {
        table.add(Linear.DOT, Linear::dot, points(2, 3), points(2, 3, 2));
        table.add(Linear.DOT, Linear::dot, points(3), points(3));
        table.add(Linear.INNER, (x, y) -> Linear.INNER.op().on(x, y), points(2, 3), points(4, 3));
        table.add(
                Linear.TENSORDOT,
                (x, y) -> Linear.tensordot(x, y, List.of(0, 1), List.of(1, 0)),
                points(2, 3, 2),
                points(3, 2));
        table.add(Linear.EINSUM, (x, y) -> Linear.einsum("bij,bjk->bik", x, y), points(2, 2, 3), points(2, 3, 2));
        table.add(Linear.EINSUM, (x, y) -> Linear.einsum("...i,ij->...j", x, y), points(2, 2, 3), points(3, 2));
        table.add(Linear.EINSUM, x -> Linear.einsum("ij->ji", x), points(2, 3));
        table.add(
                Linear.EINSUM,
                List.of(points(2, 3), points(3, 2), points(2, 2)),
                in -> List.of(Linear.einsum("ij,jk,kl->il", in.get(0), in.get(1), in.get(2))));
        table.add(Linear.OUTER, Linear::outer, points(2, 2), points(3));
        table.add(Linear.VDOT, (x, y) -> Linear.VDOT.op().on(x, y), points(3), points(3));
        table.add(Linear.KRON, Linear::kron, points(2, 2), points(1, 3));
        table.add(Linear.CROSS, Linear::cross, points(2, 3), points(3));
        table.add(Linear.CDIST, (x, y) -> Linear.CDIST.op().on(x, y), points(2, 3), GradientCase.between(-1, 3, 4, 3));
    }
}
