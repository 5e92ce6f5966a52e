package dev.lamina.tensorflow.tensorboard;

import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.train.Callback;
import dev.lamina.tensorflow.train.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes for TensorBoard, under Keras's names: the losses and metrics of every epoch, {@code epoch_loss} and so on, those of the
 * training in the folder {@code train}, those of the validation in {@code validation}; the graph of TensorFlow's operations and that
 * of the layers; and, where asked for, those of steps, weights as histograms and pictures, and embeddings. A setter returns a changed
 * copy.
 *
 * <pre>{@code
 * run.fit(images, labels, fit -> fit.callbacks(tensorBoard(Path.of("logs")).histogramFreq(1).updateFreq(100)));
 * }</pre>
 *
 * <p>Source: {@code keras.callbacks.TensorBoard}. What it cannot do: profiles.
 */
public final class TensorBoard implements Callback {
    private static final System.Logger LOG = System.getLogger(TensorBoard.class.getName());
    private static final String VALIDATION = "val_";

    private record Settings(
            Path folder,
            int histogramFreq,
            boolean writeImages,
            boolean writeGraph,
            int updateFreq,
            int embeddingsFreq,
            Map<String, Path> embeddingsMetadata) {}

    private final Settings settings;
    private @Nullable TrainedModel model;
    private @Nullable EventWriter training;
    private @Nullable EventWriter validation;
    private long steps;

    private TensorBoard(Settings settings) {
        this.settings = settings;
    }

    /**
     * A callback for one call of fit, or for several that go on from each other.
     *
     * @param folder made where there is none; what {@code tensorboard --logdir} takes
     */
    public static TensorBoard tensorBoard(Path folder) {
        return new TensorBoard(new Settings(folder, 0, false, true, 0, 0, Map.of()));
    }

    /** Writes histograms of all weights every so many epochs; 0 for never. */
    public TensorBoard histogramFreq(int epochs) {
        return new TensorBoard(new Settings(
                settings.folder,
                epochs,
                settings.writeImages,
                settings.writeGraph,
                settings.updateFreq,
                settings.embeddingsFreq,
                settings.embeddingsMetadata));
    }

    /** Whether weights are shown as pictures beside their histograms; each from black, its least element, to white. */
    public TensorBoard writeImages(boolean write) {
        return new TensorBoard(new Settings(
                settings.folder,
                settings.histogramFreq,
                write,
                settings.writeGraph,
                settings.updateFreq,
                settings.embeddingsFreq,
                settings.embeddingsMetadata));
    }

    /** Whether the graphs are written, which is the default. */
    public TensorBoard writeGraph(boolean write) {
        return new TensorBoard(new Settings(
                settings.folder,
                settings.histogramFreq,
                settings.writeImages,
                write,
                settings.updateFreq,
                settings.embeddingsFreq,
                settings.embeddingsMetadata));
    }

    /** Writes losses and metrics every so many steps too, as {@code batch_loss} and so on; 0 for never. */
    public TensorBoard updateFreq(int steps) {
        return new TensorBoard(new Settings(
                settings.folder,
                settings.histogramFreq,
                settings.writeImages,
                settings.writeGraph,
                steps,
                settings.embeddingsFreq,
                settings.embeddingsMetadata));
    }

    /**
     * Writes the tables of embedding layers for the projector every so many epochs; 0 for never.
     *
     * @param metadata for layers, by name, a file with a label on each line; not for all, if any
     */
    public TensorBoard embeddings(int epochs, Map<String, Path> metadata) {
        return new TensorBoard(new Settings(
                settings.folder,
                settings.histogramFreq,
                settings.writeImages,
                settings.writeGraph,
                settings.updateFreq,
                epochs,
                new LinkedHashMap<>(metadata)));
    }

    /** Something that writes. */
    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }

    private static void unchecked(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("events for TensorBoard could not be written", e);
        }
    }

    @Override
    public void trainBegins(Plan plan) {
        model = plan.model();
        steps = 0;
        if (settings.writeGraph) {
            unchecked(() -> writeGraphs(plan.model()));
        }
    }

    private void writeGraphs(TrainedModel trained) throws IOException {
        training().graph(trained.graph());
        try {
            training().model(KerasJson.write(trained.model()));
        } catch (LaminaException e) {
            LOG.log(System.Logger.Level.WARNING, "the graph of the layers is not written: {0}", e.getMessage());
        }
    }

    @Override
    public void trainBatchEnds(int batch, Map<String, Double> logs) {
        steps++;
        if (settings.updateFreq > 0 && steps % settings.updateFreq == 0) {
            unchecked(() -> {
                for (Map.Entry<String, Double> log : logs.entrySet()) {
                    training().scalar("batch_" + log.getKey(), steps, log.getValue());
                }
            });
        }
    }

    /**
     * Writes what an epoch reported.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    @Override
    public void epochEnds(int epoch, Map<String, Double> logs) {
        unchecked(() -> {
            for (Map.Entry<String, Double> log : logs.entrySet()) {
                boolean validates = log.getKey().startsWith(VALIDATION);
                String name = validates ? log.getKey().substring(VALIDATION.length()) : log.getKey();
                (validates ? validation() : training()).scalar("epoch_" + name, epoch, log.getValue());
            }
            TrainedModel trained = model;
            if (trained != null && settings.histogramFreq > 0 && epoch % settings.histogramFreq == 0) {
                writeWeights(epoch, trained.weights());
            }
            if (trained != null && settings.embeddingsFreq > 0 && epoch % settings.embeddingsFreq == 0) {
                Projector.write(settings.folder, trained, settings.embeddingsMetadata);
            }
        });
    }

    private void writeWeights(int epoch, Map<String, NdArray> weights) throws IOException {
        for (Map.Entry<String, NdArray> weight : weights.entrySet()) {
            training().histogram(weight.getKey() + "/histogram", epoch, weight.getValue());
            NdArray pictures = settings.writeImages ? Summaries.ofWeight(weight.getValue()) : null;
            if (pictures != null) {
                training().images(weight.getKey() + "/image", epoch, pictures);
            }
        }
    }

    private EventWriter training() throws IOException {
        EventWriter known = training;
        if (known == null) {
            known = EventWriter.create(settings.folder.resolve("train"));
            training = known;
        }
        return known;
    }

    private EventWriter validation() throws IOException {
        EventWriter known = validation;
        if (known == null) {
            known = EventWriter.create(settings.folder.resolve("validation"));
            validation = known;
        }
        return known;
    }

    @Override
    public Map<String, NdArray> state() {
        return Map.of("steps", NdArray.of(new long[] {steps}));
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        NdArray found = state.get("steps");
        steps = found == null ? 0 : (long) found.scalar();
    }

    /** Closes the files; another training begins others. */
    @Override
    public void trainEnds(Map<String, Double> logs) {
        unchecked(() -> {
            close(training);
            close(validation);
        });
        training = null;
        validation = null;
    }

    private static void close(@Nullable EventWriter writer) throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
