package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.losses.Losses;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.serving.SavedModel;
import dev.lamina.tensorflow.serving.Signature;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is exported computes what the model computes, and comes back. The folders stay in target/savedmodel, where
 * checks/keras/savedmodel.py runs them by real TensorFlow.
 */
class ExportTest {
    private static final String DEFAULT = "serving_default";
    private static final double ROUNDING = 1e-6;

    static List<ExportedCase> cases() {
        return ExportedCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void computesTheSameAndComesBack(ExportedCase exported) throws IOException {
        Path folder = Files.createDirectories(
                Path.of("target/savedmodel").resolve(exported.model().name()));
        Path file = folder.resolve("model");
        Map<String, Model> models = new LinkedHashMap<>();
        models.put(DEFAULT, exported.model());
        models.putAll(exported.parts());
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        try (CompiledModel compiled = TensorFlowBackend.compile(exported.model())) {
            compiled.export(file, options -> {
                var chosen = options;
                for (Map.Entry<String, Model> part : exported.parts().entrySet()) {
                    chosen = chosen.signature(part.getKey(), part.getValue());
                }
                return chosen;
            });
            try (SavedModel saved = SavedModel.open(file)) {
                assertThat(saved.signatures().keySet()).contains("serve").containsAll(models.keySet());
                models.forEach((name, model) -> arrays.putAll(call(saved, name, model, compiled)));
                assertThat(saved.signature(DEFAULT).outputs().keySet()).containsExactlyElementsOf(exported.outputs());
                if (exported.parts().isEmpty()) { // Runs of parts count here, and there only where they draw.
                    call(saved, DEFAULT, exported.model(), compiled);
                }
            }
            try (CompiledModel whole = TensorFlowBackend.load(file)) {
                assertThat(whole.model().name()).isEqualTo(exported.model().name());
                assertThat(new ArrayList<>(whole.weights().keySet()))
                        .isEqualTo(new ArrayList<>(compiled.weights().keySet()));
            }
        }
        Npz.write(folder.resolve("arrays.npz"), arrays);
    }

    /** Calls a signature and the model that it was made of, and compares; the arrays by signature, role and name. */
    private static Map<String, NdArray> call(SavedModel saved, String name, Model model, CompiledModel compiled) {
        Signature signature = saved.signature(name);
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        Map<String, NdArray> inputs = new TreeMap<>();
        List<NdArray> values = ExportedCase.inputs(model);
        for (int i = 0; i < values.size(); i++) {
            SymbolicTensor input = model.inputs().list().get(i);
            String key = model.inputNames().get(i);
            assertThat(signature.inputs().get(key).shape()).isEqualTo(input.shape());
            assertThat(signature.inputs().get(key).dtype()).isEqualTo(input.dtype());
            inputs.put(key, values.get(i));
            arrays.put(name + "/input/" + key, values.get(i));
        }
        List<NdArray> expected = compiled.part(model).predictOnBatch(values.toArray(NdArray[]::new));
        Map<String, NdArray> outputs = saved.call(name, inputs);
        SavedArrays.assertClose(List.copyOf(outputs.values()), expected, ROUNDING);
        outputs.forEach((key, value) -> {
            assertThat(value.dtype()).isEqualTo(signature.outputs().get(key).dtype());
            boolean narrow = value.dtype() == DType.BFLOAT16; // NumPy's files have no such type
            arrays.put(name + "/output/" + key, narrow ? value.cast(DType.FLOAT32) : value);
        });
        return arrays;
    }

    private static Model dense() {
        SymbolicTensor x = dev.lamina.Lamina.input("x", 4);
        return Model.of("m", x, x.then(dev.lamina.layers.Layers.dense(2)));
    }

    @Test
    void trainingGoesOnWhereItStopped(@TempDir Path folder) {
        Training training = Training.training().optimizer(Optimizers.adam(0.1)).loss(Losses.meanSquaredError());
        NdArray x = NdArray.wrap(DType.FLOAT32, Shape.of(2, 4), new float[] {1, 2, 3, 4, 4, 3, 2, 1});
        NdArray y = NdArray.of(new float[] {1, 0, 0, 1}, 2, 2);
        try (CompiledModel model = TensorFlowBackend.compile(dense(), training)) {
            model.trainOnBatch(x, y);
            model.export(folder.resolve("m"));
            try (CompiledModel again = TensorFlowBackend.load(folder.resolve("m"))) {
                for (int i = 0; i < 3; i++) {
                    assertThat(again.trainOnBatch(x, y)).isEqualTo(model.trainOnBatch(x, y));
                }
            }
            // The first export does not change with the model.
            try (SavedModel saved = SavedModel.open(folder.resolve("m"))) {
                assertThat(saved.call("serve", Map.of("x", x)).get("output_0"))
                        .isNotEqualTo(model.predictOnBatch(x).get(0));
            }
        }
    }

    @Test
    void newerWeightsReplaceOlderOnes(@TempDir Path folder) {
        NdArray x = NdArray.of(new float[] {1, 2, 3, 4}, 1, 4);
        try (CompiledModel model = TensorFlowBackend.compile(dense())) {
            model.export(folder.resolve("m"));
            model.setWeights(Map.of("dense/bias", NdArray.of(new float[] {100, 200}, 2)));
            model.export(folder.resolve("m"), options -> options.servingOnly(true));
            try (SavedModel saved = SavedModel.open(folder.resolve("m"))) {
                assertThat(saved.call("serve", Map.of("x", x)).get("output_0"))
                        .isEqualTo(model.predictOnBatch(x).get(0));
            }
        }
        assertThat(folder.toFile().list()).containsExactly("m");
        assertThat(folder.resolve("m/assets.extra")).doesNotExist();
    }
}
