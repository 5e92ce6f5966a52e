package dev.lamina.tensorflow.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes a file so that at every moment the name holds either the old content or the new, whole. The content goes to a new file
 * in the same folder, is forced to the disk, and only then takes the name in one step, so a process that is killed or a disk
 * that fills up costs the new content, never the old.
 */
final class AtomicFile {
    private static final int BUFFER_BYTES = 1 << 16;

    /** What is written. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Where it is written, a seam through which tests fill the disk. */
    interface Disk {
        OutputStream wrap(OutputStream out);
    }

    private AtomicFile() {}

    /**
     * Writes a file, replacing what is there.
     *
     * @param file a symbolic link stays one: what it points to is replaced
     * @throws ModelFileException if that fails; then the old file is as it was and nothing else is left in the folder
     */
    static void write(Path file, Content content) {
        write(file, content, out -> out);
    }

    static void write(Path file, Content content, Disk disk) {
        writeAll(Map.of(file, content), disk);
    }

    /**
     * Writes files that belong together: none takes its name before the contents of all are written, and then they do in order.
     *
     * @throws ModelFileException if that fails before the first has its name; then all is as it was
     */
    static void writeAll(Map<Path, Content> contents) {
        writeAll(contents, out -> out);
    }

    private static void writeAll(Map<Path, Content> contents, Disk disk) {
        Map<Path, Path> targets = new LinkedHashMap<>();
        Path current = Path.of("");
        try {
            try {
                for (Map.Entry<Path, Content> one : contents.entrySet()) {
                    current = one.getKey();
                    Path temporary = temporary(current, targets);
                    fill(temporary, one.getValue(), disk);
                }
                for (Map.Entry<Path, Path> one : targets.entrySet()) {
                    current = one.getValue();
                    keepPermissions(one.getValue(), one.getKey());
                    Files.move(
                            one.getKey(),
                            one.getValue(),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                for (Path temporary : targets.keySet()) {
                    Files.deleteIfExists(temporary);
                }
            }
        } catch (IOException e) {
            throw failure(current, e);
        }
        targets.values().forEach(target -> {
            forceFolder(target);
            StaleFiles.remove(target);
        });
    }

    /** The name of the file that is to become another, which is noted. */
    private static Path temporary(Path file, Map<Path, Path> targets) throws IOException {
        if (Files.isDirectory(file)) {
            throw ModelFileException.writing(file, "there is a folder of this name", "another name", null);
        }
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path temporary = StaleFiles.beside(target, UUID.randomUUID().toString());
        targets.put(temporary, target);
        return temporary;
    }

    private static void fill(Path temporary, Content content, Disk disk) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            OutputStream out = new BufferedOutputStream(disk.wrap(Channels.newOutputStream(channel)), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void keepPermissions(Path target, Path temporary) throws IOException {
        if (Files.exists(target) && Files.getFileStore(target).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(target));
        }
    }

    /** Makes the new name itself survive a power cut, where the system lets a folder be forced; the content already does. */
    @SuppressWarnings("EmptyCatch") // Windows cannot open a folder; there the file system's journal has to do
    private static void forceFolder(Path target) {
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is written; only the moment at which its name is on the disk is unknown.
        }
    }

    private static ModelFileException failure(Path file, IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof NoSuchFileException) {
            return ModelFileException.writing(file, "its folder does not exist", "Files.createDirectories first", e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return ModelFileException.writing(file, "something of this name is in the way", "another name", e);
        }
        return ModelFileException.writing(
                file,
                reason + "; what was there before is untouched",
                "freeing space, or a folder on another disk that you may write to",
                e);
    }
}
