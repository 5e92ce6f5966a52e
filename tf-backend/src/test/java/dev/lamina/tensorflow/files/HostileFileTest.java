package dev.lamina.tensorflow.files;

import static dev.lamina.tensorflow.files.Fixtures.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes a file has, reading it ends in a value or in a ModelFileException, and soon. */
class HostileFileTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "soft_link.h5!/b!it is a link, which could lead anywhere",
                "external_link.h5!/a!it is a link, which could lead anywhere",
                "loop.h5!/a/again!it is also there under another name",
                "external_data.h5!/vars!this kind of HDF5 is not read here",
                "virtual.h5!/vars!this kind of HDF5 is not read here: Virtual storage is not supported",
                "huge_chunked.h5!/vars/0!it would expand to 1073741824 bytes, from a file of 2432",
                "huge.h5!/vars/0!axis 0 has the size 1099511627776",
                "text.h5!/vars/0!its elements are no numbers that Keras knows: VariableLength of 16 bytes",
                "gap.h5!//vars!its 2 variables should be 0 to 1 but are 0, 2",
            })
    void saysWhatItRefuses(String name, String place, String problem) {
        assertThatThrownBy(() -> WeightTree.read(file(name))).isInstanceOfSatisfying(ModelFileException.class, e -> {
            assertThat(e.file()).isEqualTo(file(name));
            assertThat(e.place()).isEqualTo(place);
            assertThat(e.problem()).startsWith(problem);
        });
    }

    @ParameterizedTest
    @CsvSource({"soft_link.h5, 3", "bfloat16.weights.h5, 23", "compressed.h5, 13", "latest.h5, 23"})
    void refusesWeightsCutAnywhere(String name, int step) throws IOException {
        byte[] bytes = Fixtures.bytes(name);
        for (int length = 0; length < bytes.length; length += step) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> WeightTree.read(cut)).isInstanceOf(ModelFileException.class);
        }
    }

    @Test
    void refusesAnArchiveCutAnywhere() throws IOException {
        Path whole = folder.resolve("whole.keras");
        KerasArchive.write(whole, "{}", Fixtures.small(), Clock.systemUTC());
        byte[] bytes = Files.readAllBytes(whole);
        for (int length = 0; length < bytes.length; length += 11) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> readAll(cut)).isInstanceOf(ModelFileException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.weights.h5", "bfloat16.weights.h5", "compressed.h5", "latest.h5", "types.h5"})
    void survivesChangedBytesInWeights(String name) throws IOException {
        byte[] bytes = Fixtures.bytes(name);
        Random random = new Random(1);
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 160; i++) {
                // Where the structure is: most of the rest are numbers, in which every change is legal.
                int at = random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 4096));
                Path changed = Files.write(folder.resolve("changed"), changed(bytes, at, (byte) random.nextInt(256)));
                survives(() -> WeightTree.read(changed), name + " at " + at);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "deflated.keras"})
    void survivesChangedBytesInArchives(String name) throws IOException {
        byte[] bytes = Fixtures.bytes(name);
        Random random = new Random(2);
        Assertions.assertTimeoutPreemptively(SOON, () -> {
            for (int i = 0; i < 120; i++) {
                int back = 1 + random.nextInt(random.nextBoolean() ? bytes.length : 300);
                Path changed = Files.write(
                        folder.resolve("changed"), changed(bytes, bytes.length - back, (byte) random.nextInt(256)));
                survives(() -> readAll(changed), name + " at " + (bytes.length - back));
            }
        });
    }

    /** The B-tree of the root group, made its own child: jHDF alone would follow it until its stack ends. */
    @Test
    void refusesATreeThatIsItsOwnChild() throws IOException {
        byte[] bytes = Fixtures.bytes("nested.weights.h5");
        int tree = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("TREE");
        bytes[tree + 5] = 1; // not a leaf
        java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).putLong(tree + 32, tree);
        Path looped = Files.write(folder.resolve("looped.h5"), bytes);
        assertThatThrownBy(() -> WeightTree.read(looped)).hasMessageContaining("the index of its members is damaged");
    }

    private static byte[] changed(byte[] bytes, int at, byte value) {
        byte[] result = bytes.clone();
        result[at] = value;
        return result;
    }

    private static void survives(Runnable read, String what) {
        try {
            read.run();
        } catch (ModelFileException e) {
            assertThat(e.problem()).as(what).isNotBlank();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
    }

    private static void readAll(Path file) {
        try (KerasArchive archive = KerasArchive.open(file)) {
            archive.metadata();
            archive.config();
            archive.weights();
        }
    }
}
