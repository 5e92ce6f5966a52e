package dev.lamina.json;

import dev.lamina.Model;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Models as the JSON documents of Keras 3, both ways. Names, shared layers, inner models, ops and constants are kept; the order
 * of the keys is Keras's.
 *
 * <p>Source: {@code keras.Model.to_json} and {@code keras.models.model_from_json}.
 */
public final class KerasJson {
    private KerasJson() {}

    /**
     * A model as a document of one line.
     *
     * @throws ConfigException if it holds what Keras has no words for, such as an op of Lamina's own
     */
    public static String write(Model model) {
        return write(model, null);
    }

    /**
     * A model and how it is to be trained.
     *
     * @param compileConfig as Keras's {@code get_compile_config()} gives it; null where the model is not compiled
     */
    public static String write(Model model, @Nullable Map<String, ? extends @Nullable Object> compileConfig) {
        return JsonText.print(new ModelWriter(Place.root(new ObjectReader(Catalog.standard())))
                .write(model, model.name(), compileConfig == null ? Map.of() : compileConfig));
    }

    /**
     * The model of a document, by the classes of {@link Catalog#installed()}.
     *
     * @throws ConfigException if the text is no JSON, or does not describe a model: with the path to what is wrong and the
     *     nearest name that would be right
     * @throws dev.lamina.errors.ShapeException if layers do not fit each other
     */
    public static Model read(String json) {
        return read(json, Catalog.installed());
    }

    /** The model of a document that may name the classes of {@code catalog}. */
    public static Model read(String json, Catalog catalog) {
        return document(json, catalog).model();
    }

    /** The model of a document, and how it was to be trained. */
    public static KerasDocument document(String json, Catalog catalog) {
        return document(json, catalog, plain -> plain);
    }

    /**
     * The model of a document that lacks something which lies beside it, such as a vocabulary.
     *
     * @param completed the whole document from what stands in it, as maps, lists and values
     */
    public static KerasDocument document(
            String json, Catalog catalog, UnaryOperator<Map<String, @Nullable Object>> completed) {
        ObjectReader objects = new ObjectReader(catalog);
        Place root = Place.root(objects);
        Map<String, @Nullable Object> plain = completed.apply(Plain.map(JsonText.parse(json), root));
        if (plain.containsKey("keras_version") || (plain.containsKey("class_name") && !plain.containsKey("module"))) {
            throw root.error("this is a document of Keras 2", "load the model in Keras 3 and save it there");
        }
        Element element = Element.of(plain, root);
        if (!element.isModel()) {
            throw root.at("class_name")
                    .error("expected a Functional or Sequential model; received " + element.className(), "");
        }
        Place compilePlace = root.at("compile_config");
        Object compileConfig = plain.get("compile_config");
        return new KerasDocument(
                new ModelReader(objects).model(element),
                compileConfig == null ? Map.of() : Plain.map(compileConfig, compilePlace),
                compilePlace);
    }
}
