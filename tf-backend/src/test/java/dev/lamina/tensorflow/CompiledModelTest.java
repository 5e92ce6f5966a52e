package dev.lamina.tensorflow;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.NdArray;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CompiledModelTest {
    @Test
    void predictsWithItsWeights() {
        var x = input("x", 3);
        var model = Model.of("small", x, x.then(chain(dense(4).activation(RELU), dense(2))));
        try (var compiled = TensorFlowBackend.compile(model)) {
            List<NdArray> outputs = compiled.predictOnBatch(NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
            assertThat(outputs.get(0).shape().sizes()).containsExactly(2, 2);
        }
    }
}
