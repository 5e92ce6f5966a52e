package dev.lamina.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.samples.Latency;
import dev.lamina.tensorflow.train.Callback;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of verbs that need no model. */
class PartsTest {
    @TempDir
    private Path folder;

    @Test
    void lossIsSplitForTrainingAndValidation() {
        LossParts parts = new LossParts("mean_squared_error", metric -> metric / 0.1, "vq_loss");
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", 1.25);
        logs.put("mean_squared_error", 0.1);
        logs.put("val_loss", 1.5);
        logs.put("val_mean_squared_error", 0.05);

        assertThat(parts.split(logs))
                .containsEntry("reconstruction_loss", 1.0)
                .containsEntry("vq_loss", 0.25)
                .containsEntry("val_reconstruction_loss", 0.5)
                .containsEntry("val_vq_loss", 1.0)
                .containsAllEntriesOf(logs);
    }

    @Test
    void lossOfOnePartStaysWhole() {
        LossParts parts = new LossParts("binary_crossentropy", metric -> metric, "");

        assertThat(parts.split(Map.of("loss", 1.0, "binary_crossentropy", 1.0)))
                .containsOnlyKeys("loss", "binary_crossentropy");
    }

    @Test
    void historyComesBackAsItWasWritten() throws IOException {
        Map<String, List<Double>> history = new LinkedHashMap<>();
        history.put("loss", List.of(2.5, 0.125));
        history.put("val_loss", List.of(3.0, 0.25));
        Path file = folder.resolve("deep/history.csv");

        HistoryFile.write(file, history);

        assertThat(file).hasContent("epoch,loss,val_loss\n1,2.5,3.0\n2,0.125,0.25\n");
        assertThat(HistoryFile.read(file)).isEqualTo(history);
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void historyThatIsNoneIsToldByItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("history.csv"), "epoch,loss\n1,0.5\n2,much\n");

        assertThatThrownBy(() -> HistoryFile.read(file))
                .isInstanceOf(LaminaException.class)
                .hasMessage("""
                        "%s" is no history of a training
                          line       3
                          expected   a number instead of "much"
                          try        removing it, or training without --resume""", file);
    }

    @Test
    void progressIsOneLineForEachEpochWhereThereIsNoTerminal() {
        String text = progress(0);

        assertThat(text.replaceAll("[0-9]+ ms", "N ms"))
                .isEqualTo("epoch 1/2 2/2  N ms/step  loss 0.5000  vq_loss 0.2500  val_loss 0.7500\n");
    }

    @Test
    void progressIsDrawnAgainWithinTheColumnsOfATerminal() {
        String[] drawn = progress(40).split("\r");

        assertThat(drawn[1]).startsWith("epoch 1/2 ━━━━━━━━━━────────── 1/2  ").hasSize(39);
        assertThat(drawn[drawn.length - 1]).contains("━━━━━━━━━━━━━━━━━━━━ 2/2").endsWith("val_loss 0.7500\n");
    }

    private static String progress(int columns) {
        StringWriter text = new StringWriter();
        Progress progress = new Progress(new PrintWriter(text), columns);
        progress.trainBegins(new Callback.Plan(null, 2, 2));
        progress.epochBegins(0);
        progress.trainBatchEnds(0, Map.of("loss", 1.0));
        progress.trainBatchEnds(1, Map.of("loss", 0.5));
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", 0.5);
        logs.put("vq_loss", 0.25);
        logs.put("perplexity", 3.0);
        logs.put("val_loss", 0.75);
        logs.put("val_vq_loss", 0.5);
        progress.epochEnds(0, logs);
        return text.toString();
    }

    @Test
    void percentilesAreNearestRanks() {
        long[] nanos =
                LongStream.rangeClosed(1, 200).map(i -> (201 - i) * 1_000_000).toArray();

        assertThat(Latency.of(nanos)).isEqualTo(new Latency(100, 198));
    }

    @Test
    void varianceIsThatOfPixelsBetweenZeroAndOne() {
        assertThat(DataOptions.variance(NdArray.of(new byte[] {0, (byte) 255, 0, (byte) 255}, 1, 2, 2)))
                .isEqualTo(0.25);
    }

    @Test
    void curvesAreAPicture() throws IOException {
        Path file = folder.resolve("curves.png");

        Curves.write(file, "title", Map.of("loss", List.of(2.0, 1.0), "perplexity", List.of(1.0, 5.0)));

        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(720);
    }

    @Test
    void textInJsonIsQuoted() {
        assertThat(SummaryJson.quoted("a\"b\\c\nd")).isEqualTo("\"a\\\"b\\\\c\\u000ad\"");
    }
}
