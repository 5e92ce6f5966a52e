package dev.lamina.tensorflow.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Constraint;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.Lamina;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Configured;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.json.Catalog;
import dev.lamina.schedules.Schedule;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Initializers without randomness, regularizers, constraints and schedules give what real Keras gives, and keep their files. */
final class ValuesGoldenTest {
    private static final Path FILE = Path.of("src/test/resources/golden/values.json");
    private static final double TOLERANCE = 1e-5;

    @TestFactory
    Stream<DynamicTest> givesWhatKerasGives() throws Exception {
        List<JsonNode> entries = new ArrayList<>();
        JsonMapper.shared().readTree(Files.readString(FILE)).forEach(entries::add);
        assertThat(entries).isNotEmpty();
        return entries.stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.get("class_name").asString() + " " + entry.get("config"), () -> check(entry)));
    }

    private static void check(JsonNode entry) {
        Map<String, Object> config = map(entry.get("config"));
        Configured<?> made = (Configured<?>) schema(entry).read(config, Place.root(ValuesGoldenTest::refuse));
        JsonNode written = JsonMapper.shared().valueToTree(made.configMap());
        for (String key : config.keySet()) {
            JsonNode before = entry.get("config").get(key);
            JsonNode after = written.get(key);
            boolean same = before.isNumber() ? before.asDouble() == after.asDouble() : before.equals(after);
            assertThat(same).as("%s is %s, written %s", key, before, after).isTrue();
        }
        if (made instanceof Schedule schedule) {
            for (int i = 0; i < entry.get("input").size(); i++) {
                assertThat(schedule.at(entry.get("input").get(i).asLong()))
                        .as("the rate of step %d", i)
                        .isCloseTo(entry.get("output").get(i).asDouble(), Offset.offset(1e-6));
            }
            return;
        }
        int[] sizes = new int[entry.get("shape").size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = entry.get("shape").get(i).asInt();
        }
        NdArray actual = computed(made, Shape.of(sizes), entry.get("input"));
        float[] expected = floats(entry.get("output"));
        Closeness.check("value", actual, NdArray.wrap(DType.FLOAT32, actual.shape(), expected), TOLERANCE);
    }

    private static NdArray computed(Configured<?> made, Shape shape, JsonNode given) {
        TensorSpec spec = new TensorSpec(shape, DType.FLOAT32);
        SymbolicTensor x = Lamina.batchInput("x", spec);
        SymbolicTensor y;
        if (made instanceof Initializer initializer) {
            // A model's output depends on its input, here by a zero.
            y = initializer.value(spec, x).plus(x.times(0));
        } else if (made instanceof Regularizer regularizer) {
            y = regularizer.loss(x);
        } else {
            y = ((Constraint) made).project(x);
        }
        float[] input = given.isEmpty() ? new float[(int) shape.elements()] : floats(given);
        try (CompiledModel run = TensorFlowBackend.compile(Model.of("values", x, y))) {
            return run.predictOnBatch(NdArray.wrap(DType.FLOAT32, shape, input)).get(0);
        }
    }

    private static Schema<?> schema(JsonNode entry) {
        Class<?> kind = Map.<String, Class<?>>of(
                        "initializer", Initializer.class,
                        "regularizer", Regularizer.class,
                        "constraint", Constraint.class,
                        "schedule", Schedule.class)
                .get(entry.get("kind").asString());
        return Catalog.standard().schemas().stream()
                .filter(schema -> schema.kind() == kind
                        && schema.className().equals(entry.get("class_name").asString()))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // a JSON object
    private static Map<String, Object> map(JsonNode object) {
        return JsonMapper.shared().treeToValue(object, LinkedHashMap.class);
    }

    private static <T> T refuse(Class<T> kind, Object plain, Place place) {
        throw place.unexpected(plain, "nothing inside");
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }
}
