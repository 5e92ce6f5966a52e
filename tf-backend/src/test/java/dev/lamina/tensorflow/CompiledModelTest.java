package dev.lamina.tensorflow;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.LaminaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tensorflow.Session;

final class CompiledModelTest {
    @Test
    void preloadEndsOnceTheLibraryIsThere() throws Exception {
        assertThat(TensorFlowBackend.preload().thenApply(done -> "done").get(60, TimeUnit.SECONDS))
                .isEqualTo("done");
    }

    @Test
    void predictsWithItsWeights() {
        var x = input("x", 3);
        var model = Model.of("small", x, x.then(chain(dense(4).activation(RELU), dense(2))));
        try (var compiled = TensorFlowBackend.compile(model)) {
            List<NdArray> outputs = compiled.predictOnBatch(NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
            assertThat(outputs.get(0).shape().sizes()).containsExactly(2, 2);
        }
    }

    @Test
    void largePredictionsGetMoreThreadsForGood() {
        var x = input("x", 1000);
        try (var compiled = TensorFlowBackend.compile(Model.of("wide", x, x.then(dense(1000))))) {
            Session first = compiled.session();
            NdArray one = NdArray.zeros(DType.FLOAT32, Shape.of(1, 1000));
            one.floats()[7] = 1;
            List<NdArray> outputs = compiled.predictOnBatch(one);
            Session alone = compiled.session();
            compiled.predictOnBatch(NdArray.zeros(DType.FLOAT32, Shape.of(400, 1000)));
            Session parallel = compiled.session();

            assertThat(compiled.predictOnBatch(one)).isEqualTo(outputs);
            assertThat(alone).isNotSameAs(first);
            assertThat(parallel).isNotSameAs(alone).isSameAs(compiled.session());
        }
    }

    @Test
    void storesAllWeightsOrNone() {
        var x = input("x", 3);
        try (var compiled = TensorFlowBackend.compile(Model.of("small", x, x.then(chain(dense(4), dense(2)))))) {
            Map<String, NdArray> before = compiled.weights();
            List<NdArray> wrong = new ArrayList<>();
            before.values().forEach(value -> wrong.add(NdArray.zeros(value.dtype(), value.shape())));
            wrong.set(3, NdArray.zeros(DType.FLOAT32, Shape.of(7)));

            assertThatThrownBy(() -> compiled.setWeights(wrong))
                    .isInstanceOf(LaminaException.class)
                    .hasMessage("variable \"dense_1/bias\" is (2,) float32; received (7,) float32");
            assertThat(compiled.weights()).isEqualTo(before);
        }
    }
}
