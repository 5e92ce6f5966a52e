package dev.lamina.tensorflow.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Small files that would take years, or more memory than there is, if what they say were simply followed. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndlessFileTest {
    private static final int COPIES = 4000;

    @TempDir
    private Path folder;

    /** One long text, and a list that names it four thousand times. */
    @Test
    void refusesATextThatIsEverywhere() throws IOException {
        H5Tree tree = new H5Tree();
        tree.attribute("long", "x".repeat(60_000));
        tree.attribute("layer_names", new H5Tree.Attribute(false, Collections.nCopies(COPIES, "a")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new H5Writer(tree).writeTo(out);
        ByteBuffer file = file(out.toByteArray());
        int reference = find(file, ints(60_000));
        byte[] once = Arrays.copyOfRange(bytes(file), reference, reference + 16);
        byte[] second = Arrays.copyOfRange(once, 4, 16);
        second[8]++;
        int list = find(file, second) - 4;
        for (int i = 0; i < COPIES; i++) {
            file.put(list + 16 * i, once);
        }
        refuses(file, "/", "the texts of its attributes take more bytes than the file has");
    }

    /** The header of an array goes on in a block that twice goes on in itself. */
    @Test
    void refusesAHeaderThatGoesOnInItself() throws IOException {
        ByteBuffer file = file(Fixtures.bytes("sequential.weights.h5"));
        int layout = find(file, new byte[] {8, 0, 24, 0, 0, 0, 0, 0, 3, 1});
        ByteBuffer longer = longer(file, 48);
        int block = file.capacity();
        for (int at : new int[] {layout, block, block + 24}) {
            longer.putShort(at, (short) 0x10).putShort(at + 2, (short) (at == layout ? 24 : 16));
            longer.putLong(at + 8, block).putLong(at + 16, 48);
        }
        refuses(longer, null, "its headers go on in the same places again and again");
    }

    /** An index of chunks of forty levels; the two nodes below each are one: 2 to the power of 40 leaves. */
    @Test
    void refusesAnIndexWhoseNodesShareTheirChildren() throws IOException {
        ByteBuffer file = file(Fixtures.bytes("compressed.h5"));
        int leaf = find(file, new byte[] {'T', 'R', 'E', 'E', 1, 0});
        int layout = find(
                file,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(leaf)
                        .array());
        int key = 8 + 8 * file.get(layout - 1);
        int node = 24 + 3 * key + 16;
        int levels = 40;
        ByteBuffer longer = longer(file, levels * node);
        for (int level = 1; level <= levels; level++) {
            int at = file.capacity() + (level - 1) * node;
            longer.put(at, new byte[] {'T', 'R', 'E', 'E', 1, (byte) level, 2, 0});
            longer.putLong(at + 8, -1).putLong(at + 16, -1);
            for (int child = 0; child < 2; child++) {
                longer.putLong(at + 24 + key + child * (key + 8), level == 1 ? leaf : at - node);
            }
            longer.putLong(layout, at);
        }
        refuses(longer, null, "its headers go on in the same places again and again");
    }

    /** In the newest layout such an index is a tree of another kind. */
    @Test
    void refusesADeepTreeOfMembers() throws IOException {
        ByteBuffer file = file(Fixtures.bytes("latest.h5"));
        file.putShort(find(file, "BTHD".getBytes(ISO_8859_1)) + 12, (short) 9);
        refuses(file, null, "it has more members or attributes than are read in the newest layout of HDF5");
    }

    /** A heap whose blocks could be each other's. */
    @Test
    void refusesADeepHeapOfMembers() throws IOException {
        ByteBuffer file = file(Fixtures.bytes("latest.h5"));
        file.putShort(find(file, "FRHP".getBytes(ISO_8859_1)) + 140, (short) 60);
        refuses(file, null, "it has more members or attributes than are read in the newest layout of HDF5");
    }

    @Test
    void aPartOfAFolderIsNoLinkOutOfIt() throws IOException {
        Path outside = Files.writeString(folder.resolve("secret.json"), "{}");
        Path saved = Files.createDirectory(folder.resolve("saved"));
        Files.createSymbolicLink(saved.resolve("config.json"), outside);
        Path real = Files.writeString(saved.resolve("real.json"), "{\"keras_version\": \"3.0.0\"}");
        Files.createSymbolicLink(saved.resolve("metadata.json"), real);
        try (KerasArchive archive = KerasArchive.open(saved)) {
            assertThat(archive.metadata().kerasVersion()).isEqualTo("3.0.0");
            assertThatThrownBy(archive::config).hasMessage("""
                    cannot read "%s"
                      place     config.json
                      problem   it is a link to %s, outside the folder
                      try       a copy of that in its place""".formatted(saved, outside.toRealPath()));
        }
    }

    /** What a member says it becomes is compared with what there is before anything is unpacked. */
    @Test
    void refusesAMemberThatWouldFillTheDisk() throws IOException {
        Path file = folder.resolve("bomb.keras");
        KerasArchive.write(file, "{}", WeightTree.of(List.of(Fixtures.entry("", "m"))), Clock.systemUTC());
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        String text = new String(bytes, ISO_8859_1);
        int entry = text.lastIndexOf("model.weights.h5") - 46;
        archive.putShort(entry + 10, (short) ZipDirectory.DEFLATED).putInt(entry + 24, 1 << 30);
        Files.write(file, bytes);
        try (KerasArchive opened = KerasArchive.open(file)) {
            assertThatThrownBy(opened::weights)
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageContaining("bytes would become 1073741824");
        }
    }

    private void refuses(ByteBuffer file, String place, String problem) throws IOException {
        Path path = Files.write(folder.resolve("file.h5"), bytes(file));
        assertThatThrownBy(() -> WeightTree.read(path)).isInstanceOfSatisfying(ModelFileException.class, e -> {
            assertThat(e.problem()).isEqualTo(problem);
            if (place != null) {
                assertThat(e.place()).isEqualTo(place);
            }
        });
    }

    private static ByteBuffer file(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(ByteBuffer file) {
        byte[] bytes = new byte[file.capacity()];
        file.get(0, bytes);
        return bytes;
    }

    private static ByteBuffer longer(ByteBuffer file, int more) {
        return file(Arrays.copyOf(bytes(file), file.capacity() + more));
    }

    /** The 16 bytes that stand for a text are its length, the place of its collection, and its number there. */
    private static byte[] ints(int length) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .array();
    }

    private static int find(ByteBuffer file, byte[] wanted) {
        int at = new String(bytes(file), ISO_8859_1).indexOf(new String(wanted, ISO_8859_1));
        assertThat(at).isNotNegative();
        return at;
    }
}
