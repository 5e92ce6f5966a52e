package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.batchInput;
import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.gru;
import static dev.lamina.layers.Layers.lstm;
import static dev.lamina.layers.Layers.rnn;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.layers.RnnCell;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.runtime.Executor;
import dev.lamina.tensorflow.train.Derivatives;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurrent layers over sequences of any length, from batch to batch, and for long. */
final class RecurrentTest {
    private static final Training TRAINING = training().optimizer(adam(0.01)).loss(meanSquaredError());

    private static NdArray normal(int... sizes) {
        Random random = new Random(1);
        float[] values = new float[Math.toIntExact(Shape.of(sizes).elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, sizes);
    }

    private static Model model(int length) {
        SymbolicTensor x = input("x", length, 3);
        return Model.of(
                "m", x, x.then(gru(4).returnSequences(true)).then(lstm(4)).then(dense(1)));
    }

    private static void assertClose(NdArray actual, NdArray expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.getDouble(i)).isCloseTo(expected.getDouble(i), within(1e-5));
        }
    }

    @Test
    void oneModelLearnsFromSequencesOfAnyLength() {
        try (CompiledModel any = TensorFlowBackend.compile(model(Shape.UNKNOWN), TRAINING)) {
            Map<String, NdArray> begin = any.weights();
            for (int length : List.of(3, 1, 7)) {
                NdArray x = normal(2, length, 3);
                NdArray y = normal(2, 1);
                try (CompiledModel known = TensorFlowBackend.compile(model(length), TRAINING)) {
                    known.setWeights(List.copyOf(any.weights().values()));
                    // What Adam remembers differs, so that only the loss, and the weights of the first step, are the
                    // same.
                    assertThat(any.trainOnBatch(x, y).get("loss"))
                            .isCloseTo(known.trainOnBatch(x, y).get("loss"), within(1e-5));
                    if (length == 3) {
                        known.weights()
                                .forEach((name, value) ->
                                        assertClose(any.weights().get(name), value));
                    }
                }
            }
            assertThat(any.weights()).isNotEqualTo(begin);
        }
    }

    @Test
    void fiveHundredStepsNeitherOverflowNorKeepMemory() throws IOException {
        SymbolicTensor x = input("x", Shape.UNKNOWN, 3);
        Model model = Model.of("long", x, x.then(gru(8)).then(dense(1)));
        NdArray inputs = normal(8, 500, 3);
        NdArray targets = normal(8, 1);
        try (CompiledModel run = TensorFlowBackend.compile(model, TRAINING)) {
            double first = run.trainOnBatch(inputs, targets).get("loss");
            for (int i = 0; i < 10; i++) {
                run.trainOnBatch(inputs, targets);
            }
            long resident = residentBytes();
            double last = first;
            for (int i = 0; i < 30; i++) {
                last = run.trainOnBatch(inputs, targets).get("loss");
            }
            assertThat(last).isFinite().isLessThan(first);
            assertThat(residentBytes() - resident).isLessThan(32 << 20);
        }
    }

    private static long residentBytes() throws IOException {
        Path statm = Path.of("/proc/self/statm");
        return Files.exists(statm) ? Long.parseLong(Files.readString(statm).split(" ")[1]) * 4096 : 0;
    }

    @Test
    void aStatefulLayerGoesOnWhereItStoppedUntilItIsReset() {
        SymbolicTensor whole = batchInput("x", TensorSpec.of(DType.FLOAT32, 2, 6, 3));
        SymbolicTensor part = batchInput("x", TensorSpec.of(DType.FLOAT32, 2, 3, 3));
        NdArray x = normal(2, 6, 3);
        try (CompiledModel all = TensorFlowBackend.compile(Model.of("all", whole, whole.then(lstm(4))));
                CompiledModel parts =
                        TensorFlowBackend.compile(Model.of("parts", part, part.then(lstm(4).stateful(true))))) {
            parts.setWeights(all.weights());
            NdArray begin = parts.predictOnBatch(steps(x, 0)).get(0);
            assertClose(
                    parts.predictOnBatch(steps(x, 3)).get(0),
                    all.predictOnBatch(x).get(0));
            parts.resetStates();
            assertClose(parts.predictOnBatch(steps(x, 0)).get(0), begin);
        }
    }

    /** Three steps of a batch of two. */
    private static NdArray steps(NdArray x, int from) {
        float[] values = new float[18];
        for (int i = 0; i < 18; i++) {
            values[i] = (float) x.getDouble(i / 9 * 18 + from * 3 + i % 9);
        }
        return NdArray.of(values, 2, 3, 3);
    }

    /** Several threads take half of the batch each; of one example, none and one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void oneThreadComputesTheSame(int examples) {
        NdArray x = normal(examples, 5, 3);
        NdArray y = normal(examples, 1);
        try (CompiledModel pool = TensorFlowBackend.compile(
                        model(5), TRAINING, options -> options.executor(Executor.THREAD_PER_OPERATION));
                CompiledModel single = TensorFlowBackend.compile(
                        model(5), TRAINING, options -> options.executor(Executor.SINGLE_THREADED))) {
            single.setWeights(pool.weights());
            assertClose(single.predictOnBatch(x).get(0), pool.predictOnBatch(x).get(0));
            assertClose(derivatives(single.inputGradients(x)), derivatives(pool.inputGradients(x)));
            pool.trainOnBatch(x, y);
            single.trainOnBatch(x, y);
            pool.weights().forEach((name, value) -> assertClose(single.weights().get(name), value));
        }
    }

    private static NdArray derivatives(Derivatives by) {
        return Objects.requireNonNull(by.by().get("x"));
    }

    /** Adds up. */
    private static final class Total extends Layer<Total> implements RnnCell {
        static final Schema<Total> SCHEMA = customSchema("test", "Total", Total::new);

        Total(Config config) {
            super(SCHEMA, config);
        }

        @Override
        public List<Shape> stateShapes(Shape x) {
            return List.of(x.from(1));
        }

        @Override
        public List<SymbolicTensor> step(Call call, SymbolicTensor x, List<SymbolicTensor> states) {
            SymbolicTensor scale = call.weight("scale", x.shape().from(1), Initializers.constant(2));
            SymbolicTensor total = states.get(0).plus(x.times(scale));
            return List.of(total, total);
        }
    }

    @Test
    void takesCellsOfOnesOwn() {
        SymbolicTensor x = input("x", 3, 1);
        Model model = Model.of("m", x, x.then(rnn(Total.SCHEMA.create(Config.empty()))));
        try (CompiledModel run = TensorFlowBackend.compile(model)) {
            assertThat(run.weights()).containsOnlyKeys("rnn/cell/scale");
            NdArray sums = run.predictOnBatch(NdArray.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 1))
                    .get(0);
            assertThat(sums.getDouble(0)).isEqualTo(12);
            assertThat(sums.getDouble(1)).isEqualTo(30);
        }
    }
}
