package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activations;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApplicationTest {
    /** {@code checks/keras/zoo.py} compares what is written here with what real Keras makes of the same names. */
    private static final Path WRITTEN = Path.of("target/keras-zoo");

    /** In what the forms differ, these are as vgg16 and xception. */
    private static final Set<String> ENDING_ALIKE = Set.of("vgg19", "inception_v3");

    private static Application named(String name) {
        return switch (name) {
            case "vgg16" -> Application.vgg16();
            case "vgg19" -> Application.vgg19();
            case "xception" -> Application.xception();
            case "inception_v3" -> Application.inceptionV3();
            case "resnet50" -> Application.resNet50();
            case "mobilenet_v2" -> Application.mobileNetV2();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The forms that {@code zoo.py} builds of each. */
    private static Map<String, Application> forms(String name) {
        Application whole = named(name);
        Application features = whole.includeTop(false);
        Map<String, Application> forms = new LinkedHashMap<>();
        forms.put("", whole);
        if (ENDING_ALIKE.contains(name)) {
            return forms;
        }
        forms.put("_average", features.pooling(Pooling.AVG));
        forms.put("_largest", features.inputShape(101, 99, 1).pooling(Pooling.MAX));
        return forms;
    }

    /** The numbers that {@code keras.io/api/applications} prints, and those of {@code include_top=False}. */
    @ParameterizedTest
    @CsvSource({
        "vgg16, 138357544, 14714688",
        "vgg19, 143667240, 20024384",
        "xception, 22910480, 20861480",
        "inception_v3, 23851784, 21802784",
        "resnet50, 25636712, 23587712",
        "mobilenet_v2, 3538984, 2257984"
    })
    void hasAsManyParametersAsKerasSays(String name, long parameters, long withoutTop) throws IOException {
        assertThat(parameters(named(name).model())).isEqualTo(parameters);
        assertThat(parameters(named(name).includeTop(false).model())).isEqualTo(withoutTop);
        for (Map.Entry<String, Application> form : forms(name).entrySet()) {
            write(name + form.getKey(), form.getValue());
        }
    }

    private static long parameters(Model model) {
        return model.weights().stream()
                .mapToLong(weight -> weight.spec().shape().elements())
                .sum();
    }

    @Test
    void furtherFormsAreThoseOfKeras() throws IOException {
        Application vgg = Application.vgg16();
        write("vgg16_features", vgg.includeTop(false));
        write("vgg16_logits", vgg.inputShape(80, 80, 3).classes(7).classifierActivation(Activations.LINEAR));
        for (double alpha : new double[] {0.35, 1.4}) {
            write(
                    "mobilenet_v2_" + alpha,
                    Application.mobileNetV2(alpha).includeTop(false).inputShape(64, 64, 3));
        }
    }

    private static void write(String name, Application application) throws IOException {
        Files.createDirectories(WRITTEN);
        Files.writeString(WRITTEN.resolve(name + ".json"), KerasJson.write(application.model()));
    }

    @Test
    void saysWhereWeightsArePublished() {
        assertThat(Application.resNet50().publishedWeights().orElseThrow().from())
                .hasToString("https://storage.googleapis.com/tensorflow/keras-applications/resnet/"
                        + "resnet50_weights_tf_dim_ordering_tf_kernels.h5");
        assertThat(Application.vgg16()
                        .includeTop(false)
                        .publishedWeights()
                        .orElseThrow()
                        .from())
                .hasToString("https://storage.googleapis.com/tensorflow/keras-applications/vgg16/"
                        + "vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5");
        assertThat(Application.mobileNetV2(1.4)
                        .includeTop(false)
                        .publishedWeights()
                        .orElseThrow()
                        .from())
                .hasToString("https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/"
                        + "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_224_no_top.h5");
        assertThat(Application.xception().classes(10).publishedWeights()).isEmpty();
        assertThat(Application.mobileNetV2(0.4).publishedWeights()).isEmpty();
        assertThat(Application.mobileNetV2().inputShape(100, 100, 3).publishedWeights())
                .isEmpty();
    }

    @Test
    void refusesImagesThatAreTooSmallOrOfUnknownSize() {
        assertThatThrownBy(Application.xception().inputShape(70, 80, 3)::model)
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "xception: images must be at least 71 by 71, of a known size with the top; received (70, 80, 3)");
        assertThatThrownBy(Application.vgg16().inputShape(Shape.UNKNOWN, 80, 3)::model)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("of a known size");
        assertThatThrownBy(() -> Application.mobileNetV2(0)).isInstanceOf(ConfigException.class);
    }

    /** Numbers of {@code keras.applications.imagenet_utils.preprocess_input} for one pixel of 10, 100 and 250. */
    @ParameterizedTest
    @CsvSource({
        "TF, -0.92156863, -0.21568626, 0.9607843",
        "CAFFE, 146.061, -16.779, -113.68",
        "TORCH, -1.946656, -0.28501397, 2.5528543"
    })
    void preprocessesAsKerasDoes(Preprocessing style, float first, float second, float third) {
        SymbolicTensor pixels = input("pixels", 1, 1, 3);
        try (CompiledModel run = TensorFlowBackend.compile(Model.of("pixels", pixels, style.of(pixels)))) {
            float[] values = run.predict(NdArray.of(new float[] {10, 100, 250}, 1, 1, 1, 3))
                    .get(0)
                    .floats();
            assertThat(values).usingComparatorWithPrecision(1e-4f).containsExactly(first, second, third);
        }
        assertThatThrownBy(() -> style.of(input("grey", 4, 4, 1))).isInstanceOf(ShapeException.class);
    }

    @Test
    void decodesTheLikeliestClassesFirst() {
        String json = "{\"0\": [\"n0\", \"cat\"], \"1\": [\"n1\", \"dog\"], \"2\": [\"n2\", \"eel\"]}";
        NdArray probabilities = NdArray.of(new float[] {0.25f, 0.5f, 0.125f, 0, 0.25f, 0.75f}, 2, 3);
        assertThat(Predictions.decode(probabilities, json, 2))
                .containsExactly(
                        List.of(
                                new Predictions.Prediction("n1", "dog", 0.5),
                                new Predictions.Prediction("n0", "cat", 0.25)),
                        List.of(
                                new Predictions.Prediction("n2", "eel", 0.75),
                                new Predictions.Prediction("n1", "dog", 0.25)));
        assertThatThrownBy(() -> Predictions.decode(NdArray.of(new float[2], 1, 2), json, 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("(batch, 3); received (1, 2)");
        assertThatThrownBy(() -> Predictions.decode(probabilities, "{\"1\": [\"a\", \"b\"]}", 1))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("under \"0\"; it has null");
        assertThatThrownBy(() -> Predictions.decode(probabilities, "[]", 1)).isInstanceOf(ConfigException.class);
    }
}
