package dev.lamina.lowering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.inspect.Summary;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the models that real Keras wrote become without a backend: programs, summaries and documents. */
final class GoldenProgramsTest {
    private static final Path RESOURCES = Path.of("../tf-backend/src/test/resources");

    @TestFactory
    Stream<DynamicTest> lowersWhatKerasWrote() throws IOException {
        try (Stream<Path> folders = Files.list(RESOURCES.resolve("golden"))) {
            List<Path> cases = folders.filter(Files::isDirectory).sorted().toList();
            assertThat(cases).hasSizeGreaterThan(400);
            return cases.stream()
                    .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
        }
    }

    private static void check(Path folder) throws IOException {
        String json = Files.readString(folder.resolve("model.json"));
        KerasDocument document = KerasJson.document(json, Catalog.installed());
        Model model = document.model();
        checkProgram(model, Lowering.inference(model));
        if (!document.compileConfig().isEmpty()) {
            checkTraining(model, document);
        }
        Summary summary = Summary.of(model);
        assertThat(summary.params())
                .isEqualTo(model.weights().stream()
                        .mapToLong(weight -> weight.spec().shape().elements())
                        .sum());
        assertThat(summary.nested().toString())
                .contains(String.format(Locale.ROOT, "Total params: %,d", summary.params()));
        checkInitialization(WeightNames.of(model));
        String written = KerasJson.write(model);
        assertThat(KerasJson.write(KerasJson.read(written))).isEqualTo(written);
    }

    private static void checkProgram(Model model, Program program) {
        assertThat(specs(program.outputs())).isEqualTo(specs(model.outputs().list()));
        assertThat(program.updates()).isEmpty();
        String text = program.toString();
        assertThat(program.weights()).allSatisfy(weight -> assertThat(text).contains(weight.name()));
        assertThat(text.lines().filter(line -> line.startsWith("  op "))).hasSameSizeAs(program.body());
    }

    private static void checkInitialization(List<Program.NamedWeight> weights) {
        Lowering.Initialization initialization = Lowering.initialization(weights);
        assertThat(specs(initialization.values()))
                .isEqualTo(weights.stream().map(named -> named.weight().spec()).toList());
    }

    private static List<TensorSpec> specs(List<SymbolicTensor> tensors) {
        return tensors.stream().map(SymbolicTensor::spec).toList();
    }

    /** The targets have the outputs' specs, where Keras's own have fewer axes for numbers of classes. */
    private static void checkTraining(Model model, KerasDocument document) {
        Training training = Training.read(document.compileConfig(), document.compilePlace(), model);
        List<TensorSpec> outputs = specs(model.outputs().list());
        boolean classNumbers = training.toPlain(model).toString().contains("Sparse")
                || training.toPlain(model).toString().contains("sparse");
        List<TensorSpec> targets = classNumbers
                ? outputs.stream()
                        .map(spec -> new TensorSpec(
                                spec.shape().slice(0, spec.shape().rank() - 1), spec.dtype()))
                        .toList()
                : outputs;
        Program program =
                Lowering.training(model, training.objective(targets, Collections.nCopies(targets.size(), null)));
        assertThat(program.training()).isTrue();
        assertThat(program.losses())
                .isNotEmpty()
                .allSatisfy(loss -> assertThat(loss.tensor().shape().rank()).isZero());
        assertThat(program.inputs()).hasSizeGreaterThan(model.inputs().list().size());
    }
}
