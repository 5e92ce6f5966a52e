package dev.lamina.tensorflow.tensorboard;

import dev.lamina.tensorflow.train.Callback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the losses and metrics of every epoch for TensorBoard, under Keras's names: {@code epoch_loss} and so on, those of the
 * training in the folder {@code train}, those of the validation in {@code validation}.
 *
 * <p>Source: {@code keras.callbacks.TensorBoard}.
 */
public final class TensorBoard implements Callback {
    private static final String VALIDATION = "val_";

    private final Path folder;
    private @Nullable EventWriter training;
    private @Nullable EventWriter validation;

    private TensorBoard(Path folder) {
        this.folder = folder;
    }

    /**
     * A callback for one call of fit, or for several that go on from each other.
     *
     * @param folder made where there is none; what {@code tensorboard --logdir} takes
     */
    public static TensorBoard tensorBoard(Path folder) {
        return new TensorBoard(folder);
    }

    /**
     * Writes what an epoch reported.
     *
     * @throws UncheckedIOException if a file cannot be written
     */
    @Override
    public void epochEnds(int epoch, Map<String, Double> logs) {
        try {
            for (Map.Entry<String, Double> log : logs.entrySet()) {
                boolean validates = log.getKey().startsWith(VALIDATION);
                String name = validates ? log.getKey().substring(VALIDATION.length()) : log.getKey();
                (validates ? validation() : training()).scalar("epoch_" + name, epoch, log.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EventWriter training() throws IOException {
        EventWriter known = training;
        if (known == null) {
            known = EventWriter.create(folder.resolve("train"));
            training = known;
        }
        return known;
    }

    private EventWriter validation() throws IOException {
        EventWriter known = validation;
        if (known == null) {
            known = EventWriter.create(folder.resolve("validation"));
            validation = known;
        }
        return known;
    }

    /** Closes the files; another training begins others. */
    @Override
    public void trainEnds(Map<String, Double> logs) {
        try {
            close(training);
            close(validation);
            training = null;
            validation = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(@Nullable EventWriter writer) throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
