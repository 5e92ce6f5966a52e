package dev.lamina.tensorflow.measures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Schema;
import dev.lamina.lowering.Program;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every metric answers what real Keras answers behind one batch and behind two, with weights and with masks. */
final class MetricGoldenTest {
    private static final MeasureFile FILE = MeasureFile.read("metrics.json");

    /** One row of the file. */
    record Row(int index, Map<String, Object> plain) {
        /** The metric as files hold it, and the keys that Keras takes and does not write. */
        Metric metric() {
            Map<String, Object> object = new LinkedHashMap<>(map("metric"));
            Map<String, Object> config = new LinkedHashMap<>(cast(object.get("config")));
            config.putAll(map("config"));
            object.put("config", config);
            return read(object);
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
            return index + " " + map("metric").get("class_name") + map("config");
        }
    }

    /** A metric by way of a compile_config, in which it is the one that weighs examples. */
    private static Metric read(Map<String, Object> object) {
        return MeasureFile.weightedMetric(object);
    }

    static Stream<Row> rows() {
        return IntStream.range(0, FILE.cases().size())
                .mapToObj(i -> new Row(i, FILE.cases().get(i)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void answersAsKeras(Row row) {
        Metric metric = row.metric();
        for (Object each : (List<?>) row.plain().get("runs")) {
            Map<?, ?> run = (Map<?, ?>) each;
            List<NdArray> found = results(
                    metric,
                    FILE.present(row.plain().get("y_true")),
                    FILE.present(row.plain().get("y_pred")),
                    FILE.array(run.get("sample_weight")),
                    FILE.array(run.get("mask")));
            List<?> expected = (List<?>) run.get("results");
            for (int i = 0; i < found.size(); i++) {
                String what = row + " " + run.get("sample_weight") + " " + run.get("mask") + " behind batch " + i;
                MeasureFile.check(what, found.get(i), expected.get(i));
            }
        }
    }

    /** The results behind a batch, and behind another whose outputs stand in the opposite order. */
    private static List<NdArray> results(
            Metric metric, NdArray yTrue, NdArray yPred, @Nullable NdArray weights, @Nullable NdArray mask) {
        Evaluation run = new Evaluation();
        SymbolicTensor outputs = run.input(yPred);
        Program.Measure measure =
                metric.on(run.input(yTrue), outputs, run.inputOrNull(weights), run.inputOrNull(mask));
        List<SymbolicTensor> fetched = new ArrayList<>(List.of(measure.result()));
        for (Program.Kept kept : measure.kept()) {
            run.set(
                    kept.before(),
                    NdArray.zeros(DType.FLOAT64, kept.before().shape()));
            fetched.add(kept.after());
        }
        try (Evaluation.Emitted emitted = run.emit(fetched)) {
            List<NdArray> first = emitted.values();
            for (int i = 0; i < measure.kept().size(); i++) {
                run.set(measure.kept().get(i).before(), first.get(i + 1));
            }
            run.set(outputs, reversed(yPred));
            return List.of(first.get(0), emitted.values().get(0));
        }
    }

    private static NdArray reversed(NdArray x) {
        int rows = x.shape().size(0);
        int size = x.size() / rows;
        double[] values = new double[x.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = x.getDouble((rows - 1 - i / size) * size + i % size);
        }
        return NdArray.of(values, x.shape().sizes()).cast(x.dtype());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void writesWhatKerasWrites(Row row) {
        Map<String, Object> object = row.map("metric");
        assertThat(MeasureFile.normal(read(object).toPlain())).isEqualTo(MeasureFile.normal(object));
    }

    @Test
    void everyMetricHasACase() {
        assertThat(Metrics.schemas().stream().map(Schema::className).collect(Collectors.toSet()))
                .isEqualTo(rows().map(row -> row.map("metric").get("class_name")).collect(Collectors.toSet()));
    }
}
