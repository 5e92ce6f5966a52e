package dev.lamina.tensorflow.fuzz;

import dev.lamina.Model;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.data.Idx;
import dev.lamina.tensorflow.data.Npy;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.files.KerasArchive;
import dev.lamina.tensorflow.files.LegacyFile;
import dev.lamina.tensorflow.files.ModelWeights;
import dev.lamina.tensorflow.files.WeightTree;
import dev.lamina.training.Training;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What reads files that may come from anywhere. Each either takes a file or refuses it with a {@link LaminaException}. */
enum Reader {
    /** A model of Keras 2 or 3 in JSON. */
    JSON {
        @Override
        void read(Path file) throws IOException {
            described(KerasJson.document(
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8), Catalog.standard()));
        }
    },

    /** A {@code .keras} archive: its description, vocabularies and weights. */
    ARCHIVE {
        @Override
        void read(Path file) {
            try (KerasArchive archive = KerasArchive.open(file)) {
                archive.metadata();
                WeightTree weights = archive.weights();
                Model model = described(archive.document(Catalog.standard()));
                ModelWeights.of(model).match(weights);
            }
        }
    },

    /** The weights of Keras 3 in HDF5. */
    WEIGHTS {
        @Override
        void read(Path file) {
            WeightTree.read(file).entries().forEach(WeightTree.Entry::variables);
        }
    },

    /** A model of Keras 2 with its weights in HDF5. */
    LEGACY {
        @Override
        void read(Path file) {
            try (LegacyFile legacy = LegacyFile.open(file)) {
                KerasDocument document = legacy.document(Catalog.standard());
                described(document);
                legacy.weights(document.model(), null, false);
            }
        }
    },

    NPY {
        @Override
        void read(Path file) {
            Npy.read(file);
        }
    },

    NPZ {
        @Override
        void read(Path file) {
            Npz.read(file);
        }
    },

    IDX {
        @Override
        void read(Path file) {
            Idx.read(file);
        }
    };

    /**
     * Reads all that there is in a file.
     *
     * @throws LaminaException if it is refused
     * @throws IOException if the program itself cannot get at the file
     */
    abstract void read(Path file) throws IOException;

    /** Reads a file; that it is refused is as good as that it is taken. Whatever else is thrown is a defect of the reader. */
    void survives(Path file) throws IOException {
        try {
            read(file);
        } catch (LaminaException refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new AssertionError("a file is refused without a word", refused);
            }
        }
    }

    private static Model described(KerasDocument document) {
        Model model = document.model();
        if (!document.compileConfig().isEmpty()) {
            Training.read(document.compileConfig(), document.compilePlace(), model);
        }
        return model;
    }
}
