package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.lambda;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.UnknownLayer;
import dev.lamina.activations.Activation;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import dev.lamina.inspect.Summary;
import dev.lamina.lowering.Lowering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Layers that no one knows are kept where only the architecture is wanted, and refused where they must run. */
final class UnknownLayerTest {
    private static final Path GOLDEN = Path.of("../tf-backend/src/test/resources/golden");
    private static final Place ROOT = Place.root(new ObjectReader(Catalog.standard()));
    private static final Catalog KEEPING = Catalog.installed().keepingUnknown();
    private static final String REMEDY = "Catalog.installed().plus(Unheard.SCHEMA) as the catalog to read with";

    private static String golden(String name) {
        try {
            return Files.readString(GOLDEN.resolve(name).resolve("model.json"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A document in which one layer is of a class that is not known. */
    private static String unheard(String json, String layer) {
        Map<String, @Nullable Object> document = Plain.map(JsonText.parse(json), ROOT);
        Map<String, @Nullable Object> element = Objects.requireNonNull(find(document, layer));
        element.put("module", null);
        element.put("class_name", "Unheard");
        element.put("registered_name", "mine>Unheard");
        return JsonText.print(document);
    }

    private static List<Map<String, @Nullable Object>> layers(Map<String, @Nullable Object> model) {
        List<Map<String, @Nullable Object>> found = new ArrayList<>();
        Map<String, @Nullable Object> config = Plain.map(model.get("config"), ROOT);
        for (Object one : Plain.list(config.get("layers"), ROOT)) {
            Map<String, @Nullable Object> element = Plain.map(one, ROOT);
            found.add(element);
            if (Plain.map(element.get("config"), ROOT).containsKey("layers")) {
                found.addAll(layers(element));
            }
        }
        return found;
    }

    private static @Nullable Map<String, @Nullable Object> find(Map<String, @Nullable Object> model, String layer) {
        return layers(model).stream()
                .filter(element -> layer.equals(name(element)))
                .findFirst()
                .orElse(null);
    }

    private static String name(Map<String, @Nullable Object> element) {
        return String.valueOf(Plain.map(element.get("config"), ROOT).get("name"));
    }

    /** Of all whole models of Keras, one layer after the other. */
    @Test
    void isWrittenAsItStands() throws IOException {
        List<String> cases;
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            cases = folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("model_"))
                    .sorted()
                    .toList();
        }
        int kept = 0;
        for (String name : cases) {
            for (Map<String, @Nullable Object> layer : layers(Plain.map(JsonText.parse(golden(name)), ROOT))) {
                if ("keras.layers".equals(layer.get("module")) && !"InputLayer".equals(layer.get("class_name"))) {
                    kept += kept(name, name(layer));
                }
            }
        }
        assertThat(kept).isGreaterThan(50);
    }

    private static int kept(String golden, String layer) {
        String json = unheard(golden(golden), layer);
        Model model;
        try {
            model = KerasJson.read(json, KEEPING);
        } catch (ConfigException e) {
            assertThat(e)
                    .hasMessageContaining("does not say the shape of its output")
                    .hasMessageContaining(REMEDY);
            return 0;
        }
        String written = KerasJson.write(model);
        assertThat(find(Plain.map(JsonText.parse(written), ROOT), layer))
                .as("%s of %s", layer, golden)
                .isEqualTo(find(Plain.map(JsonText.parse(json), ROOT), layer));
        assertThat(KerasJson.write(KerasJson.read(written, KEEPING))).isEqualTo(written);
        assertThat(Summary.of(model).nested().toString()).contains("mine>Unheard");
        return 1;
    }

    @Test
    void anInnerModelEndsWithTheShapeThatTheOuterConsumes() {
        Model model = KerasJson.read(unheard(golden("model_nested_functional"), "inner_dense"), KEEPING);

        assertThat(((Model) model.operation("inner")).operation("inner_dense")).isInstanceOf(UnknownLayer.class);
        assertThat(model.operations()).hasSize(3);
        assertThat(model).hasToString("Functional \"" + model.name() + "\" [(?, 3)] -> [(?, 1)]");
    }

    @Test
    void documentsOfKeras2KeepItWhereTheNextLayerSaysWhatItWasBuiltFor() {
        Model model = KerasJson.read(unheard(golden("../golden2/sequential_convolution"), "max_pooling2d"), KEEPING);

        assertThat(model.operation("max_pooling2d")).isInstanceOf(UnknownLayer.class);
        assertThat(model.operations()).hasSize(12);
        assertThat(KerasJson.write(KerasJson.read(KerasJson.write(model), KEEPING)))
                .isEqualTo(KerasJson.write(model));
        assertThatThrownBy(() -> KerasJson.read(unheard(golden("../golden2/branches"), "dense"), KEEPING))
                .hasMessageContaining("does not say the shape of its output 0");
    }

    @Test
    void isRefusedWhereItMustRun() {
        String json = unheard(golden("model_nested_functional"), "inner_hidden");
        Model model = KerasJson.read(json, KEEPING);

        assertThatThrownBy(() -> Lowering.inference(model))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "layer \"inner_hidden\" of the class mine>Unheard is kept as its document holds it, and cannot run\n"
                                + "  try   " + REMEDY);
        assertThatThrownBy(() -> KerasJson.read(json))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("unknown layer mine>Unheard\n  try   " + REMEDY);
    }

    @Test
    void isRefusedWhereNothingSaysItsShape() {
        assertThatThrownBy(() -> KerasJson.read(unheard(golden("model_nested_functional"), "after"), KEEPING))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "layer \"after\" is of the class mine>Unheard, which is not known, and the document does not"
                                + " say the shape of its output 0\n  try   " + REMEDY);
    }

    @Test
    void theSummaryShowsItAndDoesNotCountIt() {
        String summary = Summary.of(KerasJson.read(unheard(golden("model_sequential_conv"), "max_pooling2d"), KEEPING))
                .toString();

        assertThat(summary)
                .containsPattern("max_pooling2d \\(Unheard\\) +│ \\(None, 2, 2, 2\\) +│ +\\? │")
                .endsWith(" Not counted, as not known: max_pooling2d (mine>Unheard)\n");
    }

    /** A layer with a function that is not known, and a Lambda of Python. */
    @Test
    void functionsThatAreNotKnownKeepTheirLayer() {
        SymbolicTensor x = input("x", 3);
        SymbolicTensor y = x.then(dense(4).activation(Activation.of("mine>squash", t -> t))
                        .name("squashed"))
                .then(lambda("mine>halve", t -> t.div(2)).name("halved"))
                .then(dense(2));
        String json = KerasJson.write(Model.of("m", x, y));

        Model model = KerasJson.read(json, KEEPING);

        assertThat(model.operation("squashed")).isInstanceOf(UnknownLayer.class);
        assertThat(model.operation("halved")).isInstanceOf(UnknownLayer.class);
        assertThat(KerasJson.write(model)).isEqualTo(json);
        assertThatThrownBy(() -> Lowering.inference(model))
                .hasMessageContaining(
                        "try   Catalog.installed().plusActivation(\"mine>squash\", x -> ...) as the catalog");
    }
}
