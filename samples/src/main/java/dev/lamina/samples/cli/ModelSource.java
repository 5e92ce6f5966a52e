package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasJson;
import dev.lamina.tensorflow.files.KerasArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A MODEL argument: a file or folder whose kind is told from its content, not its name. Nothing here loads TensorFlow.
 *
 * @param file as the user named it
 */
record ModelSource(Path file, Kind kind) {
    /** What a file can be. */
    enum Kind {
        /** A {@code .keras} archive, or a folder of its parts. */
        ARCHIVE,
        /** An architecture. */
        JSON
    }

    private static final int HEAD_BYTES = 512;

    /**
     * Looks at a file's first bytes.
     *
     * @throws IOException if it cannot be read
     * @throws LaminaException if it is no model
     */
    static ModelSource of(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            if (Files.exists(file.resolve("config.json"))) {
                return new ModelSource(file, Kind.ARCHIVE);
            }
            throw noModel(file, "a folder without config.json", "the name of a file in it");
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
            throw noModel(file, "an HDF5 file", "loading it in Keras 3 and saving it as .keras");
        }
        throw noModel(file, head.length == 0 ? "an empty file" : "something else", "another file");
    }

    private static LaminaException noModel(Path file, String found, String remedy) {
        return new LaminaException(Facts.of("\"" + file + "\" is no model that lamina reads")
                .and("expected", "a .keras archive, or a .json architecture")
                .and("found", found)
                .and("try", remedy)
                .toString());
    }

    /**
     * The layers, without weights; also those that no one knows here, as they need not run.
     *
     * @throws LaminaException if the architecture is broken, saying where in the file
     */
    Model architecture() throws IOException {
        String json;
        if (kind == Kind.JSON) {
            json = Files.readString(file);
        } else {
            try (KerasArchive archive = KerasArchive.open(file)) {
                json = archive.config();
            }
        }
        try {
            return KerasJson.read(json, Catalog.installed().keepingUnknown());
        } catch (LaminaException e) {
            String place = kind == Kind.JSON ? "" : ", config.json";
            throw new LaminaException("\"" + file + "\"" + place + ": " + e.getMessage(), e);
        }
    }
}
