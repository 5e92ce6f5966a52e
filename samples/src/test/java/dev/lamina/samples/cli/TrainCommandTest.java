package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainCommandTest {
    private static final int EXAMPLES = 256;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ZooModel.class)
    void writesWhatItLearned(ZooModel model) throws IOException {
        Outcome outcome = train(model, 1);

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("epoch 1 ")
                .contains("\nloss ", folder.resolve("model.keras").toString())
                .containsPattern("\nmean squared error +0\\.[0-9]+\n");
        int steps = model.build(1).recipe().trainsOnTestImages() ? 12 : 8;
        assertThat(outcome.err())
                .contains(
                        model.id() + " on glyphs: train (256, 28, 28)",
                        "epoch 1/1 " + steps + "/" + steps,
                        "  val_loss ");
        for (String picture : List.of("reconstructions.png", "curves.png")) {
            assertThat(ImageIO.read(folder.resolve(picture).toFile()))
                    .as(picture)
                    .isNotNull();
        }
        boolean generates = model.id().endsWith("-vae") && !model.id().endsWith("vq-vae");
        assertThat(Files.exists(folder.resolve("samples.png"))).isEqualTo(generates);
        assertThat(folder.resolve("logs/train")).isDirectoryContaining("glob:**events.out.tfevents.*");
        assertThat(folder.resolve("logs/validation")).isDirectoryContaining("glob:**events.out.tfevents.*");
        Outcome summary = Outcome.of("summary", folder.resolve("model.keras"), "--nested");
        assertThat(summary.out()).contains(" Total params: ");
    }

    @Test
    void tellsHowManyCodesTestImagesHave() {
        Outcome outcome = train(ZooModel.VQ_VAE_FSQ, 1);

        assertThat(outcome.out()).containsPattern("\ncodes used, of 240 +[1-9][0-9]*\n");
    }

    /** Real runs reach these numbers with room to spare; a training that does not learn is far from them. */
    @Test
    void vqVaeLearnsGlyphs() throws IOException {
        Outcome outcome = Outcome.of(
                "train", "vq-vae", "--limit", 2000, "--epochs", 8, "--batch-size", 32, "--out", folder, "--quiet");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
        Map<String, List<Double>> history = HistoryFile.read(folder.resolve("history.csv"));
        assertThat(history.keySet()).contains("loss", "reconstruction_loss", "vq_loss", "perplexity", "val_loss");
        assertThat(history.get("val_reconstruction_loss"))
                .hasSize(8)
                .last()
                .satisfies(reached -> assertThat(reached).isLessThan(0.3));
        assertThat(originalsAndReconstructionsDiffer()).isLessThan(0.6);
    }

    /** The mean difference of brightness between the first row of the picture and the second, over that of the first. */
    private double originalsAndReconstructionsDiffer() throws IOException {
        BufferedImage image = ImageIO.read(folder.resolve("reconstructions.png").toFile());
        double difference = 0;
        double brightness = 0;
        for (int y = 2; y < 58; y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int above = image.getRGB(x, y) & 0xff;
                difference += Math.abs(above - (image.getRGB(x, y + 58) & 0xff));
                brightness += above;
            }
        }
        return difference / brightness;
    }

    @Test
    void resumeGoesOnAsIfThereHadBeenNoPause() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        run(ZooModel.VQ_VAE, whole, 3);
        run(ZooModel.VQ_VAE, parts, 1);
        Outcome resumed = run(ZooModel.VQ_VAE, parts, 3, "--resume");

        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.err())
                .contains("2 of 3 epochs to go", "epoch 2/3", "epoch 3/3")
                .doesNotContain("epoch 1/3");
        assertThat(HistoryFile.read(parts.resolve("history.csv")).get("loss"))
                .isEqualTo(HistoryFile.read(whole.resolve("history.csv")).get("loss"));
    }

    @Test
    void resumeNeedsATrainingToGoOnWith() {
        Outcome outcome = run(ZooModel.VQ_VAE, folder.resolve("none"), 1, "--resume");

        assertThat(outcome).isEqualTo(new Outcome(1, "", """
                        lamina train: there is no training to go on with in "%s"
                          expected   %s
                          try        the --out of the training that was interrupted, or no --resume
                        """.formatted(
                        folder.resolve("none"), folder.resolve("none/model.keras"))));
    }

    @Test
    void resumeNeedsTheSameModel() {
        train(ZooModel.DENSE_AUTOENCODER, 1);

        Outcome outcome = run(ZooModel.VQ_VAE, folder, 2, "--resume");

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("lamina train: \"" + folder.resolve("model.keras") + "\" holds another model\n")
                .contains("expected   vq_vae\n", "found      dense_autoencoder\n");
    }

    @Test
    void dataThatIsNotThereIsNamed() {
        Outcome outcome = Outcome.of("train", "vq-vae", "--data", "mnist", "--data-dir", folder.resolve("nowhere"));

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err())
                .startsWith("lamina train: ")
                .contains("nowhere")
                .doesNotContain("\tat ");
    }

    @Test
    void benchMeasures() {
        Outcome json = Outcome.of("bench", "dense-vae", "--steps", 5, "--batch-size", 16, "--json", "--quiet");

        assertThat(json.status()).as(json.err()).isZero();
        assertThat(json.out())
                .matches("\\{\"model\":\"dense-vae\",\"batch_size\":16,\"steps\":5,\"bf16\":false,"
                        + "\"steps_per_second\":[0-9.]+,\"seconds_to_first_step\":[0-9.]+,"
                        + "\"latency_ms\":\\{\"median\":[0-9.]+,\"p99\":[0-9.]+},\"peak_rss_bytes\":(\\d+|null)}\n");
        assertThat(Outcome.of("bench", "dense-vae", "--steps", 5).out())
                .contains("model              dense-vae\n", "training ", " steps/s (5 steps)\n", "one prediction ");
    }

    @Test
    void benchMeasuresByTurns() throws IOException {
        StringWriter text = new StringWriter();
        BenchmarkModel model = new BenchmarkModel.Converter().convert("inception");
        try (Benchmark benchmark = new Benchmark(model, 2, 3, false)) {
            benchmark.measureByTurns(new BufferedReader(new StringReader("\n\n")), new PrintWriter(text));
        }

        assertThat(text.toString().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("first step"),
                        line -> assertThat(line).isEqualTo("ready"),
                        line -> assertThat(line).matches("\\{\"ms_per_step\":[0-9.]+}"),
                        line -> assertThat(line).matches("\\{\"ms_per_step\":[0-9.]+}"),
                        line -> assertThat(line).matches("\\{\"peak_rss_bytes\":(\\d+|null)}"));
    }

    private Outcome train(ZooModel model, int epochs) {
        return run(model, folder, epochs);
    }

    private static Outcome run(ZooModel model, Path folder, int epochs, Object... more) {
        List<Object> arguments = new java.util.ArrayList<>(List.of(
                "train", model.id(), "--limit", EXAMPLES, "--batch-size", 32, "--epochs", epochs, "--out", folder));
        arguments.addAll(List.of(more));
        return Outcome.of(arguments.toArray());
    }
}
