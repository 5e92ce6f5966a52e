package dev.lamina.json;

import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Operation;
import dev.lamina.activations.Activation;
import dev.lamina.activations.LayerActivation;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.layers.Lambda;
import dev.lamina.layers.LayerFunction;
import dev.lamina.losses.Loss;
import dev.lamina.metrics.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the objects that configurations hold: {@code "glorot_uniform"}, or {@code {"class_name": "GlorotUniform", …}}. */
final class ObjectReader implements Place.ObjectReader {
    /** What may be a function, and how a catalog takes one. */
    private static final Map<Class<?>, String> FUNCTIONS = Map.of(
            Initializer.class, "plusInitializer(\"%s\", (spec, seed) -> ...)",
            Loss.class, "plusLoss(\"%s\", (yTrue, yPred) -> ...)",
            Metric.class, "plusMetric(\"%s\", (yTrue, yPred) -> ...)");

    private final Catalog catalog;
    private final ModelReader models = new ModelReader(this);

    ObjectReader(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public <T> T read(Class<T> kind, Object plain, Place place) {
        if (kind == Operation.class) {
            return kind.cast(operation(plain, place));
        }
        return kind.cast(kind == Activation.class ? activation(plain, place) : object(kind, plain, place));
    }

    /** See {@link Catalog#keepingUnknown}. */
    boolean keepsUnknown() {
        return catalog.keepsUnknown();
    }

    /** What reads models of the document. */
    ModelReader models() {
        return models;
    }

    /** A layer or a model that a layer holds. */
    private Operation operation(Object plain, Place place) {
        if (plain instanceof Map<?, ?>) {
            Element element = Element.of(plain, place);
            return element.isModel() ? models.model(element) : layer(element);
        }
        return (Layer<?>) object(Layer.class, plain, place);
    }

    /** A layer that stands in a model. */
    Layer<?> layer(Element element) {
        return (Layer<?>) object(Layer.class, element);
    }

    private Object object(Class<?> kind, Object plain, Place place) {
        if (plain instanceof String name) {
            Schema<?> schema = catalog.find(kind, name, name);
            if (schema == null) {
                throw unknown(kind, name, place);
            }
            return notNull(schema.read(Map.of(), place));
        }
        if (!(plain instanceof Map<?, ?>)) {
            throw place.unexpected(plain, "the name of " + what(kind) + ", or an object");
        }
        String function = functionName(Plain.map(plain, place), place);
        return function == null || !FUNCTIONS.containsKey(kind)
                ? object(kind, Element.of(plain, place))
                : function(kind, function, place);
    }

    private Object object(Class<?> kind, Element element) {
        Schema<?> schema = catalog.find(kind, element.className(), element.registeredName());
        if (schema == null) {
            throw unknown(kind, element.title(), element.place());
        }
        Object made = notNull(schema.read(element.config(), element.configPlace()));
        return made instanceof Lambda lambda ? resolved(lambda, element) : made;
    }

    /** The name of a function; null for an object of another class. */
    private static @Nullable String functionName(Map<String, @Nullable Object> object, Place place) {
        return "function".equals(object.get("class_name"))
                ? Plain.string(object.get("config"), place.at("config"))
                : null;
    }

    private Lambda resolved(Lambda lambda, Element element) {
        Optional<Lambda> resolved = lambda.resolved(name -> catalog.function(LayerFunction.class, name));
        if (resolved.isEmpty()) {
            String name = lambda.functionName().isEmpty() ? lambda.givenName() : lambda.functionName();
            throw new UnknownNameException(
                    element.configPlace().at("function"),
                    "layer \"" + lambda.givenName() + "\" runs " + lambda.functionOrigin()
                            + ", and no Java function is registered in its place",
                    line("plusFunction(\"" + name + "\", x -> ...)"));
        }
        return resolved.get();
    }

    /** What to write, word for word. */
    private static String line(String addition) {
        return "Catalog.installed()." + addition + " as the catalog to read with";
    }

    /** A function, by the name that it is registered under. */
    private Object function(Class<?> kind, String name, Place place) {
        Object own = catalog.function(kind, name);
        if (own == null) {
            String addition = Objects.requireNonNull(FUNCTIONS.get(kind)).formatted(name);
            throw new UnknownNameException(place, "unknown " + word(kind) + " " + name, line(addition));
        }
        return own;
    }

    private static Object notNull(@Nullable Object made) {
        return java.util.Objects.requireNonNull(made);
    }

    private UnknownNameException unknown(Class<?> kind, String name, Place place) {
        String bare = name.substring(name.indexOf('>') + 1);
        String suggestion = Plain.suggestion(bare, catalog.names(kind));
        return new UnknownNameException(
                place,
                "unknown " + word(kind) + " " + name + (suggestion.isEmpty() ? "" : "; " + suggestion),
                line("plus(" + bare + ".SCHEMA)"));
    }

    private static String word(Class<?> kind) {
        return kind.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String what(Class<?> kind) {
        String name = word(kind);
        return ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    private Activation activation(Object plain, Place place) {
        if (plain instanceof String name) {
            return named(name, place);
        }
        String function = functionName(Plain.map(plain, place), place);
        if (function != null) {
            return named(function, place.at("config"));
        }
        return new LayerActivation((Layer<?>) object(Layer.class, plain, place));
    }

    private Activation named(String name, Place place) {
        Activation activation = catalog.activation(name);
        if (activation == null) {
            List<String> known = catalog.activationNames();
            throw new UnknownNameException(
                    place,
                    "unknown activation " + name + "; " + Plain.suggestion(name, known),
                    line("plusActivation(\"" + name + "\", x -> ...)"));
        }
        return activation;
    }
}
