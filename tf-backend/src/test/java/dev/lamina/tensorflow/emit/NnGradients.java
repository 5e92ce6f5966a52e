package dev.lamina.tensorflow.emit;

import static dev.lamina.tensorflow.emit.GradientCase.points;

import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Nn;
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
        table.add(Nn.BIAS_ADD, (x, y) -> Nn.biasAdd(x, y, DataFormat.CHANNELS_LAST), points(2, 3), points(3));
        table.add(Linear.MATMUL, Linear::matmul, points(2, 3), points(3, 2));
        table.add(Linear.MATMUL, Linear::matmul, points(3), points(3));
        table.add(Linear.MATMUL, Linear::matmul, points(2, 3), points(3));
        table.add(Linear.MATMUL, Linear::matmul, points(3), points(2, 3, 2));
        table.add(Linear.MATMUL, Linear::matmul, points(2, 1, 2, 3), points(2, 3, 2));
    }
}
