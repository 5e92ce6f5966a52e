package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.batchInput;
import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.bidirectional;
import static dev.lamina.layers.Layers.contrastLimitedAdaptiveHistogramEqualization;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.gruCell;
import static dev.lamina.layers.Layers.hashing;
import static dev.lamina.layers.Layers.layerNormalization;
import static dev.lamina.layers.Layers.lstm;
import static dev.lamina.layers.Layers.lstmCell;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.layers.Layers.reversibleEmbedding;
import static dev.lamina.layers.Layers.rnn;
import static dev.lamina.layers.Layers.timeDistributed;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.DTypePolicy;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.Weight;
import dev.lamina.errors.ConfigException;
import dev.lamina.json.KerasJson;
import dev.lamina.optimizers.Adam;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.regularizers.Regularizers;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.training.Training;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that compute in other types than float32. */
final class DTypePolicyTest {
    private static Model model() {
        SymbolicTensor x = input("x", 8, 8, 2);
        return Model.of(
                "m",
                x,
                x.then(chain(
                        conv2d(4, 3).activation(RELU),
                        batchNormalization(),
                        maxPooling2d(2),
                        flatten(),
                        dense(6).activation(RELU),
                        layerNormalization(),
                        dense(1))));
    }

    private static NdArray noise(int... shape) {
        Random random = new Random(1);
        int size = java.util.stream.IntStream.of(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixed_bfloat16", "mixed_float16", "float64"})
    void trainAndPredict(String name) {
        DTypePolicy policy = new DTypePolicy(name);
        Model model = model().dtype(policy);
        assertThat(model.outputs().list().get(0).dtype()).isEqualTo(policy.computeDType());
        assertThat(model.weights())
                .extracting(Weight::spec)
                .allSatisfy(spec -> assertThat(spec.dtype()).isEqualTo(policy.variableDType()));
        try (CompiledModel run = TensorFlowBackend.compile(
                model, training().optimizer(adam(1e-2)).loss(meanSquaredError()), options -> options.seed(1))) {
            NdArray x = noise(32, 8, 8, 2);
            NdArray y = noise(32, 1);
            var history = run.fit(x, y, fit -> fit.epochs(30).batchSize(32));
            List<Double> loss = history.values().get("loss");
            assertThat(loss.get(29)).isLessThan(0.5 * loss.get(0));
            assertThat(run.predict(x).get(0).dtype()).isEqualTo(policy.computeDType());
        }
    }

    @Test
    void areTheSameFunctionOfTheSameWeights() {
        NdArray x = noise(4, 8, 8, 2);
        try (CompiledModel single = TensorFlowBackend.compile(model());
                CompiledModel mixed = TensorFlowBackend.compile(model().dtype(DTypePolicy.MIXED_BFLOAT16))) {
            mixed.setWeights(List.copyOf(single.weights().values()));
            NdArray expected = single.predict(x).get(0);
            NdArray found = mixed.predict(x).get(0).cast(DType.FLOAT32);
            for (int i = 0; i < expected.size(); i++) {
                // bfloat16 has 8 bits of mantissa.
                assertThat(found.getDouble(i))
                        .isCloseTo(expected.getDouble(i), org.assertj.core.data.Offset.offset(0.05));
            }
        }
    }

    @Test
    void sharedLayersStayShared() {
        SymbolicTensor a = input("a", 3);
        SymbolicTensor b = input("b", 3);
        var layer = dense(2);
        Model model =
                Model.of("m", List.of(a, b), a.then(layer).plus(b.then(layer))).dtype(DTypePolicy.FLOAT64);
        assertThat(model.weights()).hasSize(2);
    }

    /** Keras announces another type than it gives, so that no golden case can say this. */
    @Test
    void logitsHaveATypeOfTheirOwn() {
        SymbolicTensor x = input("x", 2);
        var layer = reversibleEmbedding(1, 2).reverseDtype(DType.FLOAT32).dtype(DTypePolicy.MIXED_BFLOAT16);
        try (CompiledModel run = TensorFlowBackend.compile(Model.of("m", x, layer.reverse(x)))) {
            run.setWeights(List.of(NdArray.of(new float[] {256, 1}, 1, 2)));
            NdArray logits = run.predict(NdArray.of(new float[] {1, 1}, 1, 2)).get(0);
            assertThat(logits.dtype()).isEqualTo(DType.FLOAT32);
            assertThat(logits.getDouble(0)).isEqualTo(257); // which bfloat16 does not have
        }
    }

    /** As Keras gives them; it announces another type. */
    @Test
    void imagesOfBytesStayBytes() {
        SymbolicTensor x = input("x", DType.UINT8, 2, 2, 1);
        SymbolicTensor floats = input("x", 2, 2, 1);
        var layer = contrastLimitedAdaptiveHistogramEqualization()
                .tileGridSize(1, 1)
                .clipLimit(0);
        NdArray image = NdArray.of(new float[] {3, 200, 200, 90}, 1, 2, 2, 1);
        try (CompiledModel bytes = TensorFlowBackend.compile(Model.of("m", x, x.then(layer)));
                CompiledModel single = TensorFlowBackend.compile(Model.of("m", floats, floats.then(layer)))) {
            NdArray found = bytes.predict(image.cast(DType.UINT8)).get(0);
            assertThat(found.dtype()).isEqualTo(DType.UINT8);
            assertThat(found).isEqualTo(single.predict(image).get(0).cast(DType.UINT8));
            assertThat(found.getDouble(1)).isEqualTo(255);
        }
    }

    @Test
    void ofLayersInsideLayersChangeToo() {
        SymbolicTensor x = batchInput("x", TensorSpec.of(DType.FLOAT32, 8, 4, 3));
        Model model = Model.of(
                        "m",
                        x,
                        x.then(chain(
                                bidirectional(lstm(2).returnSequences(true)),
                                timeDistributed(dense(2)),
                                rnn(gruCell(2)).stateful(true))))
                .dtype(DTypePolicy.MIXED_FLOAT16);
        assertThat(KerasJson.write(model))
                .doesNotContain("\"name\" : \"float32\"")
                .doesNotContain("\"name\":\"float32\"");
        try (CompiledModel run = TensorFlowBackend.compile(
                model, training().optimizer(adam(1e-2)).loss(meanSquaredError()))) {
            Map<String, Double> first = run.trainOnBatch(noise(8, 4, 3), noise(8, 2));
            assertThat(first.get("loss")).isFinite();
            assertThat(run.predictOnBatch(noise(8, 4, 3)).get(0).dtype()).isEqualTo(DType.FLOAT16);
        }
    }

    @ParameterizedTest
    @CsvSource({"mixed_float16, float32", "float32, mixed_float16", "float64, mixed_bfloat16"})
    void mayDifferInsideALayer(String outside, String inside) {
        DTypePolicy outer = new DTypePolicy(outside);
        DTypePolicy inner = new DTypePolicy(inside);
        SymbolicTensor x = input("x", 4, 3);
        List<SymbolicTensor> outputs = List.of(
                x.then(rnn(lstmCell(2).dtype(inner)).dtype(outer)),
                x.then(rnn(gruCell(2).dtype(inner)).dtype(outer)),
                x.then(bidirectional(lstm(2).dtype(inner)).dtype(outer)),
                x.then(timeDistributed(dense(2).dtype(inner)).dtype(outer)));
        try (CompiledModel run = TensorFlowBackend.compile(Model.of("m", List.of(x), outputs))) {
            // As real Keras has it.
            assertThat(run.predictOnBatch(noise(2, 4, 3)))
                    .extracting(NdArray::dtype)
                    .containsOnly(outer.computeDType());
        }
    }

    @Test
    void ofWholeNumbersStay() {
        SymbolicTensor x = batchInput("x", TensorSpec.of(DType.STRING, -1, 1));
        Model model = Model.of("m", x, x.then(hashing(3))).dtype(DTypePolicy.MIXED_FLOAT16);
        assertThat(model.outputs().list().get(0).dtype().isInteger()).isTrue();
    }

    @Test
    void ofModelsAreThoseOfMostLayers() {
        SymbolicTensor x = input("x", 3);
        DTypePolicy half = DTypePolicy.MIXED_FLOAT16;
        assertThat(Model.of("m", x, x.then(chain(dense(2).dtype(half), dense(2), dense(2))))
                        .dtype())
                .isEqualTo(DTypePolicy.FLOAT32);
        assertThat(Model.of("m", x, x.then(chain(dense(2), dense(2).dtype(half))))
                        .dtype())
                .isEqualTo(half);
        Model inner = Model.of("inner", x, x.then(chain(dense(3), dense(3)))).dtype(half);
        assertThat(Model.of("m", x, x.then(chain(inner, dense(2)))).dtype()).isEqualTo(half);
        assertThat(Model.of("m", x, x.times(2)).dtype()).isEqualTo(DTypePolicy.FLOAT32);
    }

    @Test
    void inFloat16ScaleTheLoss() {
        Training adam = training().optimizer(adam(1e-2)).loss(meanSquaredError());
        Model half = model().dtype(DTypePolicy.MIXED_FLOAT16);
        assertThat(adam.of(half).optimizer()).isInstanceOf(LossScaleOptimizer.class);
        assertThat(adam.autoScaleLoss(false).of(half).optimizer()).isInstanceOf(Adam.class);
        assertThat(adam.of(model()).optimizer()).isInstanceOf(Adam.class);
        assertThat(adam.of(model().dtype(DTypePolicy.MIXED_BFLOAT16)).optimizer())
                .isInstanceOf(Adam.class);
        Training scaled = adam.of(half);
        assertThat(scaled.of(half)).isSameAs(scaled);
        try (CompiledModel run = TensorFlowBackend.compile(half, adam)) {
            run.learningRate(0.5);
            assertThat(run.learningRate()).isEqualTo(0.5);
        }
    }

    /** Real Keras cannot: what it adds to the loss is of another type than the loss. */
    @ParameterizedTest
    @ValueSource(strings = {"mixed_bfloat16", "mixed_float16", "float64"})
    void trainWithPenalties(String name) {
        SymbolicTensor x = input("x", 3);
        var layer = dense(1).kernelRegularizer(Regularizers.l2(0.1)).activityRegularizer(Regularizers.l1(0.1));
        Model model = Model.of("m", x, x.then(layer)).dtype(new DTypePolicy(name));
        try (CompiledModel run = TensorFlowBackend.compile(
                model, training().optimizer(adam(1e-2)).loss(meanSquaredError()))) {
            assertThat(run.trainOnBatch(noise(4, 3), noise(4, 1)).get("loss")).isPositive();
        }
    }

    @Test
    void ofUnknownNamesInFilesAreRefused() {
        SymbolicTensor x = input("x", 3);
        String json = KerasJson.write(Model.of("m", x, x.then(dense(2).dtype(DTypePolicy.MIXED_FLOAT16))));
        assertThatThrownBy(() -> KerasJson.read(json.replace("mixed_float16", "mixed_int8")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "config.layers[1].config.dtype.config.name: Dense \"dense\": unknown dtype policy \"mixed_int8\"")
                .hasMessageContaining("\"float32\" or \"bfloat16\", \"mixed_bfloat16\" or \"mixed_float16\"");
    }

    @Test
    void ofAnUnknownNameAreRefused() {
        assertThatThrownBy(() -> new DTypePolicy("int8_from_float32"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("int8_from_float32: quantized layers cannot be run");
    }
}
