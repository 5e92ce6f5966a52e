package dev.lamina.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NdArray;
import dev.lamina.OpType;
import dev.lamina.Source;
import dev.lamina.SymbolicTensor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

/** Every public function of keras.ops and keras.random is a function or an op here, or it is said why not. */
final class KerasOpsTest {
    private static final Map<String, Object> KERAS = read();
    /** A layer asks for {@code Call.seed(...)} in place of it. VocabularyTest accounts for the names of {@code keras.ops}. */
    private static final Set<String> REPLACED = Set.of("random.SeedGenerator");

    @SuppressWarnings("unchecked") // what a JSON document holds
    private static Map<String, Object> read() {
        try (InputStream file = KerasOpsTest.class.getResourceAsStream("/keras-ops.json")) {
            return new ObjectMapper().readValue(file, Map.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> names() {
        return ((List<?>) KERAS.get("random")).stream().map(name -> "random." + name);
    }

    /** The names of functions and classes of ops, as they are without underscores and capitals. */
    private static Set<String> here() {
        List<Class<?>> families = new ArrayList<>(OpTypes.FAMILIES);
        families.add(Constants.class);
        Set<String> found = families.stream()
                .flatMap(family -> Stream.of(family.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .map(KerasOpsTest::plain)
                .collect(Collectors.toCollection(TreeSet::new));
        OpTypes.all().stream().map(OpType::toString).map(KerasOpsTest::plain).forEach(found::add);
        return found;
    }

    private static String plain(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("_", "").toLowerCase(Locale.ROOT);
    }

    @Test
    void everyDrawOfKerasRandomIsHere() {
        Set<String> here = here();
        assertThat(names().filter(name -> !here.contains(plain(name)) && !REPLACED.contains(name)))
                .isEmpty();
        assertThat(REPLACED).isSubsetOf(names().toList());
    }

    @Test
    void constantsAreThoseOfKeras() {
        Map<String, SymbolicTensor> made = Map.ofEntries(
                Map.entry("zeros", Constants.zeros(2, 3)),
                Map.entry("ones", Constants.ones(3)),
                Map.entry("full", Constants.full(0.5, 2, 2)),
                Map.entry("eye", Constants.eye(3)),
                Map.entry("tri", Constants.tri(3, 3, 0)),
                Map.entry("arange", Constants.arange(5)),
                Map.entry("linspace", Constants.linspace(0, 1, 5)),
                Map.entry("logspace", Constants.logspace(0, 2, 3)),
                Map.entry("geomspace", Constants.geomspace(1, 100, 3)),
                Map.entry("bartlett", Constants.bartlett(6)),
                Map.entry("blackman", Constants.blackman(6)),
                Map.entry("hamming", Constants.hamming(6)),
                Map.entry("hanning", Constants.hanning(6)),
                Map.entry("kaiser", Constants.kaiser(6, 8)));
        Map<?, ?> expected = (Map<?, ?>) KERAS.get("constants");
        assertThat(made.keySet()).isEqualTo(expected.keySet());
        made.forEach((name, tensor) -> {
            NdArray found = ((Source.Literal) tensor.node().operation()).value();
            Map<?, ?> wanted = (Map<?, ?>) expected.get(name);
            assertThat(found.shape().toString().replaceAll("[(), ]+", " "))
                    .isEqualTo(wanted.get("shape").toString().replaceAll("[\\[\\], ]+", " "));
            List<Double> values = new ArrayList<>();
            flatten(wanted.get("value"), values);
            for (int i = 0; i < values.size(); i++) {
                assertThat(found.getDouble(i))
                        .as(name + " " + i)
                        .isCloseTo(values.get(i), within(1e-5 * Math.max(1, Math.abs(values.get(i)))));
            }
        });
    }

    private static void flatten(Object value, List<Double> values) {
        if (value instanceof List<?> list) {
            list.forEach(element -> flatten(element, values));
        } else {
            values.add(((Number) value).doubleValue());
        }
    }
}
