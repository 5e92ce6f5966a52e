package dev.lamina.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Lamina;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activations;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import dev.lamina.ops.Nn;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.schedules.Schedule;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What users call has an example: each layer, loss, metric, optimizer, schedule, initializer, regularizer and constraint in the
 * documentation of its class, or, where it has no class of its own, of the function that makes it; each op in that of its
 * function; each activation in that of its constant.
 */
final class ExamplesCompleteTest {
    /** What has no example yet. This list may only shrink. */
    private static final Path MISSING = Path.of("src/test/resources/examples-missing.txt");

    /** Where the list is written as it would have to be, once examples are there. */
    private static final Path SHORTER = Path.of("target/examples-missing.txt");

    private static final List<Class<?>> KINDS = List.of(
            Layer.class,
            Loss.class,
            Metric.class,
            Optimizer.class,
            Schedule.class,
            Initializer.class,
            Regularizer.class,
            Constraint.class);

    @Test
    void everythingHasAnExampleOrIsListed() throws Exception {
        Set<String> without = without();
        List<String> listed = Files.readAllLines(MISSING);
        Set<String> still = new TreeSet<>(listed);
        still.retainAll(without);
        Files.write(SHORTER, still);
        Set<String> unlisted = new TreeSet<>(without);
        listed.forEach(unlisted::remove);
        assertThat(unlisted)
                .as("what has no example: write <pre>{@code ...}</pre> at the end of its documentation")
                .isEmpty();
        assertThat(listed)
                .as("what %s lists; of what has an example or is gone, delete the lines, or copy %s", MISSING, SHORTER)
                .containsExactlyElementsOf(still);
    }

    private static Set<String> without() throws Exception {
        Set<String> documented = ExampleSources.below(Path.of("src/main/java")).stream()
                .map(Example::owner)
                .collect(Collectors.toSet());
        List<Class<?>> types = PublicTypes.besides(Lamina.class);
        Set<String> classes = types.stream()
                .map(type -> type.getName().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        Set<String> without = new TreeSet<>();
        for (Class<?> type : types) {
            if (isKind(type) && !Modifier.isAbstract(type.getModifiers())) {
                without.add(type.getName());
            }
            for (String function : functions(type, classes)) {
                without.add(type.getName() + "." + function);
            }
        }
        for (Activations activation : Activations.values()) {
            without.add(Activations.class.getName() + "." + activation.name());
        }
        without.removeAll(documented);
        return without;
    }

    /** The functions that make an op, or an object whose class is not public. */
    private static List<String> functions(Class<?> type, Set<String> classes) {
        List<String> functions = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers())) {
                Class<?> made = method.getReturnType();
                boolean hasClass = classes.contains(
                        type.getPackageName() + "." + method.getName().toLowerCase(Locale.ROOT));
                boolean makes =
                        isKind(made) && Modifier.isAbstract(made.getModifiers()) && !hasClass && !takesName(method);
                if (makes || isOp(method, type)) {
                    functions.add(method.getName());
                }
            }
        }
        return functions;
    }

    private static boolean isOp(Method method, Class<?> type) {
        return type.getPackage() == Nn.class.getPackage()
                && (holdsTensors(method.getGenericReturnType())
                        || (method.getReturnType().isRecord()
                                && Arrays.stream(method.getReturnType().getRecordComponents())
                                        .anyMatch(component -> holdsTensors(component.getGenericType()))));
    }

    private static boolean holdsTensors(Type type) {
        return type.getTypeName().contains(SymbolicTensor.class.getName());
    }

    /** Whether a method looks an object up rather than make one of its own. */
    private static boolean takesName(Method method) {
        return List.of(method.getParameterTypes()).equals(List.of(String.class));
    }

    private static boolean isKind(Class<?> type) {
        return KINDS.stream().anyMatch(kind -> kind.isAssignableFrom(type));
    }
}
