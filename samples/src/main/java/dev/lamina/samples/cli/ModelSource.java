package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.files.KerasArchive;
import dev.lamina.tensorflow.files.LegacyFile;
import dev.lamina.training.Training;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A MODEL argument: a file or folder whose kind is told from its content, not its name. Only {@link #load} loads TensorFlow.
 *
 * @param file as the user named it
 */
record ModelSource(Path file, Kind kind) {
    /** What a file can be. */
    enum Kind {
        /** A {@code .keras} archive, or a folder of its parts. */
        ARCHIVE,
        /** A whole model in the older layout, {@code .h5}. */
        HDF5,
        /** A SavedModel that Lamina wrote, with the layers beside the graph. */
        SAVED_MODEL,
        /** An architecture. */
        JSON
    }

    private static final int HEAD_BYTES = 512;
    private static final Path INSIDE_SAVED_MODEL = Path.of("assets.extra", "lamina", "model.keras");

    /**
     * Looks at a file's first bytes.
     *
     * @throws IOException if it cannot be read
     * @throws LaminaException if it is no model
     */
    static ModelSource of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return ofFolder(file);
        }
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD_BYTES);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PK")) {
            return new ModelSource(file, Kind.ARCHIVE);
        }
        if (text.startsWith("\u00ef\u00bb\u00bf")) {
            text = text.substring(3);
        }
        if (text.stripLeading().startsWith("{")) {
            return new ModelSource(file, Kind.JSON);
        }
        if (text.startsWith("\u0089HDF")) {
            return new ModelSource(file, Kind.HDF5);
        }
        throw noModel(file, head.length == 0 ? "an empty file" : "something else", "another file");
    }

    private static ModelSource ofFolder(Path folder) {
        if (Files.exists(folder.resolve("config.json"))) {
            return new ModelSource(folder, Kind.ARCHIVE);
        }
        if (Files.exists(folder.resolve(INSIDE_SAVED_MODEL))) {
            return new ModelSource(folder, Kind.SAVED_MODEL);
        }
        throw Files.exists(folder.resolve("saved_model.pb"))
                ? noModel(
                        folder,
                        "a SavedModel without layers, which Lamina did not write",
                        "the .keras file that it was exported from")
                : noModel(folder, "a folder without config.json", "the name of a file in it");
    }

    private static LaminaException noModel(Path file, String found, String remedy) {
        return new LaminaException(Facts.of("\"" + file + "\" is no model that lamina reads")
                .and(
                        "expected",
                        "a .keras archive, a whole .h5 model, a SavedModel of Lamina's, or a .json architecture")
                .and("found", found)
                .and("try", remedy)
                .toString());
    }

    /** The layers, without weights. */
    Model architecture() throws IOException {
        return document().model();
    }

    /**
     * The layers, also those that no one knows here, as they need not run, and how they were to be trained.
     *
     * @throws LaminaException if the architecture is broken, saying where in the file
     */
    KerasDocument document() throws IOException {
        if (kind == Kind.HDF5) {
            try (LegacyFile legacy = LegacyFile.open(file)) {
                return legacy.document(Catalog.installed().keepingUnknown());
            }
        }
        if (kind != Kind.JSON) {
            try (KerasArchive archive = KerasArchive.open(archive())) {
                return archive.document(Catalog.installed().keepingUnknown());
            }
        }
        try {
            return KerasJson.document(
                    Files.readString(file), Catalog.installed().keepingUnknown());
        } catch (LaminaException e) {
            throw new LaminaException("\"" + file + "\": " + e.getMessage(), e);
        }
    }

    private Path archive() {
        return kind == Kind.SAVED_MODEL ? file.resolve(INSIDE_SAVED_MODEL) : file;
    }

    /** How the model was to be trained; null where it was not compiled. */
    @Nullable
    Training training() throws IOException {
        KerasDocument document = document();
        return document.compileConfig().isEmpty()
                ? null
                : Training.read(document.compileConfig(), document.compilePlace(), document.model());
    }

    /**
     * The model with its weights, and compiled for training where it was when it was saved.
     *
     * @param seed decides the weights of an architecture
     */
    CompiledModel load(int seed) throws IOException {
        if (kind != Kind.JSON) {
            return TensorFlowBackend.load(
                    archive(), options -> options.compile(options.compile().seed(seed)));
        }
        Model model = architecture();
        Training training = training();
        return training == null
                ? TensorFlowBackend.compile(model)
                : TensorFlowBackend.compile(model, training, options -> options.seed(seed));
    }
}
