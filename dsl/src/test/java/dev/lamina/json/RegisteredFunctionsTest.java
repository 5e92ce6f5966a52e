package dev.lamina.json;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.ops.Constants.full;
import static dev.lamina.ops.Elementwise.abs;
import static dev.lamina.ops.Reductions.max;
import static dev.lamina.ops.Reductions.mean;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Initializer;
import dev.lamina.InitializerFunction;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.losses.Loss;
import dev.lamina.losses.LossFunction;
import dev.lamina.losses.Reduction;
import dev.lamina.lowering.Lowering;
import dev.lamina.metrics.Metric;
import dev.lamina.training.Training;
import org.junit.jupiter.api.Test;

/** Functions of one's own are in files by their names alone. */
final class RegisteredFunctionsTest {
    private static final InitializerFunction FIRST =
            (spec, seed) -> full(0.5, spec.shape().sizes());
    private static final LossFunction ERROR = (yTrue, yPred) -> mean(abs(yTrue.minus(yPred)), -1);
    private static final LossFunction LARGEST = (yTrue, yPred) -> max(abs(yTrue.minus(yPred)), -1);

    private static SymbolicTensor squash(SymbolicTensor x) {
        return x.div(abs(x).plus(1));
    }

    private static final SymbolicTensor X = input("x", 3);
    private static final Model MODEL = Model.of(
            "m",
            X,
            X.then(dense(2).activation(Activation.of("mine>squash", RegisteredFunctionsTest::squash))
                    .kernelInitializer(Initializer.of("mine>halves", FIRST))));
    private static final Training TRAINING =
            training().loss(Loss.of("mine>error", ERROR)).metrics(Metric.of("mine>largest", LARGEST));

    private static String json() {
        return KerasJson.write(MODEL, TRAINING.toPlain(MODEL));
    }

    private static Catalog catalog() {
        return Catalog.standard()
                .plusActivation("mine>squash", RegisteredFunctionsTest::squash)
                .plusInitializer("mine>halves", FIRST)
                .plusLoss("mine>error", ERROR)
                .plusMetric("mine>largest", LARGEST);
    }

    @Test
    void comeBack() {
        KerasDocument document = KerasJson.document(json(), catalog());
        Training training = Training.read(document.compileConfig(), document.compilePlace(), document.model());

        assertThat(KerasJson.write(document.model(), training.toPlain(document.model())))
                .isEqualTo(json())
                .contains("{\"module\":\"builtins\",\"class_name\":\"function\",\"config\":\"mine>error\","
                        + "\"registered_name\":\"function\"}");
        assertThat(Lowering.inference(document.model()))
                .hasToString(Lowering.inference(MODEL).toString());
    }

    @Test
    void thatAreNotKnownSayTheLineToAdd() {
        assertThatThrownBy(() -> KerasJson.read(json(), Catalog.standard()))
                .hasMessageContaining(
                        "config.layers[1].config.activation.config: Dense \"dense\": unknown activation mine>squash")
                .hasMessageEndingWith(
                        "try   Catalog.installed().plusActivation(\"mine>squash\", x -> ...) as the catalog to read with");
        Catalog activation = Catalog.standard().plusActivation("mine>squash", RegisteredFunctionsTest::squash);
        assertThatThrownBy(() -> KerasJson.read(json(), activation))
                .hasMessage(
                        "config.layers[1].config.kernel_initializer: Dense \"dense\": unknown initializer mine>halves\n  try   "
                                + "Catalog.installed().plusInitializer(\"mine>halves\", (spec, seed) -> ...) as the catalog to read with");
        KerasDocument document = KerasJson.document(json(), activation.plusInitializer("mine>halves", FIRST));
        assertThatThrownBy(() -> Training.read(document.compileConfig(), document.compilePlace(), document.model()))
                .hasMessage(
                        "compile_config.loss: unknown loss mine>error\n  try   "
                                + "Catalog.installed().plusLoss(\"mine>error\", (yTrue, yPred) -> ...) as the catalog to read with");
    }

    @Test
    void withoutAPackageNoFileHoldsThem() {
        assertThatThrownBy(() -> Loss.of("error", ERROR).toPlain())
                .hasMessageContaining("a name with a package, such as my_package>error");
        assertThatThrownBy(() ->
                        Loss.of("mine>error", ERROR).reduction(Reduction.SUM).toPlain())
                .hasMessageContaining("and no reduction");
        assertThatThrownBy(() -> Metric.of("largest", LARGEST).toPlain())
                .hasMessageContaining("a name with a package, such as my_package>largest");
        assertThat(Metric.of("mine>largest", LARGEST).name()).isEqualTo("largest");
    }
}
