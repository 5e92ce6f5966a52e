package dev.lamina.tensorflow.emit;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.ops.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.NodeDef;

/** What keeps TensorFlow's optimizer from giving up on residual nets, for it says so on standard error alone. */
final class SharedSumsTest {
    private static SymbolicTensor block(SymbolicTensor x) {
        return add().on(
                        x,
                        x.then(activation(RELU)).then(conv2d(4, 3).padding(SAME).activation(RELU)));
    }

    /** By activation, whether it waits for another operation. */
    private static List<Boolean> waiting(Model model) {
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            run.predictOnBatch(NdArray.zeros(DType.FLOAT32, Shape.of(1, 6, 6, 4)));
            return run.graph().toGraphDef().getNodeList().stream()
                    .filter(node -> node.getOp().equals("Relu"))
                    .map(NodeDef::getInputList)
                    .map(inputs -> inputs.stream().anyMatch(input -> input.startsWith("^")))
                    .toList();
        }
    }

    @Test
    void activationsOfSumsThatOthersReadTooStandAlone() {
        SymbolicTensor x = input("x", 6, 6, 4);
        SymbolicTensor y = block(block(x));
        // The first reads the input, the second a convolution, the third the sum that the second block adds to, the
        // fifth the last sum.
        assertThat(waiting(Model.of("residual", x, y.then(activation(RELU)))))
                .containsExactly(false, false, true, false, false);
    }
}
