package dev.lamina.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.inspect.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that train nets, at their small scale, and that each has learned what it is about. */
final class NetProgramsTest {
    @TempDir
    Path folder;

    @Test
    void blocksOfConvolutionsReadDigits() throws IOException {
        Map<String, List<Double>> nets = ConvNets.run(Scale.SMALL);
        ConvNets.draw(nets, folder);
        Drawn.assertIsChart(folder.resolve("curves.png"));
        assertThat(nets)
                .containsOnlyKeys("inception", "residual", "separable")
                .allSatisfy((net, accuracies) -> assertThat(accuracies.get(accuracies.size() - 1))
                        .as(net)
                        .isGreaterThan(0.5));
    }

    @Test
    void networkSeesWithBothEyesWhichIsNearer() throws IOException {
        Map<String, ModelsAsLayers.Result> results = ModelsAsLayers.run(Scale.SMALL);
        ModelsAsLayers.draw(results, folder);
        Drawn.assertIsPicture(folder.resolve("vgg19.png"));
        assertThat(results).containsOnlyKeys("vgg19").allSatisfy((network, result) -> {
            assertThat(result.accuracy()).isGreaterThan(0.85);
            NdArray left = result.left();
            NdArray right = result.right();
            // The nearer disc is the larger one, so its picture is brighter.
            assertThat(mean(left.rows(0, 3)) - mean(right.rows(0, 3))).isPositive();
            assertThat(mean(left.rows(7, 10)) - mean(right.rows(7, 10))).isNegative();
        });
    }

    @Test
    void callbacksSlowStopAndKeepTheBest() throws IOException {
        WatchedTraining.Result result = WatchedTraining.run(Scale.SMALL, folder);
        WatchedTraining.draw(result, folder);
        Drawn.assertIsChart(folder.resolve("curves.png"));
        List<Double> losses = result.history().get("val_loss");
        double best = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
        assertThat(best).isLessThan(0.8 * losses.get(0));
        assertThat(losses.get(result.bestEpoch())).isEqualTo(best);
        assertThat(result.lossOfFile()).isCloseTo(best, within(1e-6));
        assertThat(result.rates().get(result.rates().size() - 1)).isLessThan(0.02);
        assertThat(Files.readAllLines(folder.resolve("history.csv"))).hasSize(losses.size() + 1);
    }

    @Test
    void tensorBoardIsToldWhatTheNetLearned() throws IOException {
        TensorBoardTraining.Result result = TensorBoardTraining.run(Scale.SMALL, folder);
        TensorBoardTraining.draw(result, folder);
        Drawn.assertIsChart(folder.resolve("words.png"));
        assertThat(result.history().last("val_accuracy")).isGreaterThan(0.9);
        NdArray kindness = result.kindness();
        assertThat(mean(kindness.rows(0, 10))).isGreaterThan(mean(kindness.rows(10, 20)) + 0.5);
        StringBuilder written = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                written.append(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(written).contains("epoch_loss", "words/embeddings", "words.tsv", "MatMul");
    }

    @Test
    void plotsAndTablesShowAllLayers() throws IOException {
        ModelPlots.draw(Scale.SMALL, folder);
        assertThat(Files.readString(folder.resolve("siamese-lstm.svg")))
                .startsWith("<svg")
                .contains("LSTM", "left", "right");
        assertThat(Files.readString(folder.resolve("vq-vae.txt"))).contains("VectorQuantizer", "Total params");
    }

    /** Where a model or the look of plots changes, draw the page's pictures again. */
    @Test
    void pageOfTheZooShowsThePlots() throws IOException {
        ModelPlots.draw(Scale.SMALL, folder);
        Path docs = Path.of("../docs");
        String page = Files.readString(docs.resolve("zoo.md"));
        List<Path> plots;
        try (Stream<Path> files = Files.list(folder)) {
            plots = files.filter(file -> file.toString().endsWith(".svg")).toList();
        }
        assertThat(plots).hasSize(17).allSatisfy(plot -> {
            String picture = "images/zoo-" + plot.getFileName();
            assertThat(page).contains("(" + picture + ")");
            assertThat(docs.resolve(picture)).hasSameTextualContentAs(plot);
        });
    }

    /** The number of weights is what real Keras counts. */
    @Test
    void modelOfJsonReadsDigits() throws IOException {
        assertThat(Summary.of(KerasJsonTraining.model()).params()).isEqualTo(8938);
        KerasJsonTraining.Result result = KerasJsonTraining.run(Scale.SMALL);
        KerasJsonTraining.draw(result, folder);
        Drawn.assertIsPicture(folder.resolve("read.png"));
        assertThat(result.accuracy()).isGreaterThan(0.7);
        assertThat(result.read())
                .hasSize(10)
                .allSatisfy(row -> assertThat(row.shape()).isEqualTo(Shape.of(10, 28, 28, 1)));
    }

    @Test
    void newImagesAreDrawnFromCodesOfResidualNet() {
        CodeGeneration.Result result = CodeGeneration.runResidual(Scale.SMALL);
        assertThat(result.reconstructionError().get(3))
                .isLessThan(0.08)
                .isLessThan(0.8 * result.reconstructionError().get(0));
        assertThat(result.accuracy().get(4))
                .isGreaterThan(1.2 * result.accuracy().get(0));
        NdArray images = result.images();
        assertThat(images.shape()).isEqualTo(Shape.of(10, 28, 28, 1));
    }

    private static double mean(NdArray values) {
        double sum = 0;
        for (float value : values.floats()) {
            sum += value;
        }
        return sum / values.size();
    }
}
