package dev.lamina.tensorflow.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What a process that was killed while it saved leaves behind: {@code .model.keras.*.tmp} beside {@code model.keras}. Nobody reads
 * such a file, and the next save takes it away once nobody can be writing it any more.
 */
final class StaleFiles {
    private static final String SUFFIX = ".tmp";

    /** Who writes a file changes it all the time; one that stayed as it was for so long has no writer. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private StaleFiles() {}

    /** A name beside a file for what is to become it. */
    static Path beside(Path target, String unique) {
        return target.resolveSibling(prefix(target) + unique + SUFFIX);
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    /** Takes away what others left beside a file; what cannot be taken away stays, and harms nobody. */
    @SuppressWarnings("EmptyCatch") // Not being able to tidy up is no reason not to save.
    static void remove(Path target) {
        String prefix = prefix(target);
        Instant youngest = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(target.resolveSibling(""), path -> {
            String name = String.valueOf(path.getFileName());
            return name.startsWith(prefix) && name.endsWith(SUFFIX);
        })) {
            for (Path path : left) {
                if (Files.getLastModifiedTime(path).toInstant().isBefore(youngest)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            // Said above.
        }
    }
}
