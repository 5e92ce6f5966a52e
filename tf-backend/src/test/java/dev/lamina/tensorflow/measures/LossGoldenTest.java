package dev.lamina.tensorflow.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Schema;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Losses;
import dev.lamina.losses.Reduction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss answers what real Keras answers, with every reduction, with weights and with masks; its gradient is right. */
final class LossGoldenTest {
    private static final MeasureFile FILE = MeasureFile.read("losses.json");

    /** One row of the file. */
    record Row(int index, Map<String, Object> plain) {
        /** The loss as files hold it, and the keys that Keras takes and does not write. */
        Loss loss() {
            Map<String, Object> object = new java.util.LinkedHashMap<>(map("loss"));
            Map<String, Object> config = new java.util.LinkedHashMap<>(map("config"));
            config.putAll(cast(object.get("config")));
            object.put("config", config);
            Loss loss = MeasureFile.training(Map.of("loss", object))
                    .lossesOf(MeasureFile.model())
                    .get(0);
            return java.util.Objects.requireNonNull(loss);
        }

        Map<String, Object> map(String key) {
            return cast(plain.get(key));
        }

        @SuppressWarnings("unchecked") // what the file holds
        private static Map<String, Object> cast(Object value) {
            return (Map<String, Object>) value;
        }

        @Override
        public String toString() {
            return index + " " + map("loss").get("class_name") + map("config");
        }
    }

    static Stream<Row> rows() {
        return IntStream.range(0, FILE.cases().size())
                .mapToObj(i -> new Row(i, FILE.cases().get(i)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsKeras(Row row) {
        Evaluation run = new Evaluation();
        SymbolicTensor yTrue = run.input(FILE.present(row.plain().get("y_true")));
        SymbolicTensor yPred = run.input(FILE.present(row.plain().get("y_pred")));
        List<SymbolicTensor> results = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (Object each : (List<?>) row.plain().get("values")) {
            Map<?, ?> value = (Map<?, ?>) each;
            SymbolicTensor weights = run.inputOrNull(FILE.array(value.get("sample_weight")));
            SymbolicTensor mask = run.inputOrNull(FILE.array(value.get("mask")));
            ((Map<?, ?>) value.get("reduced")).forEach((reduction, found) -> {
                Loss loss = row.loss()
                        .reduction(Reduction.valueOf(String.valueOf(reduction).toUpperCase(Locale.ROOT)));
                results.add(loss.on(yTrue, yPred, weights, mask));
                names.add(row + " " + value.get("sample_weight") + " " + value.get("mask") + " " + reduction);
                expected.add(found);
            });
        }
        List<NdArray> found = run.values(results);
        for (int i = 0; i < found.size(); i++) {
            MeasureFile.check(names.get(i), found.get(i), expected.get(i));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasTheGradientOfKerasAndOfCentralDifferences(Row row) {
        Object weights = row.plain().get("gradient_weight");
        NdArray prediction = FILE.present(row.plain().get("y_pred"));
        Evaluation run = new Evaluation();
        SymbolicTensor yPred = run.input(prediction);
        SymbolicTensor value = row.loss()
                .on(run.input(FILE.present(row.plain().get("y_true"))), yPred, run.inputOrNull(FILE.array(weights)));
        try (Evaluation.Emitted emitted = run.emit(List.of(value))) {
            MeasureFile.check(
                    row + " gradient",
                    emitted.gradient(value, yPred),
                    row.plain().get("gradient"));
        }
        Evaluation exact = new Evaluation();
        SymbolicTensor doubles = exact.input(prediction.cast(DType.FLOAT64));
        SymbolicTensor loss = row.loss()
                .dtype(DType.FLOAT64)
                .on(
                        exact.input(FILE.present(row.plain().get("y_true"))),
                        doubles,
                        exact.inputOrNull(FILE.array(weights)));
        try (Evaluation.Emitted emitted = exact.emit(List.of(loss))) {
            checkByDifferences(row, emitted.gradient(loss, doubles), prediction, moved -> {
                exact.set(doubles, moved);
                return emitted.values().get(0).scalar();
            });
        }
    }

    private static void checkByDifferences(Row row, NdArray gradient, NdArray at, ToDoubleFunction<NdArray> function) {
        for (int i = 0; i < gradient.size(); i++) {
            double difference =
                    (function.applyAsDouble(moved(at, i, 1e-5)) - function.applyAsDouble(moved(at, i, -1e-5))) / 2e-5;
            assertThat(gradient.getDouble(i))
                    .as("%s: gradient by element %d", row, i)
                    .isCloseTo(difference, within(1e-5 * Math.max(1, Math.abs(difference))));
        }
    }

    private static NdArray moved(NdArray values, int position, double step) {
        double[] moved =
                IntStream.range(0, values.size()).mapToDouble(values::getDouble).toArray();
        moved[position] += step;
        return NdArray.of(moved, values.shape().sizes());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesWhatKerasWrites(Row row) {
        Map<String, Object> object = row.map("loss");
        Loss read = java.util.Objects.requireNonNull(MeasureFile.training(Map.of("loss", object))
                .lossesOf(MeasureFile.model())
                .get(0));
        assertThat(MeasureFile.normal(read.toPlain())).isEqualTo(MeasureFile.normal(object));
        assertThat(row.loss().dtype(DType.FLOAT16).configMap()).containsEntry("dtype", "float16");
    }

    @Test
    void everyLossHasACase() {
        assertThat(Losses.schemas().stream().map(Schema::className).collect(Collectors.toSet()))
                .isEqualTo(rows().map(row -> row.map("loss").get("class_name")).collect(Collectors.toSet()));
    }
}
