package dev.lamina.tensorflow.files;

import dev.lamina.Model;
import dev.lamina.Weight;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.optimizers.Optimizer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .h5} file in the layout of Keras 1 and 2, which Keras 3 still writes: a whole model, or weights alone.
 *
 * <p>Source: {@code tf_keras.src.saving.legacy.hdf5_format}.
 */
public final class LegacyFile implements AutoCloseable {
    static final String LAYERS = "layer_names";
    static final String WEIGHTS = "model_weights";
    static final String OPTIMIZER = "optimizer_weights";

    private final Path file;
    private final H5Tree root;

    /** What the arrays are read from; null where that is not this file's to close. */
    private final @Nullable FileChannel source;

    private LegacyFile(Path file, H5Tree root, @Nullable FileChannel source) {
        this.file = file;
        this.root = root;
        this.source = source;
    }

    /** Whether a file begins as HDF5 files do, whatever its name is. */
    public static boolean isHdf5(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = ModelFiles.open(file)) {
            return H5Superblock.startsLikeHdf5(FileSlice.whole(channel));
        } catch (IOException e) {
            throw ModelFiles.unreadable(file, "", e);
        }
    }

    /**
     * Opens a whole model. Its arrays are read as they are asked for, until it is closed.
     *
     * @throws ModelFileException if it cannot be read, is damaged, or holds weights alone
     */
    public static LegacyFile open(Path file) {
        return ModelFiles.keepingOpen(file, channel -> {
            H5Tree root = H5Reader.read(file, "", FileSlice.whole(channel).lasting());
            if (of(file, root).isEmpty() || !LegacyTexts.has(root, "model_config")) {
                throw ModelFileException.reading(
                        file, "", "it holds weights and no model", "loadWeights on a model that is compiled");
            }
            return new LegacyFile(file, root, channel);
        });
    }

    /** The file of a tree, if it has this layout. */
    static Optional<LegacyFile> of(Path file, H5Tree root) {
        boolean legacy = LegacyTexts.has(root, LAYERS) || root.groups().containsKey(WEIGHTS);
        return legacy ? Optional.of(new LegacyFile(file, root, null)) : Optional.empty();
    }

    @Override
    public void close() {
        if (source != null) {
            ModelFiles.close(source);
        }
    }

    /**
     * The model, and how it was to be trained.
     *
     * @throws ModelFileException if the file does not describe a model, with the path in its JSON
     */
    public KerasDocument document(Catalog catalog) {
        try {
            return KerasJson.ofAttributes(
                    LegacyTexts.text(root, "model_config"),
                    LegacyTexts.text(root, "training_config"),
                    LegacyTexts.text(root, "keras_version"),
                    catalog);
        } catch (LaminaException e) {
            throw KerasArchive.unreadableConfig(file, "model_config", e);
        }
    }

    /**
     * The weights where Keras 3 keeps those of a model, and the state of its optimizer.
     *
     * @param optimizer null where it is not wanted
     * @param byName whether layers are matched by their names alone
     */
    public WeightTree weights(Model model, @Nullable Optimizer optimizer, boolean byName) {
        boolean alone = LegacyTexts.has(root, LAYERS);
        H5Tree group = alone ? root : root.groups().get(WEIGHTS);
        if (LegacyTexts.text(root, "backend").equals("theano")) {
            throw ModelFileException.reading(
                    file, "", "it was written with Theano, which turns kernels", "saving the model with TensorFlow");
        }
        List<WeightTree.Entry> entries = new ArrayList<>(
                LegacyWeights.read(file, java.util.Objects.requireNonNull(group), alone ? "" : "/" + WEIGHTS)
                        .entries(model, byName));
        H5Tree state = root.groups().get(OPTIMIZER);
        if (optimizer != null && state != null) {
            entries.add(new WeightTree.Entry(
                    OptimizerMatch.PATH, Optional.of(optimizer.name()), state(state, model, optimizer), Map.of()));
        }
        return WeightTree.of(entries);
    }

    private List<StoredArray> state(H5Tree group, Model model, Optimizer optimizer) {
        List<String> names = LegacyTexts.of(group, "weight_names");
        List<StoredArray> arrays = new ArrayList<>();
        for (String name : names) {
            arrays.add(LegacyWeights.array(file, group, name, "/" + OPTIMIZER));
        }
        int trained = (int) new LinkedHashSet<>(model.weights())
                .stream().filter(Weight::trainable).count();
        return LegacyOptimizer.inOrder(names, arrays, trained, optimizer);
    }
}
