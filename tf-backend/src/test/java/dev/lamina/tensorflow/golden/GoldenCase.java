package dev.lamina.tensorflow.golden;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What real Keras made of one small model: a folder with {@code model.json}, {@code case.json} and {@code arrays.npz}, as
 * {@code checks/keras/README.md} says.
 */
record GoldenCase(String name, Path folder) {
    static final Path ROOT = Path.of("src/test/resources/golden");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** All folders, by name. */
    static List<GoldenCase> all() {
        try (Stream<Path> files = Files.list(ROOT)) {
            return files.filter(Files::isDirectory)
                    .sorted()
                    .map(folder -> new GoldenCase(folder.getFileName().toString(), folder))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One test for each golden case. */
    static Stream<DynamicTest> tests(Consumer<GoldenCase> check) {
        return tests(golden -> true, check);
    }

    /** One test for each golden case of some kind. The property {@code lamina.golden} chooses some: what their names match. */
    static Stream<DynamicTest> tests(Predicate<GoldenCase> kind, Consumer<GoldenCase> check) {
        Pattern chosen = Pattern.compile(System.getProperty("lamina.golden", ".*"));
        return all().stream()
                .filter(golden -> chosen.matcher(golden.name()).matches())
                .filter(kind)
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check.accept(golden)));
    }

    String modelJson() {
        return read("model.json");
    }

    JsonNode facts() {
        return MAPPER.readTree(read("case.json"));
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, NdArray> arrays() {
        return Npz.read(folder.resolve("arrays.npz"));
    }

    /** The arrays whose names are the prefix and 0, 1 … in order. */
    static List<NdArray> numbered(Map<String, NdArray> arrays, String prefix) {
        List<NdArray> found = new ArrayList<>();
        for (NdArray next = arrays.get(prefix + 0); next != null; next = arrays.get(prefix + found.size())) {
            found.add(next);
        }
        return found;
    }

    /** A shape as {@code case.json} holds it. */
    static Shape shape(JsonNode sizes) {
        return Shape.of(sizes.valueStream()
                .mapToInt(size -> size.isNull() ? Shape.UNKNOWN : size.intValue())
                .toArray());
    }
}
