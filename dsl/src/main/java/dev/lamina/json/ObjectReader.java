package dev.lamina.json;

import dev.lamina.Layer;
import dev.lamina.activations.Activation;
import dev.lamina.activations.LayerActivation;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.layers.Lambda;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the objects that configurations hold: {@code "glorot_uniform"}, or {@code {"class_name": "GlorotUniform", …}}. */
final class ObjectReader implements Place.ObjectReader {
    private final Catalog catalog;

    ObjectReader(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public <T> T read(Class<T> kind, Object plain, Place place) {
        return kind.cast(kind == Activation.class ? activation(plain, place) : object(kind, plain, place));
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
        return object(kind, Element.of(plain, place));
    }

    private Object object(Class<?> kind, Element element) {
        Schema<?> schema = catalog.find(kind, element.className(), element.registeredName());
        if (schema == null) {
            boolean registered =
                    element.registeredName() != null && element.registeredName().contains(">");
            throw unknown(
                    kind, registered ? String.valueOf(element.registeredName()) : element.className(), element.place());
        }
        Object made = notNull(schema.read(element.config(), element.configPlace()));
        return made instanceof Lambda lambda ? lambda.resolved(catalog::function, element.configPlace()) : made;
    }

    private static Object notNull(@Nullable Object made) {
        return java.util.Objects.requireNonNull(made);
    }

    private ConfigException unknown(Class<?> kind, String name, Place place) {
        String bare = name.substring(name.indexOf('>') + 1);
        String nearest = Plain.nearest(bare, catalog.names(kind));
        return place.error(
                "unknown " + kind.getSimpleName().toLowerCase(Locale.ROOT) + " " + name
                        + (nearest == null ? "" : "; did you mean " + nearest + "?"),
                "Catalog.plus(...) with the schema of a class of your own");
    }

    private static String what(Class<?> kind) {
        String name = kind.getSimpleName().toLowerCase(Locale.ROOT);
        return ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
    }

    private Activation activation(Object plain, Place place) {
        if (plain instanceof String name) {
            return named(name, place);
        }
        Map<String, @Nullable Object> keys = Plain.map(plain, place);
        if ("function".equals(keys.get("class_name"))) {
            return named(Plain.string(keys.get("config"), place.at("config")), place.at("config"));
        }
        return new LayerActivation((Layer<?>) object(Layer.class, plain, place));
    }

    private Activation named(String name, Place place) {
        Activation activation = catalog.activation(name);
        if (activation == null) {
            List<String> known = catalog.activationNames();
            throw place.error(
                    "unknown activation " + name + "; " + Plain.suggestion(name, known),
                    "Catalog.plusActivation(\"" + name + "\", ...) for one of your own");
        }
        return activation;
    }
}
