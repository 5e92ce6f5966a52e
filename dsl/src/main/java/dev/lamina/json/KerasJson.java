package dev.lamina.json;

import dev.lamina.Model;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Models as the JSON documents of Keras 3, both ways. Names, shared layers, inner models, ops and constants are kept; the order
 * of the keys is Keras's. Documents of Keras 2 are read as well, whatever version wrote them, so that reading one and writing it
 * makes it one of Keras 3.
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
        return write(model, Map.of());
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
     * A model as a document that another Keras than the third reads, or that both read.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 4);
     * Model model = Model.of("m", x, x.then(dense(8)));
     * String json = KerasJson.writeAs(model, KerasFormat.KERAS_2);
     * }</pre>
     *
     * @throws ConfigException if the model holds what that Keras has no words for, with the path to it
     */
    public static String writeAs(Model model, KerasFormat format) {
        if (format == KerasFormat.KERAS_3) {
            return write(model);
        }
        Place root = Place.root(new ObjectReader(Catalog.standard()));
        Keras2Writer writer = new Keras2Writer(format);
        String older =
                JsonText.print(writer.document(new ModelWriter(root).write(model, model.name(), Map.of()), root));
        if (writer.leavesMasks() && !write(read(older)).equals(write(model))) {
            throw root.error("a layer has another mask than Keras 2 would give it", "KERAS_3");
        }
        return older;
    }

    /**
     * A model, and how it is to be trained, as attributes of a {@code .h5} file: {@code model_config}, and {@code training_config} where
     * it is compiled. Elements of the model keep their modules, which Keras leaves out, so that it finds ops, too.
     *
     * @param compileConfig as in {@link #write(Model, Map)}
     */
    public static Map<String, String> attributes(
            Model model, @Nullable Map<String, ? extends @Nullable Object> compileConfig) {
        Map<String, @Nullable Object> written =
                new ModelWriter(Place.root(new ObjectReader(Catalog.standard()))).write(model, model.name(), Map.of());
        written.keySet().retainAll(Set.of("class_name", "config"));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("model_config", JsonText.print(written));
        if (compileConfig != null) {
            attributes.put("training_config", JsonText.print(LegacyTraining.of(compileConfig)));
        }
        return attributes;
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

    /**
     * One object, such as an optimizer: {@code {"class_name": "Adam", "config": {"learning_rate": 0.01}}}.
     *
     * @param kind what it is, such as {@code Optimizer.class}
     * @throws ConfigException if the text is no JSON, or does not describe such an object: with the path to what is wrong
     */
    public static <T> T readObject(String json, Class<T> kind, Catalog catalog) {
        Place root = Place.root(new ObjectReader(catalog));
        Object plain = JsonText.parse(json);
        if (plain == null) {
            throw root.unexpected(null, "an object");
        }
        return root.read(kind, plain);
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
        return document(json, "", catalog, completed);
    }

    /**
     * The model of a document that lacks something, and beside which lies what wrote it.
     *
     * @param version the version of Keras; empty where it is not known but from the document
     * @param completed the whole document from what stands in it, as maps, lists and values
     */
    public static KerasDocument document(
            String json, String version, Catalog catalog, UnaryOperator<Map<String, @Nullable Object>> completed) {
        ObjectReader objects = new ObjectReader(catalog);
        Place root = Place.root(objects);
        Map<String, @Nullable Object> written = Plain.map(JsonText.parse(json), root);
        boolean older = Keras2Document.isOne(written, version);
        Map<String, @Nullable Object> plain = completed.apply(older ? Keras2Document.upgraded(written, root) : written);
        Element element = Element.of(plain, root);
        if (!element.isModel()) {
            throw root.at("class_name")
                    .error("expected a Functional or Sequential model; received " + element.className(), "");
        }
        Place compilePlace = root.at("compile_config");
        Object compileConfig = plain.get("compile_config");
        return new KerasDocument(
                objects.models().model(element),
                compileConfig == null ? Map.of() : Plain.map(compileConfig, compilePlace),
                compilePlace);
    }

    /**
     * The model of a {@code .h5} file, and how it was to be trained.
     *
     * @param modelConfig its attribute {@code model_config}
     * @param trainingConfig its attribute {@code training_config}; empty where it has none
     * @param version its attribute {@code keras_version}; empty where it has none
     */
    public static KerasDocument ofAttributes(
            String modelConfig, String trainingConfig, String version, Catalog catalog) {
        KerasDocument document = document(modelConfig, version, catalog, plain -> plain);
        if (trainingConfig.isEmpty()) {
            return document;
        }
        Place place = Place.root(new ObjectReader(catalog)).at("training_config");
        return new KerasDocument(
                document.model(),
                Keras2Training.ofTrainingConfig(Plain.map(JsonText.parse(trainingConfig), place), place),
                place);
    }
}
