package dev.lamina.json;

import dev.lamina.Block;
import dev.lamina.Initializer;
import dev.lamina.InitializerFunction;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.activations.SteepSigmoid;
import dev.lamina.config.Schema;
import dev.lamina.constraints.Constraints;
import dev.lamina.errors.ConfigException;
import dev.lamina.initializers.Initializers;
import dev.lamina.layers.LayerFunction;
import dev.lamina.layers.Layers;
import dev.lamina.losses.Loss;
import dev.lamina.losses.LossFunction;
import dev.lamina.losses.Losses;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.regularizers.Regularizers;
import dev.lamina.schedules.Schedules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a document may name: layers, initializers, losses, optimizers, … and activations. Immutable; a user's own
 * classes come in by {@link #plus}, or for good by a {@link SchemaProvider}.
 */
public final class Catalog {
    private static final Catalog STANDARD = new Catalog(List.of(), Map.of(), Map.of(), false)
            .plus(Layers.schemas())
            .plus(Initializers.schemas())
            .plus(Regularizers.schemas())
            .plus(Constraints.schemas())
            .plus(Losses.schemas())
            .plus(Metrics.schemas())
            .plus(Optimizers.schemas())
            .plus(Schedules.schemas())
            .plusAll(Activations.values())
            .plusActivation(SteepSigmoid.NAME, SteepSigmoid.INSTANCE);

    private record Key(Class<?> kind, String name) {}

    private final List<Schema<?>> schemas;
    private final Map<Key, Schema<?>> byClass = new HashMap<>();
    private final Map<Key, Schema<?>> byRegistration = new HashMap<>();
    private final Map<String, Activation> activations;
    private final Map<Key, Object> functions;
    private final boolean keepsUnknown;

    private Catalog(
            List<Schema<?>> schemas,
            Map<String, Activation> activations,
            Map<Key, Object> functions,
            boolean keepsUnknown) {
        this.schemas = schemas;
        this.activations = activations;
        this.functions = functions;
        this.keepsUnknown = keepsUnknown;
        schemas.forEach(this::index);
    }

    private void index(Schema<?> schema) {
        String registration = schema.home().registeredName();
        Key byName = new Key(schema.kind(), ClassNames.plain(schema.className()));
        Key key = registration == null ? byName : new Key(schema.kind(), registration);
        Schema<?> known = (registration == null ? byClass : byRegistration).put(key, schema);
        if (known != null && known != schema) {
            throw new ConfigException(
                    "two classes are known as " + (registration == null ? schema.className() : registration)
                            + "\n  try   another package or class name for one of them");
        }
        byClass.putIfAbsent(byName, schema);
    }

    /** Keras's classes that Lamina has, and Lamina's own. */
    public static Catalog standard() {
        return STANDARD;
    }

    /** {@link #standard()} and whatever {@link SchemaProvider}s on the class path add. */
    public static Catalog installed() {
        Catalog catalog = STANDARD;
        for (SchemaProvider provider : ServiceLoader.load(SchemaProvider.class)) {
            catalog = provider.addTo(catalog);
        }
        return catalog;
    }

    /**
     * This catalog and further classes.
     *
     * @throws ConfigException if one is registered under a name that another has
     */
    public Catalog plus(Schema<?>... more) {
        return plus(Arrays.asList(more));
    }

    /** This catalog and further classes. */
    public Catalog plus(Collection<? extends Schema<?>> more) {
        return new Catalog(
                Stream.concat(schemas.stream(), more.stream())
                        .<Schema<?>>map(schema -> schema)
                        .distinct()
                        .toList(),
                activations,
                functions,
                keepsUnknown);
    }

    /**
     * This catalog, with which documents may name layers, and functions in them, that it does not have: such a layer becomes an {@link
     * dev.lamina.UnknownLayer}, which is shown and written again as it stands, and which no one can run. Where its document does not
     * say the shape of an output, it is refused all the same.
     *
     * <pre>{@code
     * Catalog architectureAlone = Catalog.installed().keepingUnknown();
     * }</pre>
     */
    public Catalog keepingUnknown() {
        return new Catalog(schemas, activations, functions, true);
    }

    boolean keepsUnknown() {
        return keepsUnknown;
    }

    /**
     * This catalog and a further activation.
     *
     * @param name how documents name the function, such as {@code my_package>squash}
     */
    public Catalog plusActivation(String name, Activation activation) {
        Map<String, Activation> more = new HashMap<>(activations);
        more.put(name.contains(">") ? name : ClassNames.plain(name), activation);
        return new Catalog(schemas, Map.copyOf(more), functions, keepsUnknown);
    }

    /**
     * This catalog and a function that layers end with, in the place of a Python function that is registered with Keras.
     *
     * <pre>{@code
     * Catalog catalog = Catalog.installed().plusActivation("my_package>squash", x -> x.div(abs(x).plus(1)));
     * }</pre>
     *
     * @param name how documents name the function: {@code package>function}
     */
    public Catalog plusActivation(String name, Block function) {
        return plusActivation(name, Activation.of(name, function));
    }

    /**
     * This catalog and a function that gives weights their first values, in the place of a Python function that is registered with
     * Keras.
     *
     * <pre>{@code
     * Catalog catalog = Catalog.installed().plusInitializer("my_package>halves", (spec, seed) -> full(0.5, spec.shape().sizes()));
     * }</pre>
     *
     * @param name how documents name the function: {@code package>function}
     */
    public Catalog plusInitializer(String name, InitializerFunction function) {
        return plus(Initializer.class, name, Initializer.of(name, function));
    }

    /**
     * This catalog and a function that is minimized, in the place of a Python function that is registered with Keras.
     *
     * <pre>{@code
     * Catalog catalog =
     *     Catalog.installed().plusLoss("my_package>error", (yTrue, yPred) -> mean(abs(yTrue.minus(yPred)), -1));
     * }</pre>
     *
     * @param name how documents name the function: {@code package>function}
     */
    public Catalog plusLoss(String name, LossFunction function) {
        return plus(Loss.class, name, Loss.of(name, function));
    }

    /**
     * This catalog and a function whose mean is reported, in the place of a Python function that is registered with Keras.
     *
     * <pre>{@code
     * Catalog catalog =
     *     Catalog.installed().plusMetric("my_package>largest", (yTrue, yPred) -> max(abs(yTrue.minus(yPred)), -1));
     * }</pre>
     *
     * @param name how documents name the function: {@code package>function}
     */
    public Catalog plusMetric(String name, LossFunction function) {
        return plus(Metric.class, name, Metric.of(name, function));
    }

    /**
     * This catalog and a Java function of one tensor, which Lambda layers run in the place of Python code.
     *
     * @param name the name of the layers, or of the Python function as documents hold it, such as {@code my_package>halve}
     */
    public Catalog plusFunction(String name, Block function) {
        return plusFunction(name, LayerFunction.of(function));
    }

    /**
     * This catalog and a Java function of any tensors, which Lambda layers run in the place of Python code.
     *
     * @param name the name of the layers, or of the Python function as documents hold it, such as {@code my_package>halve}
     */
    public Catalog plusFunction(String name, LayerFunction function) {
        return plus(LayerFunction.class, name, function);
    }

    private Catalog plus(Class<?> kind, String name, Object function) {
        Map<Key, Object> more = new HashMap<>(functions);
        more.put(new Key(kind, name), function);
        return new Catalog(schemas, activations, Map.copyOf(more), keepsUnknown);
    }

    private Catalog plusAll(Activations[] standard) {
        Catalog catalog = this;
        for (Activations activation : standard) {
            catalog = catalog.plusActivation(activation.kerasName(), activation);
        }
        return catalog;
    }

    /** All classes. */
    public List<Schema<?>> schemas() {
        return schemas;
    }

    /**
     * The class that a document names.
     *
     * @param registeredName {@code package>Class} for classes registered with Keras
     */
    @Nullable
    Schema<?> find(Class<?> kind, String className, @Nullable String registeredName) {
        // The older format of Keras has no key for the registered name, and writes it in the place of the class.
        String registered = className.contains(">") ? className : registeredName;
        return registered != null && registered.contains(">")
                ? byRegistration.get(new Key(kind, registered))
                : byClass.get(new Key(kind, ClassNames.canonical(className)));
    }

    /** The names of all classes of a kind. */
    List<String> names(Class<?> kind) {
        List<String> names = new ArrayList<>();
        for (Schema<?> schema : schemas) {
            if (schema.kind() == kind) {
                names.add(schema.className());
            }
        }
        return names;
    }

    @Nullable
    Activation activation(String name) {
        Activation own = activations.get(name);
        return own != null ? own : activations.get(ClassNames.canonical(name));
    }

    /** The function of a kind that is registered under a name. */
    <T> @Nullable T function(Class<T> kind, String name) {
        return kind.cast(functions.get(new Key(kind, name)));
    }

    List<String> activationNames() {
        return activations.entrySet().stream()
                .map(entry -> entry.getValue() instanceof Activations standard ? standard.kerasName() : entry.getKey())
                .sorted()
                .toList();
    }
}
