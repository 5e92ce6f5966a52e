package dev.lamina.tensorflow.measures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Lamina;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.metrics.Metric;
import dev.lamina.training.Training;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;

/** A file of what Keras's losses or metrics answer: named arrays, and cases that use them. */
record MeasureFile(Map<String, Object> arrays, List<Map<String, Object>> cases) {
    @SuppressWarnings("unchecked") // what the file holds
    static MeasureFile read(String name) {
        try (InputStream file = MeasureFile.class.getResourceAsStream("/golden/" + name)) {
            Map<String, Object> plain = new ObjectMapper().readValue(file, Map.class);
            return new MeasureFile(
                    (Map<String, Object>) plain.get("arrays"), (List<Map<String, Object>>) plain.get("cases"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The array of a name; null where the case has none. */
    @Nullable
    NdArray array(@Nullable Object name) {
        if (name == null) {
            return null;
        }
        Map<?, ?> plain = (Map<?, ?>) arrays.get(name);
        int[] shape = ((List<?>) plain.get("shape"))
                .stream().mapToInt(size -> ((Number) size).intValue()).toArray();
        return numbers(plain.get("value"), shape).cast(DType.ofKerasName((String) plain.get("dtype")));
    }

    NdArray present(Object name) {
        return java.util.Objects.requireNonNull(array(name), String.valueOf(name));
    }

    /** Nested lists as an array of known shape. */
    static NdArray numbers(Object nested, int... shape) {
        List<Double> values = new ArrayList<>();
        flatten(nested, values);
        return NdArray.of(values.stream().mapToDouble(Double::doubleValue).toArray(), shape);
    }

    /** All numbers of nested lists. */
    static void flatten(Object value, List<Double> values) {
        if (value instanceof List<?> list) {
            list.forEach(element -> flatten(element, values));
        } else if (value instanceof Boolean truth) {
            values.add(truth ? 1.0 : 0.0);
        } else {
            values.add(value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue());
        }
    }

    /** Compares with what Keras says; a place without value is NaN in both. */
    static void check(String what, NdArray found, Object expected) {
        List<Double> wanted = new ArrayList<>();
        flatten(expected, wanted);
        assertThat(found.size()).as(what).isEqualTo(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            double value = found.getDouble(i);
            boolean close = Double.compare(value, wanted.get(i)) == 0
                    || Math.abs(value - wanted.get(i)) <= 1e-5 * Math.max(0.1, Math.abs(wanted.get(i)));
            assertThat(close)
                    .as("%s: element %d is %s, in Keras %s", what, i, value, wanted.get(i))
                    .isTrue();
        }
    }

    /** How a {@code compile_config} is read, such as {@code {"loss": …}}. */
    static Training training(Map<String, @Nullable Object> compileConfig) {
        Model model = model();
        KerasDocument document =
                KerasJson.document(KerasJson.write(model, Training.training().toPlain(model)), Catalog.standard());
        return Training.read(compileConfig, document.compilePlace(), model);
    }

    /** A metric as a file holds it. */
    static Metric weightedMetric(Map<String, Object> object) {
        Training read = training(Map.of("weighted_metrics", List.of(object)));
        return read.weightedMetricsOf(model()).get(0).get(0);
    }

    static Model model() {
        var x = Lamina.input("x", 1);
        return Model.of("m", x, dev.lamina.layers.Layers.dense(1).on(x));
    }

    /** A plain value with all numbers as doubles. */
    static @Nullable Object normal(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, value) -> copy.put(key, normal(value)));
            return copy;
        }
        if (plain instanceof List<?> list) {
            return list.stream().map(MeasureFile::normal).toList();
        }
        return plain instanceof Number number ? (Object) number.doubleValue() : plain;
    }
}
