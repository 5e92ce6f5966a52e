package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.config.Place;
import dev.lamina.layers.Discretization;
import dev.lamina.layers.IntegerLookup;
import dev.lamina.layers.KeepsArrays;
import dev.lamina.layers.Layers;
import dev.lamina.layers.Normalization;
import dev.lamina.layers.StringLookup;
import dev.lamina.layers.TextVectorization;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.ObjectMapper;

/** Layers learn from data what real Keras's layers learn: {@code checks/keras/adapt_golden.py}. */
final class AdaptTest {
    private static final double ROUNDING = 1e-5;

    static Stream<Map<?, ?>> rows() throws IOException {
        try (InputStream file = AdaptTest.class.getResourceAsStream("/golden/adapt.json")) {
            return Arrays.stream(new ObjectMapper().readValue(file, Map[].class));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void learnsWhatKerasLearns(Map<?, ?> row) {
        List<NdArray> batches =
                ((List<?>) row.get("batches")).stream().map(AdaptTest::array).toList();
        Layer<?> learned = adapted(layer(row), batches);
        if (learned instanceof Discretization bins) {
            assertClose(
                    bins.binBoundaries().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray(),
                    array(row.get("bin_boundaries")));
        } else if (learned instanceof Normalization normal) {
            assertStatistics(normal, batches.get(0).shape(), row);
        } else {
            assertThat(vocabulary(learned).stream().map(String::valueOf))
                    .containsExactlyElementsOf(((List<?>) row.get("vocabulary"))
                            .stream().map(String::valueOf).toList());
            NdArray idf = ((KeepsArrays) learned).keptArrays().get("idf_weights");
            assertThat(idf != null).isEqualTo(row.containsKey("idf_weights"));
            if (idf != null) {
                assertClose(doubles(idf), array(row.get("idf_weights")));
            }
        }
    }

    private static Layer<?> layer(Map<?, ?> row) {
        Map<String, Object> config = new LinkedHashMap<>();
        ((Map<?, ?>) row.get("config")).forEach((key, value) -> config.put((String) key, value));
        return Layers.schemas().stream()
                .filter(schema -> schema.className().equals(row.get("class_name")))
                .<Layer<?>>map(schema -> schema.read(config, Place.root(AdaptTest::nothing)))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T nothing(Class<T> kind, Object plain, Place place) {
        throw place.unexpected(plain, "nothing of " + kind);
    }

    private static Layer<?> adapted(Layer<?> layer, List<NdArray> batches) {
        boolean one = batches.size() == 1;
        if (layer instanceof StringLookup lookup) {
            return one ? lookup.adapt(batches.get(0)) : lookup.adapt(batches);
        }
        if (layer instanceof IntegerLookup lookup) {
            return one ? lookup.adapt(batches.get(0)) : lookup.adapt(batches);
        }
        if (layer instanceof TextVectorization text) {
            return one ? text.adapt(batches.get(0)) : text.adapt(batches);
        }
        if (layer instanceof Discretization bins) {
            return one ? bins.adapt(batches.get(0)) : bins.adapt(batches);
        }
        return one ? ((Normalization) layer).adapt(batches.get(0)) : ((Normalization) layer).adapt(batches);
    }

    private static List<?> vocabulary(Layer<?> layer) {
        return layer instanceof StringLookup words
                ? words.vocabulary()
                : layer instanceof IntegerLookup codes ? codes.vocabulary() : ((TextVectorization) layer).vocabulary();
    }

    private static void assertStatistics(Normalization layer, Shape data, Map<?, ?> row) {
        var x = input("x", data.from(1).sizes());
        try (CompiledModel model = TensorFlowBackend.compile(Model.of("statistics", x, x.then(layer)))) {
            Map<String, NdArray> weights = model.weights();
            assertClose(doubles(Objects.requireNonNull(weights.get("normalization/mean"))), array(row.get("mean")));
            assertClose(
                    doubles(Objects.requireNonNull(weights.get("normalization/variance"))), array(row.get("variance")));
        }
    }

    private static double[] doubles(NdArray array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.getDouble(i);
        }
        return values;
    }

    private static void assertClose(double[] actual, NdArray expected) {
        assertThat(actual).hasSize(expected.size());
        for (int i = 0; i < actual.length; i++) {
            assertThat(actual[i])
                    .as("number %d", i)
                    .isCloseTo(
                            expected.getDouble(i),
                            org.assertj.core.data.Offset.offset(ROUNDING * (1 + Math.abs(expected.getDouble(i)))));
        }
    }

    /** Nested lists: of strings, of integers (int64), or of numbers (float32). */
    private static NdArray array(Object plain) {
        List<Integer> sizes = new ArrayList<>();
        for (Object part = plain; part instanceof List<?> list; part = list.isEmpty() ? null : list.get(0)) {
            sizes.add(list.size());
        }
        List<Object> leaves = new ArrayList<>();
        collect(plain, leaves);
        int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
        if (leaves.stream().anyMatch(String.class::isInstance)) {
            return NdArray.of(leaves.toArray(String[]::new), shape);
        }
        boolean whole = !leaves.isEmpty() && leaves.stream().noneMatch(Double.class::isInstance);
        double[] numbers = leaves.stream()
                .mapToDouble(leaf -> ((Number) leaf).doubleValue())
                .toArray();
        return NdArray.of(numbers, shape).cast(whole ? DType.INT64 : DType.FLOAT32);
    }

    private static void collect(Object plain, List<Object> leaves) {
        if (plain instanceof List<?> list) {
            list.forEach(element -> collect(element, leaves));
        } else {
            leaves.add(plain);
        }
    }
}
