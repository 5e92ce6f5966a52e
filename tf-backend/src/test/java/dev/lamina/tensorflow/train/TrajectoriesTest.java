package dev.lamina.tensorflow.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.config.Schema;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.losses.Losses;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.runtime.Executor;
import dev.lamina.training.Training;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Twenty steps of training follow real Keras's: every optimizer, on every loss, in a handful of models. A model has one tower of weights
 * for each loss, so each training covers all losses; what the files hold, and how far a number may be from Keras's, is said in {@code
 * checks/keras/trajectories_golden.py}.
 */
final class TrajectoriesTest {
    private static final Path FOLDER = Path.of("src/test/resources/trajectories");
    private static final Map<?, ?> TRAININGS = JsonMapper.shared().readValue(text("trainings.json"), Map.class);
    private static final double DRIFTS = number("drifts");
    private static final double ROUNDING = number("rounding");

    private static String text(String file) {
        try {
            return Files.readString(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double number(String key) {
        return ((Number) Objects.requireNonNull(TRAININGS.get(key))).doubleValue();
    }

    private static Map<?, ?> map(String key) {
        return (Map<?, ?>) Objects.requireNonNull(TRAININGS.get(key));
    }

    private static List<String> classNames(Map<?, ?> objects) {
        return objects.values().stream()
                .map(object -> (String) ((Map<?, ?>) object).get("class_name"))
                .toList();
    }

    @Test
    void leavesOutNoOptimizerAndNoLoss() {
        assertThat(classNames(map("optimizers")))
                .as("optimizers in trajectory_cases.py")
                .containsAll(
                        Optimizers.schemas().stream().map(Schema::className).toList());
        assertThat(classNames(map("losses")))
                .as("losses in trajectory_cases.py")
                .containsAll(Losses.schemas().stream().map(Schema::className).toList());
    }

    @TestFactory
    Stream<DynamicContainer> trainsAsKerasTrains() {
        return ((List<?>) Objects.requireNonNull(TRAININGS.get("families")))
                .stream()
                        .map(family -> DynamicContainer.dynamicContainer(
                                (String) family, trainings(Family.read((String) family))));
    }

    /** The property {@code lamina.golden} chooses some: what their names match, such as {@code Adam on dense}. */
    private static Stream<DynamicTest> trainings(Family family) {
        Pattern chosen = Pattern.compile(System.getProperty("lamina.golden", ".*"));
        return map("optimizers").keySet().stream()
                .filter(optimizer ->
                        chosen.matcher(optimizer + " on " + family.name()).matches())
                .map(optimizer -> DynamicTest.dynamicTest(
                        optimizer + " on " + family.name(), () -> check(family, (String) optimizer)));
    }

    private static void check(Family family, String optimizer) {
        List<String> problems = new ArrayList<>();
        Training training = Training.read(
                Map.of(
                        "optimizer", Objects.requireNonNull(map("optimizers").get(optimizer)),
                        "loss", List.copyOf(map("losses").values())),
                family.document().compilePlace(),
                family.document().model());
        try (CompiledModel run = TensorFlowBackend.compile(
                family.document().model(),
                training,
                options -> options.executor(Executor.SINGLE_THREADED).optimizesGraph(false))) {
            family.fill(run);
            List<Map<String, Double>> logs = new ArrayList<>();
            for (int step = 0; step < (int) number("steps"); step++) {
                logs.add(run.trainOnBatch(family.batch(step)));
            }
            checkLosses(family, optimizer, logs, problems);
            checkWeights(family, optimizer, run.weights(), problems);
        }
        assertThat(problems).as("%s on %s", optimizer, family.name()).isEmpty();
    }

    /** Of each loss, the first step that differs. */
    private static void checkLosses(
            Family family, String optimizer, List<Map<String, Double>> logs, List<String> problems) {
        NdArray losses = family.array(optimizer + "/losses");
        NdArray drifts = family.array(optimizer + "/losses_drift");
        List<?> names = List.copyOf(map("losses").keySet());
        assertThat(losses.shape().sizes()).containsExactly(logs.size(), names.size());
        for (int i = 0; i < names.size(); i++) {
            double largest = 0;
            for (int step = 0; step < logs.size(); step++) {
                largest = Math.max(largest, Math.abs(losses.getDouble(step * names.size() + i)));
            }
            for (int step = 0; step < logs.size(); step++) {
                double wanted = losses.getDouble(step * names.size() + i);
                double found = Objects.requireNonNull(logs.get(step).get(names.get(i) + "_loss"));
                double allowed = DRIFTS * drifts.getDouble(step * names.size() + i) + ROUNDING * largest;
                if (!(Math.abs(found - wanted) <= allowed)) {
                    problems.add("%s on %s: loss %s at step %d is %s, and Keras's %s; %.2g is allowed"
                            .formatted(optimizer, family.name(), names.get(i), step, found, wanted, allowed));
                    break;
                }
            }
        }
    }

    /** Of each array, the element that differs most. */
    private static void checkWeights(
            Family family, String optimizer, Map<String, NdArray> weights, List<String> problems) {
        NdArray all = family.array(optimizer + "/weights");
        NdArray drifts = family.array(optimizer + "/weights_drift");
        assertThat(weights).hasSize(drifts.size());
        int start = 0;
        int index = 0;
        for (Map.Entry<String, NdArray> weight : weights.entrySet()) {
            NdArray found = weight.getValue();
            double largest = 0;
            int worst = 0;
            double difference = 0;
            for (int i = 0; i < found.size(); i++) {
                largest = Math.max(largest, Math.abs(all.getDouble(start + i)));
                double distance = Math.abs(found.getDouble(i) - all.getDouble(start + i));
                if (!(distance <= difference)) {
                    difference = distance;
                    worst = i;
                }
            }
            double allowed = DRIFTS * drifts.getDouble(index++) + ROUNDING * largest;
            if (!(difference <= allowed)) {
                problems.add("%s on %s: behind step %d element %d of %s is %s, and Keras's %s; %.2g is allowed"
                        .formatted(
                                optimizer,
                                family.name(),
                                (int) number("steps") - 1,
                                worst,
                                weight.getKey(),
                                found.getDouble(worst),
                                all.getDouble(start + worst),
                                allowed));
            }
            start += found.size();
        }
        assertThat(start).isEqualTo(all.size());
    }

    /** A model with one tower for each loss, its data, and what Keras made of it. */
    private record Family(String name, KerasDocument document, Map<String, NdArray> arrays) {
        static Family read(String name) {
            return new Family(
                    name,
                    KerasJson.document(text(name + ".json"), Catalog.standard()),
                    Npz.read(FOLDER.resolve(name + ".npz")));
        }

        NdArray array(String key) {
            return Objects.requireNonNull(arrays.get(key), key);
        }

        ArrayDataset batch(int step) {
            int size = (int) number("batch");
            ArrayDataset data = ArrayDataset.of();
            for (Map.Entry<String, NdArray> entry : arrays.entrySet()) {
                String key = entry.getKey();
                int batches = entry.getValue().shape().size(0) / size;
                if (key.startsWith("input_")) {
                    data = data.input(key.substring(6), rows(entry.getValue(), step % batches, size));
                } else if (key.startsWith("target_")) {
                    data = data.target(key.substring(7), rows(entry.getValue(), step % batches, size));
                }
            }
            return data;
        }

        private static NdArray rows(NdArray all, int batch, int size) {
            return all.rows(batch * size, (batch + 1) * size);
        }

        /** Stores the first weights, which lie one behind the other. */
        void fill(CompiledModel run) {
            NdArray all = array("weights");
            List<NdArray> values = new ArrayList<>();
            int start = 0;
            for (NdArray weight : run.weights().values()) {
                NdArray value = NdArray.zeros(DType.FLOAT32, weight.shape());
                System.arraycopy(all.floats(), start, value.floats(), 0, value.size());
                values.add(value);
                start += value.size();
            }
            assertThat(start).isEqualTo(all.size());
            run.setWeights(values);
        }
    }
}
