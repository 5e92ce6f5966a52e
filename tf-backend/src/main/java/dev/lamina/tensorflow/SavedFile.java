package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.KerasDocument;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.tensorflow.files.KerasArchive;
import dev.lamina.tensorflow.files.LegacyFile;
import dev.lamina.tensorflow.files.OptimizerMatch;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.training.Training;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a model.
 *
 * @param file what the weights are read from
 */
record SavedFile(Model model, @Nullable Training training, WeightTree weights, SavedFile.Closing file)
        implements AutoCloseable {
    @Override
    public void close() {
        file.close();
    }

    /** What is to be closed. */
    interface Closing extends AutoCloseable {
        @Override
        void close();
    }

    /** Opens an archive or a folder; the caller closes it. */
    static SavedFile open(Path file, LoadOptions options) {
        if (LegacyFile.isHdf5(file)) {
            return openLegacy(file, options);
        }
        KerasArchive archive = KerasArchive.open(file);
        try {
            return saved(file, archive, options);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static SavedFile saved(Path file, KerasArchive archive, LoadOptions options) {
        KerasDocument document = archive.document(options.catalog());
        WeightTree weights = archive.weights();
        try {
            boolean trains = options.training() && !document.compileConfig().isEmpty();
            Training training =
                    trains ? Training.read(document.compileConfig(), document.compilePlace(), document.model()) : null;
            Training scaled = training == null ? null : scaledAsSaved(training, weights);
            return new SavedFile(document.model(), scaled, weights, archive::close);
        } catch (LaminaException e) {
            throw KerasArchive.unreadableConfig(file, e);
        }
    }

    /** Opens a {@code .h5} file. */
    private static SavedFile openLegacy(Path file, LoadOptions options) {
        LegacyFile legacy = LegacyFile.open(file);
        try {
            KerasDocument document = legacy.document(options.catalog());
            Training training = options.training() ? training(file, document) : null;
            return new SavedFile(
                    document.model(),
                    training,
                    legacy.weights(document.model(), training == null ? null : training.optimizer(), false),
                    legacy::close);
        } catch (RuntimeException e) {
            legacy.close();
            throw e;
        }
    }

    private static @Nullable Training training(Path file, KerasDocument document) {
        try {
            return document.compileConfig().isEmpty()
                    ? null
                    // The older format holds the optimizer that trained, in one that scales the loss if it was.
                    : Training.read(document.compileConfig(), document.compilePlace(), document.model())
                            .autoScaleLoss(false);
        } catch (LaminaException e) {
            throw KerasArchive.unreadableConfig(file, "training_config", e);
        }
    }

    /**
     * Keras writes the optimizer that {@code compile()} was given, and beside it the state of the one that was made of it. The state
     * says whether the loss is scaled: the model does not, as its policy was that of the process.
     */
    private static Training scaledAsSaved(Training training, WeightTree weights) {
        if (weights.entry(OptimizerMatch.PATH).isEmpty() || training.optimizer() instanceof LossScaleOptimizer) {
            return training;
        }
        return weights.entry(OptimizerMatch.INNER).isPresent()
                ? training.optimizer(Optimizers.lossScale(training.optimizer()))
                : training.autoScaleLoss(false);
    }
}
