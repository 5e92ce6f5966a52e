package dev.lamina.tensorflow.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a folder beside the old one and then lets it take the name. A folder cannot replace another in one step: between two
 * renamings nothing has the name, and whoever is killed there leaves both, whole, under names that begin with a point.
 */
final class AtomicFolder {
    private AtomicFolder() {}

    /**
     * Writes a folder in place of the one that is there.
     *
     * @param target its parent must exist
     */
    static void write(Path target, SavedModelFolder.Content content) throws IOException {
        Path fresh = beside(target, "tmp");
        boolean done = false;
        try {
            Files.createDirectory(fresh);
            content.writeTo(fresh);
            force(fresh);
            replace(target, fresh);
            done = true;
        } finally {
            if (!done) {
                delete(fresh);
            }
        }
    }

    private static Path beside(Path target, String ending) {
        return target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + "." + ending);
    }

    private static void replace(Path target, Path fresh) throws IOException {
        if (!Files.exists(target)) {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        Path old = beside(target, "old");
        Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
            throw e;
        }
        delete(old);
    }

    /** Brings all bytes to the disk before the name says that they are there. */
    private static void force(Path folder) throws IOException {
        for (Path file : deepestFirst(folder)) {
            if (Files.isRegularFile(file)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file : deepestFirst(folder)) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
