package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.json.KerasJson;
import dev.lamina.lowering.Program;
import dev.lamina.lowering.WeightNames;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Every model of real Keras computes here what it computes there: outputs, losses, gradients. */
final class GoldenTest {
    @TestFactory
    Stream<DynamicTest> computesWhatKerasComputes() {
        return GoldenCase.tests(GoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        JsonNode facts = golden.facts();
        Map<String, NdArray> arrays = golden.arrays();
        Model model = KerasJson.read(golden.modelJson());
        checkSpecs(model, facts);
        List<NdArray> outputs = GoldenCase.numbered(arrays, "output_");
        if (facts.get("train") == null) {
            try (CompiledModel compiled = TensorFlowBackend.compile(model)) {
                compiled.setWeights(GoldenCase.numbered(arrays, "weight_"));
                checkPrediction(compiled, arrays, facts);
            }
        }

        String mode = facts.get("training_output").asString();
        String gradients = facts.get("gradient_mode").asString();
        boolean trains = !mode.equals("random");
        GoldenRun run = GoldenRun.of(model, arrays, trains);
        if (trains) {
            List<NdArray> expected = mode.equals("same") ? outputs : GoldenCase.numbered(arrays, "training_output_");
            checkAll(mode.equals("same") ? "output_" : "training_output_", run.outputs(), expected, facts);
            checkLosses(run.losses(), facts);
        }
        if (!gradients.equals("none")) {
            assertThat(gradients).isEqualTo(trains ? "training" : "inference");
            checkGradients(run, arrays, facts);
        }
    }

    /** What a model with the weights of its case predicts; of those that are trained, {@link TrainingGoldenTest} asks before. */
    static void checkPrediction(CompiledModel compiled, Map<String, NdArray> arrays, JsonNode facts) {
        List<NdArray> predicted =
                compiled.predictOnBatch(GoldenCase.numbered(arrays, "input_").toArray(NdArray[]::new));
        assertThat(predicted)
                .extracting(NdArray::dtype)
                .isEqualTo(dtypes(compiled.model().outputs().list()));
        checkAll("output_", predicted, GoldenCase.numbered(arrays, "output_"), facts);
    }

    private static void checkSpecs(Model model, JsonNode facts) {
        for (int i = 0; i < model.inputNames().size(); i++) {
            String expected = facts.get("inputs").get(i).get("name").asString();
            // An input that nobody named: Keras gives its layer a name, and its tensor this one.
            assertThat(model.inputNames().get(i)).isEqualTo(expected.equals("keras_tensor") ? "input_layer" : expected);
        }
        checkSpecs("input", model.inputs().list(), facts.get("inputs"));
        checkSpecs("output", model.outputs().list(), facts.get("outputs"));
        List<Program.NamedWeight> weights = WeightNames.of(model);
        assertThat(weights.stream()
                        .map(named -> named.weight().name()
                                + named.weight().spec()
                                + (named.weight().trainable() ? "" : " fixed")))
                .isEqualTo(facts.get("weights")
                        .valueStream()
                        .map(weight -> weight.get("name").asString() + GoldenCase.shape(weight.get("shape")) + " "
                                + weight.get("dtype").asString()
                                + (weight.get("trainable").asBoolean() ? "" : " fixed"))
                        .toList());
    }

    private static void checkSpecs(String what, List<SymbolicTensor> tensors, JsonNode expected) {
        assertThat(tensors.stream().map(tensor -> tensor.spec().toString()))
                .as("specs of %ss", what)
                .isEqualTo(expected.valueStream()
                        .map(spec -> GoldenCase.shape(spec.get("shape")) + " "
                                + spec.get("dtype").asString())
                        .toList());
    }

    private static List<DType> dtypes(List<SymbolicTensor> tensors) {
        return tensors.stream().map(SymbolicTensor::dtype).toList();
    }

    private static void checkAll(String prefix, List<NdArray> actual, List<NdArray> expected, JsonNode facts) {
        assertThat(actual).as("number of arrays %s", prefix).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            checkClose(prefix + i, actual.get(i), expected.get(i), facts);
        }
    }

    private static void checkClose(String name, NdArray actual, NdArray expected, JsonNode facts) {
        double rounding = facts.path("rounding").path(name).asDouble(0);
        Closeness.check(name, actual, expected, facts.get("tolerance").asDouble(), rounding);
    }

    /** Their sum: Keras lists losses in another order. */
    private static void checkLosses(List<Double> losses, JsonNode facts) {
        double sum = losses.stream().mapToDouble(loss -> loss).sum();
        JsonNode added = facts.get("added_losses");
        double expected = added == null
                ? 0
                : added.valueStream().mapToDouble(JsonNode::asDouble).sum();
        assertThat(sum)
                .as("sum of the added losses")
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-5 * Math.abs(expected)));
    }

    private static void checkGradients(GoldenRun run, Map<String, NdArray> arrays, JsonNode facts) {
        arrays.forEach((name, expected) -> {
            if (name.startsWith("grad_")) {
                NdArray actual = run.gradients().get(name);
                NdArray zeros = NdArray.zeros(expected.dtype(), expected.shape());
                checkClose(name, actual == null ? zeros : actual, expected, facts);
                assertThat(actual == null ? expected.dtype() : actual.dtype())
                        .as("type of %s", name)
                        .isEqualTo(expected.dtype());
            }
        });
        run.gradients().forEach((name, actual) -> {
            if (!arrays.containsKey(name)) {
                // Keras knows no gradient where none flows; what is zero is as good.
                checkClose(name, actual, NdArray.zeros(actual.dtype(), actual.shape()), facts);
            }
        });
    }
}
