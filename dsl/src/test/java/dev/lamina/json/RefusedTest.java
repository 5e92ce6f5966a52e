package dev.lamina.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.errors.LaminaException;
import dev.lamina.errors.ShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every value that real Keras refuses in the configuration of a layer is refused here, by an error that names layer, key and value; see
 * {@code checks/keras/refused_golden.py}.
 */
final class RefusedTest {
    private static final Path GOLDEN = Path.of("../tf-backend/src/test/resources/golden");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static JsonNode read(Path file) {
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void refusesWhatKerasRefusesAndSaysWhat() {
        Map<String, JsonNode> models = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : read(GOLDEN.resolve("refused.json"))) {
            JsonNode model = models.computeIfAbsent(
                    row.get("case").asString(),
                    name -> read(GOLDEN.resolve(name).resolve("model.json")));
            String problem = problem(model.deepCopy(), row);
            if (!problem.isEmpty()) {
                wrong.add(row.get("layer").asString() + "." + row.get("key").asString() + " = " + row.get("value")
                        + ": " + problem);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String problem(JsonNode model, JsonNode row) {
        String key = row.get("key").asString();
        JsonNode layer = model.get("config").get("layers").get(row.get("place").asInt());
        ((ObjectNode) layer.get("config")).set(key, row.get("value"));
        String message;
        boolean ofShapes; // which say what does not fit in shapes
        try {
            KerasJson.document(model.toString(), Catalog.installed());
            return "accepted";
        } catch (LaminaException e) {
            message = String.valueOf(e.getMessage());
            ofShapes = e instanceof ShapeException;
        } catch (RuntimeException e) {
            return e.toString();
        }
        List<String> missing = new ArrayList<>();
        if (!ofShapes && !message.contains(key)) {
            missing.add("key");
        }
        String name = layer.get("config")
                .path("name")
                .asString(layer.get("class_name").asString());
        if (!message.contains(name) && !message.contains(layer.get("class_name").asString())) {
            missing.add("layer");
        }
        if (!ofShapes && shown(row.get("value")).noneMatch(message::contains)) {
            missing.add("value");
        }
        return missing.isEmpty() ? "" : "no " + missing + " in: " + message;
    }

    /** How a message may show a value: as JSON, with all numbers as doubles, or that of its elements which is wrong. */
    private static Stream<String> shown(JsonNode value) {
        String json = value.isString() ? value.asString() : value.toString().replace(",", ", ");
        String doubles = value.isArray()
                ? value.valueStream().map(JsonNode::asDouble).toList().toString()
                : json;
        String element = value.isArray() ? "received   " + value.get(0) : json;
        return Stream.of(json, doubles, element);
    }
}
