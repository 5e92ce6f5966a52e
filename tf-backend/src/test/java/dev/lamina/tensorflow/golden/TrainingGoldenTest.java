package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.NdArray;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.training.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every model that real Keras trained has here the outputs, the losses and the weights that it has there, step by step. */
final class TrainingGoldenTest {
    private static final double TOLERANCE = 1e-4;

    @TestFactory
    Stream<DynamicTest> trainsAsKerasTrains() {
        return GoldenCase.tests(golden -> golden.facts().get("train") != null, TrainingGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        JsonNode train = golden.facts().get("train");
        KerasDocument document = KerasJson.document(golden.modelJson(), Catalog.standard());
        Training training = Training.read(config(document, train), document.compilePlace(), document.model())
                .autoScaleLoss(train.path("auto_scale_loss").asBoolean(true));
        double tolerance = train.path("tolerance").asDouble(TOLERANCE);
        Map<String, NdArray> arrays = golden.arrays();
        List<Double> losses = new ArrayList<>();
        try (CompiledModel run = TensorFlowBackend.compile(document.model(), training)) {
            run.setWeights(GoldenCase.numbered(arrays, "weight_"));
            GoldenTest.checkPrediction(run, arrays, golden.facts());
            for (int step = 0; step < train.get("steps").asInt(); step++) {
                losses.add(run.trainOnBatch(batch(arrays)).get("loss"));
            }
            checkLosses(losses, train.get("losses"), tolerance);
            List<NdArray> after = GoldenCase.numbered(arrays, "after_weight_");
            List<Map.Entry<String, NdArray>> weights = List.copyOf(run.weights().entrySet());
            for (int i = 0; i < after.size(); i++) {
                Closeness.check(weights.get(i).getKey(), weights.get(i).getValue(), after.get(i), tolerance);
            }
            checkScale(run, train);
        }
    }

    /** As it stands in the model's file, or else from the facts of the case. */
    @SuppressWarnings("unchecked") // a JSON object
    private static Map<String, @Nullable Object> config(KerasDocument document, JsonNode train) {
        return document.compileConfig().isEmpty()
                ? JsonMapper.shared().treeToValue(train, LinkedHashMap.class)
                : document.compileConfig();
    }

    private static ArrayDataset batch(Map<String, NdArray> arrays) {
        ArrayDataset data = ArrayDataset.of();
        List<NdArray> inputs = GoldenCase.numbered(arrays, "input_");
        for (int i = 0; i < inputs.size(); i++) {
            data = data.input("x" + i, inputs.get(i));
        }
        List<NdArray> targets = GoldenCase.numbered(arrays, "target_");
        for (int i = 0; i < targets.size(); i++) {
            data = data.target("y" + i, targets.get(i));
        }
        NdArray weight = arrays.get("sample_weight");
        return weight == null ? data : data.weight("y0", weight);
    }

    /** Where the loss is scaled, the scale behind the steps and the number of steps since it changed. */
    private static void checkScale(CompiledModel run, JsonNode train) {
        boolean scaled = run.graph().operation("optimizer_dynamic_scale/VarHandleOp") != null;
        assertThat(scaled).as("the loss is scaled").isEqualTo(train.has("scale"));
        if (scaled) {
            Path file = Path.of("target/golden-scale.weights.h5");
            run.saveWeights(file);
            WeightTree tree = WeightTree.read(file);
            assertThat(tree.entry("optimizer/inner_optimizer")).isPresent();
            List<NdArray> kept = tree.entry("optimizer").orElseThrow().variables();
            assertThat(List.of(kept.get(2).scalar(), kept.get(3).scalar()))
                    .as("steps since the scale changed, and the scale")
                    .containsExactly(
                            train.get("finite_steps").asDouble(),
                            train.get("scale").asDouble());
        }
    }

    private static void checkLosses(List<Double> losses, JsonNode expected, double tolerance) {
        for (int i = 0; i < losses.size(); i++) {
            double wanted = expected.get(i).asDouble();
            assertThat(losses.get(i))
                    .as("loss of step %d", i)
                    .isCloseTo(wanted, Offset.offset(tolerance * Math.max(1, Math.abs(wanted))));
        }
    }
}
