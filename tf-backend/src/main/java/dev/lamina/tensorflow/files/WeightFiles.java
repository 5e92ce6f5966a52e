package dev.lamina.tensorflow.files;

import dev.lamina.Model;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The weights of a model in all the kinds of file that Keras keeps them in. */
public final class WeightFiles {
    private WeightFiles() {}

    /**
     * Opens weights: of a {@code .weights.h5} file, the index of a sharded one, an {@code .h5} file of weights or of a whole model, or
     * a {@code .keras} archive or its folder. Beside the index of shards the content tells the kind, whatever the name is. The arrays
     * are read as they are asked for, until the tree is closed.
     *
     * @param model the model that the weights are for, whose layers say where those of older layouts belong
     * @param byName whether layers are matched by their names and not by their places
     * @throws ModelFileException if it cannot be read, is damaged, or has none of these layouts
     */
    public static WeightTree open(Path file, Model model, boolean byName) {
        if (!Files.isDirectory(file) && LegacyFile.isHdf5(file)) {
            return ModelFiles.keepingOpen(
                    file, channel -> hdf5(file, channel, model, byName).closing(() -> ModelFiles.close(channel)));
        }
        WeightTree tree = file.toString().endsWith(ShardedWeights.ENDING) ? ShardedWeights.open(file) : archived(file);
        try {
            return byName ? NamedLayers.of(file, tree, ModelWeights.of(model)).closing(tree::close) : tree;
        } catch (RuntimeException e) {
            tree.close();
            throw e;
        }
    }

    private static WeightTree hdf5(Path file, FileChannel channel, Model model, boolean byName) throws IOException {
        H5Tree root = H5Reader.read(file, "", FileSlice.whole(channel).lasting());
        Optional<LegacyFile> legacy = LegacyFile.of(file, root);
        if (legacy.isPresent()) {
            return legacy.get().weights(model, null, byName);
        }
        WeightTree tree = WeightTree.of(file, "", root);
        return byName ? NamedLayers.of(file, tree, ModelWeights.of(model)) : tree;
    }

    private static WeightTree archived(Path file) {
        if (!Files.isDirectory(file) && !ModelFiles.startsLikeZip(file)) {
            return WeightTree.read(file); // which says what is wrong with it
        }
        KerasArchive archive = KerasArchive.open(file);
        try {
            return archive.weights().closing(archive::close);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }
}
