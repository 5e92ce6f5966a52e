package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.OpTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import tools.jackson.databind.ObjectMapper;

/** Every op answers what real Keras answers: values, types, and shapes known ahead, also where the batch is unknown. */
final class OpsGoldenTest {
    private static final Map<String, List<GoldenOp>> ROWS = read();

    private static Map<String, List<GoldenOp>> read() {
        Map<String, List<GoldenOp>> rows = new LinkedHashMap<>();
        try (InputStream file = OpsGoldenTest.class.getResourceAsStream("/golden/ops.json")) {
            for (Object plain : new ObjectMapper().readValue(file, List.class)) {
                GoldenOp row = GoldenOp.of(plain);
                rows.computeIfAbsent(row.name(), name -> new ArrayList<>()).add(row);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return rows;
    }

    static Stream<String> declared() {
        return ROWS.keySet().stream().filter(name -> type(name) != null);
    }

    private static @Nullable OpType type(String name) {
        GoldenOp row = ROWS.get(name).get(0);
        return OpTypes.find(row.module(), row.className());
    }

    @Test
    void everyOpThatKerasAnswersIsDeclaredOrRefusedWithAReason() {
        assertThat(ROWS.keySet().stream().filter(name -> type(name) == null).toList())
                .containsExactlyInAnyOrderElementsOf(RefusedOps.reasons().keySet());
    }

    @ParameterizedTest
    @MethodSource("declared")
    void answersAsKeras(String name) {
        OpType type = java.util.Objects.requireNonNull(type(name));
        List<String> problems = new ArrayList<>();
        for (GoldenOp row : ROWS.get(name)) {
            if (GoldenDeviations.reason(row) == null) {
                problems.addAll(problems(type, row, false));
                if (row.symbolic() != null && GoldenDeviations.reasonWhereUnknown(row) == null) {
                    problems.addAll(problems(type, row, true));
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private static List<String> problems(OpType type, GoldenOp row, boolean unknown) {
        String call = "\n" + row.className() + " " + row.row().get("config") + " "
                + row.row().get("args") + (unknown ? " with unknown sizes" : "") + ": ";
        List<String> problems = new ArrayList<>();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            GoldenOp.Prepared prepared = row.prepare(type, unknown);
            List<SymbolicTensor> outputs = prepared.node().outputs();
            List<NdArray> found = run(prepared, graph, session);
            if (found.size() != row.outputs().size()) {
                return List.of(call + found.size() + " outputs");
            }
            for (int i = 0; i < found.size(); i++) {
                NdArray expected = GoldenOp.array((Map<?, ?>) row.outputs().get(i));
                String problem = compare(outputs.get(i), found.get(i), expected);
                if (problem.isEmpty() && unknown) {
                    Map<?, ?> spec = (Map<?, ?>) ((List<?>) row.symbolic().get("outputs")).get(i);
                    problem = compareShape(outputs.get(i).shape(), GoldenOp.shape((List<?>) spec.get("shape")));
                }
                if (!problem.isEmpty()) {
                    problems.add(call + problem);
                }
            }
        } catch (RuntimeException e) {
            problems.add(call + e);
        }
        return problems;
    }

    private static List<NdArray> run(GoldenOp.Prepared prepared, Graph graph, Session session) {
        Tf tf = Tf.of(graph).under("row");
        ProgramEmitter emitter = new ProgramEmitter(tf, weight -> tf.constant(0), tf.constant(0));
        Session.Runner runner = session.runner();
        List<Tensor> tensors = new ArrayList<>();
        try {
            prepared.feeds().forEach((input, value) -> {
                Output<?> feed = tf.placeholder("x", input.dtype(), input.shape());
                emitter.bind(input, feed);
                tensors.add(Natives.tensor(value));
                runner.feed(feed, tensors.get(tensors.size() - 1));
            });
            emitter.emit(List.of(prepared.node()));
            prepared.node().outputs().forEach(output -> runner.fetch(fetchable(tf, emitter.output(output))));
            List<NdArray> found = new ArrayList<>();
            try (Result result = runner.run()) {
                for (int i = 0; i < result.size(); i++) {
                    DType dtype = DTypes.of(
                            emitter.output(prepared.node().outputs().get(i)).dataType());
                    found.add(Natives.array(result.get(i)).cast(dtype));
                }
            }
            return found;
        } finally {
            tensors.forEach(Tensor::close);
        }
    }

    /** TensorFlow Java has no tensors of some types; a fed tensor cannot be fetched. */
    private static Output<?> fetchable(Tf tf, Output<?> output) {
        return switch (DTypes.of(output.dataType())) {
            case INT8, INT16, UINT32, UINT64 -> tf.cast(output, DType.INT64);
            default -> tf.op("Identity", output);
        };
    }

    private static String compare(SymbolicTensor described, NdArray found, NdArray expected) {
        if (described.dtype() != expected.dtype() || found.dtype() != expected.dtype()) {
            return "type " + described.dtype() + ", run " + found.dtype() + ", Keras " + expected.dtype();
        }
        boolean fits = described.shape().isCompatibleWith(expected.shape());
        if (!fits || !found.shape().equals(expected.shape())) {
            return "shape " + described.shape() + ", run " + found.shape() + ", Keras " + expected.shape();
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!isClose(found.getDouble(i), expected.getDouble(i), tolerance(expected.dtype()))) {
                return "element " + i + ": " + found.getDouble(i) + ", Keras " + expected.getDouble(i);
            }
        }
        return "";
    }

    private static double tolerance(DType dtype) {
        return dtype.bytes() == 2 ? 4e-3 : 1e-5;
    }

    private static boolean isClose(double found, double expected, double tolerance) {
        return Double.compare(found, expected) == 0
                || Math.abs(found - expected) <= tolerance * Math.max(0.1, Math.abs(expected));
    }

    /** What Keras knows ahead, Lamina knows too. */
    private static String compareShape(Shape found, Shape expected) {
        for (int i = 0; i < expected.rank() && found.rank() == expected.rank(); i++) {
            boolean knows = expected.size(i) == Shape.UNKNOWN || expected.size(i) == found.size(i);
            if (!knows) {
                return "unknown size " + found + ", Keras " + expected;
            }
        }
        return found.rank() == expected.rank() ? "" : "rank " + found + ", Keras " + expected;
    }
}
