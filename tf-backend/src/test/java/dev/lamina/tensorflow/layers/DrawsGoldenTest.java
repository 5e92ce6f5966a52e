package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.Tensors;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasJson;
import dev.lamina.lowering.Lowering;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.ops.Random;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.runtime.EmittedProgram;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.runtime.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Output;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random layers make of the same random numbers what real Keras makes of them: what they draw is fed; see {@code
 * checks/keras/draws_golden.py}.
 */
final class DrawsGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Set<OpType> DRAWING = Set.of(Random.UNIFORM, Random.NORMAL, Random.GAMMA);

    @TestFactory
    Stream<DynamicTest> makesOfDrawsWhatKerasMakes() throws IOException {
        Map<String, NdArray> arrays = Npz.read(GOLDEN.resolve("draws.npz"));
        JsonNode rows = JsonMapper.shared().readTree(Files.readString(GOLDEN.resolve("draws.json")));
        return rows.valueStream()
                .map(row -> DynamicTest.dynamicTest(row.get("name").asString(), () -> check(row, arrays)));
    }

    private static void check(JsonNode row, Map<String, NdArray> arrays) {
        String name = row.get("name").asString();
        Objective none = (any, outputs, masks, feed) -> new Objective.Scalars(List.of(), List.of());
        NdArray images = array(arrays, row.get("images").asString());
        SymbolicTensor x = input("x", Arrays.copyOfRange(images.shape().sizes(), 1, 4));
        Layer<?> layer = KerasJson.readObject(row.get("layer").toString(), Layer.class, Catalog.standard());
        Program program = Lowering.training(Model.of("tested", Tensors.one(x), Tensors.one(layer.on(x))), none);
        List<SymbolicTensor> draws = program.body().stream()
                .filter(node -> node.operation() instanceof Op op && DRAWING.contains(op.type()))
                .map(node -> node.outputs().get(0))
                .toList();
        List<NdArray> given = IntStream.iterate(0, i -> arrays.containsKey(name + "_draw_" + i), i -> i + 1)
                .mapToObj(i -> array(arrays, name + "_draw_" + i))
                .toList();
        assertThat(draws).as("draws of %s", name).hasSameSizeAs(given);
        try (GraphRuntime runtime = new GraphRuntime(0)) {
            EmittedProgram emitted = runtime.emit(program, "tested");
            List<Output<?>> feeds = new ArrayList<>(emitted.feeds());
            List<NdArray> fed = new ArrayList<>(List.of(images));
            for (int i = 0; i < draws.size(); i++) {
                feeds.add(emitted.output(draws.get(i)));
                fed.add(shaped(
                        given.get(i), draws.get(i).shape(), images.shape().size(0)));
            }
            NdArray found = runtime.execute(new Step(feeds, emitted.outputs(), List.of()), fed)
                    .get(0);
            NdArray expected = array(arrays, name + "_output");
            assertThat(found.shape()).isEqualTo(expected.shape());
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.getDouble(i))
                        .as("element %d of %s", i, name)
                        .isCloseTo(expected.getDouble(i), within(255 * 1e-5));
            }
        }
    }

    private static NdArray array(Map<String, NdArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name);
    }

    /** The same numbers in the shape in which Lamina draws them. */
    private static NdArray shaped(NdArray draw, Shape shape, int batch) {
        return draw.reshape(IntStream.of(shape.sizes())
                .map(size -> size == Shape.UNKNOWN ? batch : size)
                .toArray());
    }
}
