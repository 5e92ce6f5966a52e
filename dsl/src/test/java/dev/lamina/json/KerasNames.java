package dev.lamina.json;

import dev.lamina.Arithmetic;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.PackageClasses;
import dev.lamina.Regularizer;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Losses;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.ops.Nn;
import dev.lamina.ops.OpTypes;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.OptimizerMap;
import dev.lamina.schedules.Schedule;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public names of real Keras, by family, and which of them Lamina knows. Written by checks/keras/vocabulary.py. */
final class KerasNames {
    /** The families whose classes documents name, and what these are in Lamina. */
    private static final Map<String, Class<?>> KINDS = Map.of(
            "layers", Layer.class,
            "losses", Loss.class,
            "metrics", Metric.class,
            "optimizers", Optimizer.class,
            "schedules", Schedule.class,
            "initializers", Initializer.class,
            "regularizers", Regularizer.class,
            "constraints", Constraint.class);

    /** Functions of {@code keras.ops} that are methods of tensors or classes of Lamina under other names. */
    private static final Map<String, String> ELSEWHERE = Map.of("true_divide", "div", "negative", "unaryMinus");

    private final String version;
    private final Map<String, List<Name>> families = new LinkedHashMap<>();
    private final Set<String> opClasses =
            OpTypes.all().stream().map(type -> type.schema().className()).collect(Collectors.toSet());
    private final Set<String> functions;

    /**
     * A public name.
     *
     * @param of the name of the same thing that Keras uses itself; differs for another name of it
     * @param op for a function of {@code keras.ops}, the class of its op
     */
    record Name(
            String family, String name, String of, @Nullable String op) {}

    KerasNames(Path file) throws Exception {
        JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
        version = root.get("version").asString();
        root.properties().forEach(entry -> {
            if (entry.getValue().isArray()) {
                List<Name> names = new ArrayList<>();
                entry.getValue().forEach(thing -> add(entry.getKey(), thing, names::add));
                families.put(entry.getKey(), List.copyOf(names));
            }
        });
        functions = Stream.concat(
                        Stream.of(SymbolicTensor.class, Arithmetic.class), PackageClasses.beside(Nn.class).stream())
                .filter(type -> Modifier.isPublic(type.getModifiers()))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toSet());
    }

    private static void add(String family, JsonNode thing, Consumer<Name> names) {
        String main = thing.get("name").asString();
        JsonNode op = thing.get("op");
        String opClass = op == null || op.isNull() ? null : op.asString();
        names.accept(new Name(family, main, main, opClass));
        thing.get("aliases").forEach(alias -> names.accept(new Name(family, alias.asString(), main, opClass)));
    }

    String version() {
        return version;
    }

    Map<String, List<Name>> families() {
        return families;
    }

    /** Whether Lamina reads the name in documents, or has a function for the op. */
    boolean has(Name name) {
        return switch (name.family()) {
            case "ops" -> hasOp(name);
            case "activations" -> Catalog.standard().activation(name.name()) != null;
            case "losses" -> find(name) || named(() -> Losses.named(name.name()));
            case "metrics" -> find(name) || named(() -> Metrics.named(name.name()));
            case "optimizers" -> find(name) || name.name().equals(OptimizerMap.class.getSimpleName());
            default -> find(name);
        };
    }

    private static boolean find(Name name) {
        return Catalog.standard().find(KINDS.get(name.family()), name.name(), null) != null;
    }

    private static boolean named(Runnable lookUp) {
        try {
            lookUp.run();
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private boolean hasOp(Name name) {
        String plain = name.name().substring(name.name().indexOf('.') + 1);
        return (name.op() != null && opClasses.contains(name.op()))
                || functions.contains(camelCase(plain))
                || functions.contains(ELSEWHERE.getOrDefault(plain, plain));
    }

    private static String camelCase(String name) {
        String[] words = name.split("_");
        StringBuilder camel = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            camel.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camel.toString();
    }
}
