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
import java.util.HashMap;
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
    private static final Map<String, String> EXPLAINED = new HashMap<>();

    static {
        explain(
                "takes Python functions, which no file holds",
                "associative_scan cond custom_gradient fori_loop jvp map scan switch vectorize vectorized_map while_loop");
        explain(
                "has complex numbers in one tensor; fft and its kin have pairs",
                "eig polar view_as_complex view_as_real");
        explain("asks of Python what the Java type says: x.dtype(), instanceof SymbolicTensor", "dtype is_tensor");
        explain("a symbolic tensor has no numbers; predict(...) gives an NdArray", "convert_to_numpy");
        explain("is zeros(...), as its values are not defined", "empty");
        explain("is eye(n)", "identity");
        explain("is hardSilu(x)", "hard_swish");
        explain("is silu(x)", "swish");
        explain("is Call.seed(...), which a layer asks for", "random.SeedGenerator");
    }

    private static void explain(String reason, String names) {
        for (String name : names.split(" ")) {
            EXPLAINED.put(name, reason);
        }
    }

    @SuppressWarnings("unchecked") // what a JSON document holds
    private static Map<String, Object> read() {
        try (InputStream file = KerasOpsTest.class.getResourceAsStream("/keras-ops.json")) {
            return new ObjectMapper().readValue(file, Map.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> names() {
        return Stream.concat(
                ((List<?>) KERAS.get("names")).stream().map(String::valueOf),
                ((List<?>) KERAS.get("random")).stream().map(name -> "random." + name));
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
    void everyFunctionIsHereOrItIsSaidWhyNot() {
        Set<String> here = here();
        assertThat(names().filter(name -> !here.contains(plain(name)) && !EXPLAINED.containsKey(name)))
                .isEmpty();
        assertThat(EXPLAINED.keySet()).isSubsetOf(names().toList());
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
