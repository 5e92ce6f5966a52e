package dev.lamina.tensorflow.tensorboard;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.tensorflow.tensorboard.TensorBoard.tensorBoard;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.TensorProto;

/** What a training leaves for TensorBoard, read back. */
final class TensorBoardTest {
    private static final NdArray X = NdArray.of(new float[] {0, 1, 2, 3, 4, 0, 1, 2}, 4, 2);
    private static final NdArray Y = NdArray.of(new float[] {1, 2, 3, 4}, 4, 1);

    @TempDir
    private Path folder;

    private static CompiledModel compiled() {
        var x = input("x", 2);
        return TensorFlowBackend.compile(
                Model.of("m", x, x.then(chain(embedding(5, 3).name("words"), flatten(), dense(1).name("d")))),
                training().loss(meanSquaredError()));
    }

    private void train(TensorBoard board) {
        try (CompiledModel run = compiled()) {
            run.fit(X, Y, fit -> fit.epochs(2).batchSize(2).validation(X, Y).callbacks(board));
        }
    }

    /** The events of a folder's only file. */
    private static List<Event> events(Path folder) throws IOException {
        List<Path> files;
        try (var all = Files.list(folder)) {
            files = all.toList();
        }
        assertThat(files).hasSize(1);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(files.get(0))).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] event = new byte[(int) bytes.getLong()];
            bytes.getInt();
            bytes.get(event);
            bytes.getInt();
            events.add(Event.parseFrom(event));
        }
        return events;
    }

    /** By tag, and the step behind it. */
    private static Map<String, Summary.Value> values(List<Event> events) {
        Map<String, Summary.Value> values = new LinkedHashMap<>();
        for (Event event : events) {
            for (Summary.Value value : event.getSummary().getValueList()) {
                values.put(value.getTag() + " " + event.getStep(), value);
            }
        }
        return values;
    }

    private static String plugin(Summary.Value value) {
        return value.getMetadata().getPluginData().getPluginName();
    }

    @Test
    void writesLossesOfEpochsAndSteps() throws IOException {
        train(tensorBoard(folder).writeGraph(false).updateFreq(3));
        assertThat(values(events(folder.resolve("train"))).keySet())
                .containsExactly("epoch_loss 0", "batch_loss 3", "epoch_loss 1");
        assertThat(values(events(folder.resolve("validation"))).keySet())
                .containsExactly("epoch_loss 0", "epoch_loss 1");
    }

    @Test
    void writesWeightsAsHistogramsAndPictures() throws IOException {
        train(tensorBoard(folder).writeGraph(false).histogramFreq(2).writeImages(true));
        Map<String, Summary.Value> values = values(events(folder.resolve("train")));
        assertThat(values.keySet())
                .containsExactly(
                        "epoch_loss 0",
                        "words/embeddings/histogram 0",
                        "words/embeddings/image 0",
                        "d/kernel/histogram 0",
                        "d/kernel/image 0",
                        "d/bias/histogram 0",
                        "d/bias/image 0",
                        "epoch_loss 1");
        Summary.Value histogram = values.get("words/embeddings/histogram 0");
        assertThat(plugin(histogram)).isEqualTo("histograms");
        List<Double> rows = histogram.getTensor().getDoubleValList();
        assertThat(rows).hasSize(90);
        double counted = 0;
        for (int i = 0; i < 90; i += 3) {
            assertThat(rows.get(i)).isLessThan(rows.get(i + 1));
            counted += rows.get(i + 2);
        }
        assertThat(counted).isEqualTo(15);
        Summary.Value image = values.get("words/embeddings/image 0");
        assertThat(plugin(image)).isEqualTo("images");
        assertThat(image.getTensor().getStringVal(0).toStringUtf8()).isEqualTo("5");
        assertThat(image.getTensor().getStringVal(1).toStringUtf8()).isEqualTo("3");
    }

    @Test
    void writesBothGraphs() throws IOException {
        train(tensorBoard(folder));
        List<Event> events = events(folder.resolve("train"));
        GraphDef graph = GraphDef.parseFrom(events.get(1).getGraphDef());
        assertThat(graph.getNodeList().stream().map(NodeDef::getName)).contains("d_kernel/ReadVariableOp");
        Summary.Value model = values(events).get("keras 0");
        assertThat(plugin(model)).isEqualTo("graph_keras_model");
        assertThat(model.getTensor().getStringVal(0).toStringUtf8()).contains("\"class_name\"", "\"words\"");
    }

    @Test
    void writesEmbeddingsForTheProjector() throws IOException {
        train(tensorBoard(folder).writeGraph(false).embeddings(1, Map.of("words", Path.of("words.txt"))));
        assertThat(folder.resolve("projector_config.pbtxt")).hasContent("""
                embeddings {
                  tensor_name: "words"
                  tensor_path: "words.tsv"
                  metadata_path: "words.txt"
                }
                """);
        List<String> lines = Files.readAllLines(folder.resolve("words.tsv"));
        assertThat(lines)
                .hasSize(5)
                .allSatisfy(line -> assertThat(line.split("\t")).hasSize(3));
        assertThatThrownBy(() -> train(tensorBoard(folder).embeddings(1, Map.of("word", Path.of("words.txt")))))
                .isInstanceOf(LaminaException.class)
                .hasMessageContaining("no embedding layer \"word\"; did you mean words?");
    }

    @Test
    void makesHistogramsOfAnyNumbers() {
        assertThat(Summaries.histogram(NdArray.of(new float[] {2, 2, 2, Float.NaN}, 4))
                        .getDoubleValList())
                .endsWith(2.0, 2.0, 3.0)
                .startsWith(2.0, 2.0, 0.0);
        assertThat(Summaries.histogram(NdArray.of(new float[] {Float.NaN}, 1)).getDoubleValCount())
                .isZero();
        List<Double> rows =
                Summaries.histogram(NdArray.of(new int[] {0, 30, 1, 29}, 4)).getDoubleValList();
        assertThat(rows.subList(0, 6)).containsExactly(0.0, 1.0, 1.0, 1.0, 2.0, 1.0);
        assertThat(rows.subList(87, 90)).containsExactly(29.0, 30.0, 2.0);
    }

    @Test
    void writesPicturesThatDecode() throws IOException {
        float[] pixels = {0, 0.5f, 1, 2, -1, 0.25f};
        TensorProto tensor = Summaries.images(NdArray.of(pixels, 1, 1, 2, 3));
        BufferedImage image = ImageIO.read(tensor.getStringVal(2).newInput());
        assertThat(image.getRGB(0, 0)).isEqualTo(0xff007fff);
        assertThat(image.getRGB(1, 0)).isEqualTo(0xffff003f);
        assertThatThrownBy(() -> Summaries.images(NdArray.of(pixels, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("received (6,)");
    }

    @Test
    void turnsWeightsIntoPictures() {
        NdArray tall = NdArray.of(new float[] {0, 1, 2, 3, 4, 5}, 3, 2);
        assertThat(Summaries.ofWeight(tall))
                .isEqualTo(NdArray.of(new float[] {0, 2 / 5f, 4 / 5f, 1 / 5f, 3 / 5f, 1}, 1, 2, 3, 1));
        NdArray kernels = NdArray.of(new float[] {0, 4, 1, 4, 2, 4, 3, 4}, 2, 2, 1, 2);
        assertThat(Summaries.ofWeight(kernels))
                .isEqualTo(NdArray.of(new float[] {0, 1 / 4f, 2 / 4f, 3 / 4f, 1, 1, 1, 1}, 2, 2, 2, 1));
        assertThat(Summaries.ofWeight(NdArray.of(new float[16], 2, 2, 2, 2))).isNull();
    }
}
