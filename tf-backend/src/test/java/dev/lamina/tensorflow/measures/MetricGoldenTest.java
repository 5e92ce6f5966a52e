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
        Evaluation run = new Evaluation();
        NdArray outputs = FILE.present(row.plain().get("y_pred"));
        SymbolicTensor yTrue = run.input(FILE.present(row.plain().get("y_true")));
        SymbolicTensor yPred = run.input(outputs);
        List<Map<?, ?>> runs = new ArrayList<>();
        List<Program.Measure> measures = new ArrayList<>();
        for (Object each : (List<?>) row.plain().get("runs")) {
            Map<?, ?> plain = (Map<?, ?>) each;
            runs.add(plain);
            measures.add(row.metric()
                    .on(
                            yTrue,
                            yPred,
                            run.inputOrNull(FILE.array(plain.get("sample_weight"))),
                            run.inputOrNull(FILE.array(plain.get("mask")))));
        }
        List<Program.Kept> kept =
                measures.stream().flatMap(measure -> measure.kept().stream()).toList();
        kept.forEach(each -> run.set(
                each.before(), NdArray.zeros(DType.FLOAT64, each.before().shape())));
        List<SymbolicTensor> fetched =
                new ArrayList<>(measures.stream().map(Program.Measure::result).toList());
        kept.forEach(each -> fetched.add(each.after()));
        try (Evaluation.Emitted emitted = run.emit(fetched)) {
            List<NdArray> first = emitted.values();
            for (int i = 0; i < kept.size(); i++) {
                run.set(kept.get(i).before(), first.get(measures.size() + i));
            }
            run.set(yPred, reversed(outputs));
            List<NdArray> second = emitted.values();
            for (int i = 0; i < runs.size(); i++) {
                String what = row + " " + runs.get(i);
                List<?> expected = (List<?>) runs.get(i).get("results");
                MeasureFile.check(what + " behind one batch", first.get(i), expected.get(0));
                MeasureFile.check(what + " behind two batches", second.get(i), expected.get(1));
            }
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
                .isEqualTo(
                        rows().map(row -> row.map("metric").get("class_name")).collect(Collectors.toSet()));
    }
}
