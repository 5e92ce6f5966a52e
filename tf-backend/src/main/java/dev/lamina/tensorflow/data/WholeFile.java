package dev.lamina.tensorflow.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there whole or not at all: written under another name beside their place, then moved. */
final class WholeFile {
    private WholeFile() {}

    /** Writes the bytes of a file. */
    @FunctionalInterface
    interface Writer {
        void write(OutputStream out) throws IOException;
    }

    static void write(Path file, Writer writer) {
        try {
            replace(file, writer);
        } catch (IOException e) {
            throw DataException.of(
                    file.getFileName() + " could not be written", e, "file", file.toString(), "found", e.toString());
        }
    }

    /** As {@link #write}, with the caller's own errors. */
    static void replace(Path file, Writer writer) throws IOException {
        // Not Files.createTempFile, whose files only their owner may read.
        Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writer.write(out);
            }
            try {
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
