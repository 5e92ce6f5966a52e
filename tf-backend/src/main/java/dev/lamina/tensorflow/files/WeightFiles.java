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
     * Reads weights: of a {@code .weights.h5} file, the index of a sharded one, an {@code .h5} file of weights or of a whole model, or
     * a {@code .keras} archive or its folder. Beside the index of shards the content tells the kind, whatever the name is.
     *
     * @param model the model that the weights are for, whose layers say where those of older layouts belong
     * @param byName whether layers are matched by their names and not by their places
     * @throws ModelFileException if it cannot be read, is damaged, or has none of these layouts
     */
    public static WeightTree read(Path file, Model model, boolean byName) {
        try {
            if (!Files.isDirectory(file) && LegacyFile.isHdf5(file)) {
                return readHdf5(file, model, byName);
            }
        } catch (IOException e) {
            throw ModelFiles.unreadable(file, "", e);
        }
        WeightTree tree = file.toString().endsWith(ShardedWeights.ENDING) ? ShardedWeights.read(file) : archived(file);
        return byName ? NamedLayers.of(file, tree, ModelWeights.of(model)) : tree;
    }

    private static WeightTree readHdf5(Path file, Model model, boolean byName) throws IOException {
        try (FileChannel channel = ModelFiles.open(file)) {
            H5Tree root = H5Reader.read(file, "", FileSlice.whole(channel));
            Optional<LegacyFile> legacy = LegacyFile.of(file, root);
            if (legacy.isPresent()) {
                return legacy.get().weights(model, null, byName);
            }
            WeightTree tree = WeightTree.of(file, "", root);
            return byName ? NamedLayers.of(file, tree, ModelWeights.of(model)) : tree;
        }
    }

    private static WeightTree archived(Path file) {
        if (Files.isDirectory(file) || ModelFiles.startsLikeZip(file)) {
            try (KerasArchive archive = KerasArchive.open(file)) {
                return archive.weights();
            }
        }
        return WeightTree.read(file); // which says what is wrong with it
    }
}
