package dev.lamina.tensorflow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final AtomicFile.Content NEW = out -> out.write(new byte[200_000]);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeTheOldFile() throws IOException {
        file = Files.writeString(folder.resolve("model.keras"), "old");
    }

    @Test
    void replacesAFileAndLeavesNothingElse() {
        AtomicFile.write(file, NEW);
        assertThat(file).hasSize(200_000);
        assertOnlyTheFileIsThere();
    }

    /** A disk that fills up at every thousandth byte, on the way or when the last bytes are flushed. */
    @Test
    void keepsTheOldFileWhenTheDiskFillsUp() {
        for (int room = 0; room < 200_000; room += 1000) {
            int bytes = room;
            assertThatThrownBy(() -> AtomicFile.write(file, NEW, out -> new FullDisk(out, bytes)))
                    .hasMessage("""
                    cannot write "%s"
                      problem   No space left on device; what was there before is untouched
                      try       freeing space, or a folder on another disk that you may write to""".formatted(file));
            assertThat(file).hasContent("old");
            assertOnlyTheFileIsThere();
        }
    }

    @Test
    void keepsTheOldFileWhenARealFullDeviceRefuses() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        assertThatThrownBy(() -> AtomicFile.write(file, NEW, out -> open(full)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("No space left on device");
        assertThat(file).hasContent("old");
        assertOnlyTheFileIsThere();
    }

    @Test
    void keepsTheOldFileWhenItsWriterFails() {
        AtomicFile.Content failing = out -> {
            out.write(1);
            throw new IllegalStateException("a defect in the writer");
        };
        assertThatThrownBy(() -> AtomicFile.write(file, failing)).isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertOnlyTheFileIsThere();
    }

    /** Until the last moment the name has the old content, so whoever is killed before that leaves it so. */
    @Test
    void doesNotTouchTheOldFileWhileItWrites() {
        AtomicFile.write(file, out -> {
            out.write(new byte[1_000_000]);
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasSize(1_000_000);
    }

    @Test
    void writesThroughASymbolicLinkAndKeepsPermissions() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        Path real = Files.writeString(folder.resolve("real"), "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFile.write(link, NEW);
        assertThat(link).isSymbolicLink();
        assertThat(real).hasSize(200_000);
        assertThat(Files.getPosixFilePermissions(real)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void saysWhatIsInTheWay() {
        assertThatThrownBy(() -> AtomicFile.write(folder, NEW)).hasMessageContaining("there is a folder of this name");
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/model.keras"), NEW))
                .hasMessageContaining("its folder does not exist");
    }

    @Test
    void takesAwayWhatAKilledProcessLeft() throws IOException {
        Path old = Files.writeString(folder.resolve(".model.keras.1.tmp"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path beingWritten = Files.writeString(folder.resolve(".model.keras.2.tmp"), "half");
        Path another = Files.copy(old, folder.resolve(".model.h5.1.tmp"), StandardCopyOption.COPY_ATTRIBUTES);
        AtomicFile.write(file, NEW);
        assertThat(folder).isDirectoryContaining(beingWritten::equals).isDirectoryContaining(another::equals);
        assertThat(old).doesNotExist();
    }

    private void assertOnlyTheFileIsThere() {
        assertThat(folder.toFile().list()).containsExactly("model.keras");
    }

    private static OutputStream open(Path path) {
        try {
            return Files.newOutputStream(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class FullDisk extends FilterOutputStream {
        private int room;

        FullDisk(OutputStream out, int room) {
            super(out);
            this.room = room;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int written = Math.min(room, count);
            out.write(bytes, offset, written);
            room -= written;
            if (written < count) {
                throw new IOException("No space left on device");
            }
        }
    }
}
