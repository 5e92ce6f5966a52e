package dev.lamina.tensorflow.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Opens files, with the errors of this package. */
final class ModelFiles {
    private ModelFiles() {}

    /** Opens a file for reading; the caller closes it. */
    @SuppressWarnings("MustBeClosedChecker")
    static FileChannel open(Path file) {
        if (Files.isDirectory(file)) {
            throw ModelFileException.reading(file, "", "it is a folder", "the name of a file in it");
        }
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            throw unreadable(file, "", e);
        }
    }

    /** Whether a file that is there begins as zip archives do. */
    static boolean startsLikeZip(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = open(file)) {
            return ZipDirectory.startsLikeZip(FileSlice.whole(channel));
        } catch (IOException e) {
            throw unreadable(file, "", e);
        }
    }

    /** What is taken from a file that stays open, unless that fails. */
    interface Use<T> {
        T of(FileChannel channel) throws IOException;
    }

    static <T> T keepingOpen(Path file, Use<T> use) {
        FileChannel channel = open(file);
        boolean done = false;
        try {
            T result = use.of(channel);
            done = true;
            return result;
        } catch (IOException e) {
            throw unreadable(file, "", e);
        } finally {
            if (!done) {
                close(channel);
            }
        }
    }

    /** Closes what was only read from. */
    static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelFileException unreadable(Path file, String place, IOException e) {
        if (e instanceof NoSuchFileException) {
            return ModelFileException.reading(
                    file,
                    place,
                    "there is no such file",
                    "checking the name; the current folder is " + Path.of("").toAbsolutePath(),
                    e);
        }
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return ModelFileException.reading(file, place, "reading failed: " + reason, "checking that you may read it", e);
    }
}
