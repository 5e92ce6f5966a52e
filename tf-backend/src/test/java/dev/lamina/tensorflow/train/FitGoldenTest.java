package dev.lamina.tensorflow.train;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.regularizers.Regularizers.l1;
import static dev.lamina.regularizers.Regularizers.l2;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;

/** Training as real Keras does it: {@code checks/keras/fit_golden.py}. */
final class FitGoldenTest {
    private static final double ROUNDING = 1e-5;
    private static final Map<?, ?> GOLDEN = golden();

    private static Map<?, ?> golden() {
        try (InputStream file = FitGoldenTest.class.getResourceAsStream("/golden/fit.json")) {
            return new ObjectMapper().readValue(file, Map.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<Map<?, ?>> rows(String name) {
        return ((List<?>) GOLDEN.get(name)).stream().map(row -> (Map<?, ?>) row);
    }

    /** The same numbers as in Python. */
    static NdArray values(int seed, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = ((i * 37 + seed * 11) % 23 - 11) / 16f;
        }
        return NdArray.of(values, shape);
    }

    private static void fill(CompiledModel run, int seed) {
        List<NdArray> weights = new ArrayList<>();
        for (NdArray weight : run.weights().values()) {
            weights.add(values(seed + weights.size(), weight.shape().sizes()));
        }
        run.setWeights(weights);
    }

    private static void plainNorm(CompiledModel run, String name, int size) {
        run.setWeights(Map.of(
                name + "/gamma", constant(1, size),
                name + "/beta", constant(0, size),
                name + "/moving_mean", constant(0, size),
                name + "/moving_variance", constant(1, size)));
    }

    private static NdArray constant(float value, int... shape) {
        NdArray array = NdArray.zeros(DType.FLOAT32, Shape.of(shape));
        Arrays.fill(array.floats(), value);
        return array;
    }

    private static void assertHistory(History found, Object expected) {
        ((Map<?, ?>) expected).forEach((name, each) -> assertNumbers(found.get((String) name), each));
    }

    private static void assertNumbers(List<Double> found, Object expected) {
        List<?> wanted = (List<?>) expected;
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < found.size(); i++) {
            double number = ((Number) wanted.get(i)).doubleValue();
            assertThat(found.get(i)).as("number %s", i).isCloseTo(number, within(ROUNDING * (1 + Math.abs(number))));
        }
    }

    private static void assertWeights(CompiledModel run, Object expected) {
        assertArrays(List.copyOf(run.weights().values()), expected);
    }

    private static void assertArrays(List<NdArray> arrays, Object expected) {
        assertThat(arrays).hasSameSizeAs((List<?>) expected);
        for (int i = 0; i < arrays.size(); i++) {
            assertNumbers(doubles(arrays.get(i)), ((List<?>) expected).get(i));
        }
    }

    private static List<Double> doubles(NdArray array) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            numbers.add(array.getDouble(i));
        }
        return numbers;
    }

    static Stream<Map<?, ?>> steps() {
        return rows("steps");
    }

    @ParameterizedTest
    @MethodSource("steps")
    void countsTheStepsOfAnEpoch(Map<?, ?> row) {
        var x = input("x", 2);
        try (var run = TensorFlowBackend.compile(
                Model.of("line", x, x.then(dense(1))),
                training().optimizer(sgd(0.05)).loss(meanSquaredError()))) {
            fill(run, 1);
            History history = run.fit(
                    values(3, 10, 2),
                    values(4, 10, 1),
                    fit -> fit.epochs(4)
                            .batchSize(2)
                            .shuffle(false)
                            .stepsPerEpoch((int) row.get("per_epoch"))
                            .validation(values(5, 8, 2), values(6, 8, 1))
                            .validationSteps((int) row.get("validation"))
                            .validationBatchSize(2));
            assertHistory(history, row.get("history"));
            assertWeights(run, row.get("weights"));
        }
    }

    static Stream<Map<?, ?>> targets() {
        return rows("targets");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void takesTargetsOfAnyRankAndType(Map<?, ?> row) {
        int[] shape = ((List<?>) row.get("shape"))
                .stream().mapToInt(size -> (int) size).toArray();
        int[] inner = Arrays.copyOfRange(shape, 1, shape.length);
        String loss = (String) row.get("loss_name");
        boolean sparse = loss.startsWith("sparse");
        int[] each = sparse ? Shape.of(inner).plus(2).sizes() : new int[] {2};
        var x = input("x", each);
        var output = sparse
                ? x.then(dense(3).activation(SOFTMAX))
                : x.then(chain(dense(Arrays.stream(inner).reduce(1, (a, b) -> a * b)), reshape(inner)));
        int[] numbers = new int[Math.toIntExact(Shape.of(shape).elements())];
        Arrays.setAll(numbers, i -> i % 3);
        DType dtype = DType.ofKerasName((String) row.get("dtype"));
        try (var run = TensorFlowBackend.compile(
                Model.of("m", x, output), training().optimizer(sgd(0.1)).loss(loss))) {
            fill(run, 1);
            History history = run.fit(
                    values(3, Shape.of(6).plus(each).sizes()),
                    NdArray.of(numbers, shape).cast(dtype),
                    fit -> fit.epochs(2).batchSize(2).shuffle(false));
            assertHistory(history, row.get("history"));
        }
    }

    @Test
    void reportsLossesOfWeightsAndActivities() {
        var x = input("x", 2);
        var hidden = dense(3).kernelRegularizer(l2(0.1)).activityRegularizer(l1(0.01));
        var model = Model.of("m", x, x.then(chain(hidden, dense(1).biasRegularizer(l1(0.01)))));
        try (var run =
                TensorFlowBackend.compile(model, training().optimizer(sgd(0.05)).loss(meanSquaredError()))) {
            fill(run, 1);
            History history = run.fit(
                    values(3, 7, 2),
                    values(4, 7, 1),
                    fit -> fit.epochs(3).batchSize(3).shuffle(false).validationSplit(0.3));
            assertHistory(history, ((Map<?, ?>) GOLDEN.get("added")).get("history"));
        }
    }

    @Test
    void tunesWhatIsNotFrozen() {
        var x = input("x", 2);
        var model = Model.of(
                "m",
                x,
                x.then(chain(
                        dense(3).activation(TANH).name("base"),
                        batchNormalization().name("norm"),
                        dense(1).name("head"))));
        Map<?, ?> golden = (Map<?, ?>) GOLDEN.get("tuned");
        NdArray inputs = values(3, 8, 2);
        NdArray targets = values(4, 8, 1);
        var training = training().optimizer(adam(0.01)).loss(meanSquaredError());
        try (var run = TensorFlowBackend.compile(model, training)) {
            fill(run, 1);
            plainNorm(run, "norm", 3);
            History first =
                    run.fit(inputs, targets, fit -> fit.epochs(2).batchSize(4).shuffle(false));
            assertNumbers(first.get("loss"), golden.get("first"));

            CompiledModel tuned = run.recompile(model.trainableLayers("head"::equals), training);
            History second =
                    tuned.fit(inputs, targets, fit -> fit.epochs(2).batchSize(4).shuffle(false));
            assertNumbers(second.get("loss"), golden.get("second"));
            assertWeights(tuned, golden.get("weights"));
            assertThat(run.weights()).isEqualTo(tuned.weights());
        }
    }

    @Test
    void letsTwoModelsTakeTurns() {
        var drawing = input("drawing", 4);
        Model judge = Model.of(
                "judge",
                drawing,
                drawing.then(chain(
                        dense(5).activation(TANH).name("j1"),
                        batchNormalization().name("jn"),
                        dense(1).activation(SIGMOID).name("j2"))));
        var noise = input("noise", 2);
        Model forger =
                Model.of("forger", noise, noise.then(dense(4).activation(TANH).name("f1")));
        Model both = Model.of("both", noise, judge.trainable(false).on(noise.then(forger)));
        try (var judging = TensorFlowBackend.compile(
                judge, training().optimizer(adam(0.02)).loss(binaryCrossentropy()))) {
            var forging = judging.part(both, training().optimizer(adam(0.01)).loss(binaryCrossentropy()));
            var drawn = judging.part(forger);
            fill(judging, 1);
            plainNorm(judging, "jn", 5);
            fill(drawn, 7);
            List<Double> losses = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                NdArray noises = values(20 + i, 3, 2);
                NdArray seen = joined(
                        values(30 + i, 3, 4), drawn.predictOnBatch(noises).get(0));
                Map<String, NdArray> forgersBefore = drawn.weights();
                losses.add(judging.trainOnBatch(seen, NdArray.of(new float[] {1, 1, 1, 0, 0, 0}, 6, 1))
                        .get("loss"));
                assertThat(drawn.weights()).isEqualTo(forgersBefore);
                Map<String, NdArray> judgesBefore = judging.weights();
                losses.add(forging.trainOnBatch(noises, constant(1, 3, 1)).get("loss"));
                assertThat(judging.weights()).isEqualTo(judgesBefore);
                assertThat(drawn.weights()).isNotEqualTo(forgersBefore);
            }
            Map<?, ?> golden = (Map<?, ?>) GOLDEN.get("turns");
            assertNumbers(losses, golden.get("losses"));
            assertWeights(judging, golden.get("judge"));
            assertWeights(drawn, golden.get("forger"));
        }
    }

    private static NdArray joined(NdArray first, NdArray second) {
        NdArray all = NdArray.zeros(DType.FLOAT32, first.shape().withSize(0, 6));
        System.arraycopy(first.floats(), 0, all.floats(), 0, first.size());
        System.arraycopy(second.floats(), 0, all.floats(), first.size(), second.size());
        return all;
    }

    @Test
    void differentiatesOutputs() {
        var x = input("x", 2);
        var hidden = x.then(dense(3).activation(TANH));
        var model = Model.of("m", x, List.of(hidden.then(dense(1)), hidden.then(dense(2).activation(SIGMOID))));
        Map<?, ?> golden = (Map<?, ?>) GOLDEN.get("gradients");
        try (var run = TensorFlowBackend.compile(model)) {
            fill(run, 1);
            NdArray given = values(3, 3, 2);
            Derivatives byInput = run.inputGradients(given);
            assertThat(byInput.outputs()).isEqualTo(run.predictOnBatch(given));
            assertNumbers(doubles(byInput.by().get("x")), golden.get("input"));
            Derivatives byWeight = run.weightGradients(given);
            assertThat(byWeight.by().keySet()).isEqualTo(run.weights().keySet());
            assertArrays(List.copyOf(byWeight.by().values()), golden.get("weights"));
        }
    }
}
