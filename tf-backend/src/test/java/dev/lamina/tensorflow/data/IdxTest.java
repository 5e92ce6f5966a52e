package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdxTest {
    /** Two rows of three uint8: type 08, rank 2, sizes 2 and 3. */
    private static final byte[] SMALL = HexFormat.of().parseHex("00000802" + "00000002" + "00000003" + "0102037f80ff");

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void readsPlainAndGzippedFilesWhateverTheirNames() throws IOException {
        NdArray expected = NdArray.of(new byte[] {1, 2, 3, 127, -128, -1}, 2, 3);
        assertThat(Idx.read(file("plain.gz", SMALL))).isEqualTo(expected);
        assertThat(Idx.read(file("gzipped", gzip(SMALL)))).isEqualTo(expected);
    }

    @Test
    void elementsAreBigEndian() throws IOException {
        Path ints = file("ints", HexFormat.of().parseHex("00000c01" + "00000002" + "00000102" + "ffffffff"));
        assertThat(Idx.read(ints)).isEqualTo(NdArray.of(new int[] {258, -1}, 2));
        Path floats = file("floats", HexFormat.of().parseHex("00000d01" + "00000001" + "3fc00000"));
        assertThat(Idx.read(floats)).isEqualTo(NdArray.of(new float[] {1.5f}, 1));
    }

    static Stream<NdArray> arrays() {
        int many = 70_000; // more than one piece of 64 KiB
        double[] doubles = new SplittableRandom(1).doubles(many, -100, 100).toArray();
        NdArray numbers = NdArray.of(doubles, 7, many / 7);
        return Stream.concat(
                Stream.of(DType.UINT8, DType.INT8, DType.INT16, DType.INT32, DType.FLOAT32, DType.FLOAT64)
                        .map(numbers::cast),
                Stream.of(NdArray.of(new float[] {3}), NdArray.of(new byte[0], 0, 5)));
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void readsWhatItWrites(NdArray array) throws IOException {
        for (String name : new String[] {"array.idx", "array.idx.gz"}) {
            Idx.write(folder.resolve(name), array);
            assertThat(Idx.read(folder.resolve(name))).isEqualTo(array);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no temporary file stays").hasSize(2);
        }
    }

    @Test
    void aTypeTheFormatHasNotCannotBeWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Idx.write(folder.resolve("x"), NdArray.of(new long[] {1}, 1)))
                .withMessage("IDX has no int64; it has uint8, int8, int16, int32, float32, float64");
    }

    @Test
    void aTruncatedFileSaysWhereAndWhat() throws IOException {
        Path file = file("cut.idx", Arrays.copyOf(SMALL, 15));
        // The header says 6 bytes and the file has 3: known before anything is read.
        assertThatThrownBy(() -> Idx.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                cut.idx is not a whole IDX file
                  file       %s
                  position   12
                  expected   6 bytes: uint8 (2, 3)
                  found      a file that can hold at most 3""".formatted(file));
    }

    @Test
    void aTruncatedHeaderSaysWhereAndWhat() throws IOException {
        Path file = file("cut.idx", Arrays.copyOf(SMALL, 7));
        assertThatThrownBy(() -> Idx.read(file)).hasMessage("""
                cut.idx is not a whole IDX file
                  file       %s
                  position   4
                  expected   8 bytes: the sizes of 2 axes
                  found      the end after 3 of them""".formatted(file));
    }

    @Test
    void aTruncatedGzipFileSaysWhereAndWhat() throws IOException {
        byte[] whole = gzip(Arrays.copyOf(SMALL, 15));
        Path file = file("cut.gz", whole);
        assertThatThrownBy(() -> Idx.read(file)).hasMessage("""
                cut.gz is not a whole IDX file
                  file       %s
                  position   12 of the uncompressed bytes
                  expected   6 bytes: uint8 (2, 3)
                  found      the end after 3 of them""".formatted(file));
        Path tail = file("tail.gz", Arrays.copyOf(gzip(SMALL), gzip(SMALL).length - 4));
        assertThatThrownBy(() -> Idx.read(tail)).hasMessage("""
                tail.gz is not a whole IDX file
                  file       %s
                  position   18 of the uncompressed bytes
                  expected   the end
                  found      the end of the file inside its compression""".formatted(tail));
    }

    @Test
    void damagedCompressionIsFound() throws IOException {
        byte[] bytes = gzip(SMALL);
        bytes[bytes.length - 6] ^= 1; // the checksum
        Path file = file("bad.gz", bytes);
        assertThatThrownBy(() -> Idx.read(file)).hasMessage("""
                bad.gz is not a whole IDX file
                  file       %s
                  position   18 of the uncompressed bytes
                  expected   the end
                  found      damaged compression (Corrupt GZIP trailer)""".formatted(file));
    }

    @Test
    void bytesAfterTheArrayAreAnError() throws IOException {
        Path file = file("long.idx", Arrays.copyOf(SMALL, 19));
        assertThatThrownBy(() -> Idx.read(file))
                .hasMessageEndingWith("position   18\n  expected   the end\n  found      more bytes");
    }

    @Test
    void anotherFormatIsNamedByItsFirstBytes() throws IOException {
        Path file = file("image.png", HexFormat.of().parseHex("89504e470d0a1a0a"));
        assertThatThrownBy(() -> Idx.read(file)).hasMessage("""
                image.png is not a whole IDX file
                  file       %s
                  position   0
                  expected   4 bytes: two zeros, element type, rank
                  found      89 50 4e 47""".formatted(file));
    }

    @Test
    void aHeaderCannotMakeUsTakeMemory() throws IOException {
        byte[] huge = HexFormat.of().parseHex("00000e02" + "00010000" + "00007fff" + "0000000000000000");
        Path plain = file("huge.idx", huge);
        assertThatThrownBy(() -> Idx.read(plain))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.facts())
                                .containsEntry("expected", "17179344896 bytes: float64 (65536, 32767)")
                                .containsEntry("found", "a file that can hold at most 8"));
        Path gzipped = file("huge.gz", gzip(huge));
        assertThatThrownBy(() -> Idx.read(gzipped)).hasMessageContaining("a file that can hold at most ");
        Path overflow = file("over.idx", HexFormat.of().parseHex("00000803" + "ffffffff".repeat(3)));
        assertThatThrownBy(() -> Idx.read(overflow))
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> assertThat(e.facts())
                                .containsEntry("expected", "at most 2147483639 elements, all that a Java array holds")
                                .containsEntry(
                                        "found", "a header that says uint8 (4294967295, 4294967295, 4294967295)"));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.gz");
        assertThatThrownBy(() -> Idx.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                none.gz could not be read
                  file    %s
                  found   java.nio.file.NoSuchFileException: %s""".formatted(file, file));
    }

    @Test
    void whateverIsBrokenIsADataException() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        byte[][] seeds = {SMALL, gzip(SMALL)};
        int broken = 0;
        for (int i = 0; i < 600; i++) {
            byte[] bytes = seeds[i % 2].clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            Path file = file("fuzz", i % 3 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                Idx.read(file);
            } catch (DataException e) {
                assertThat(e.facts()).containsKeys("file", "found");
                broken++;
            }
        }
        assertThat(broken).isBetween(300, 599);
    }

    @Test
    void shapeOfAnEmptyFile() throws IOException {
        assertThatThrownBy(() -> Idx.read(file("empty", new byte[0])))
                .isInstanceOfSatisfying(DataException.class, e -> {
                    assertThat(e.summary()).isEqualTo("empty is not a whole IDX file");
                    assertThat(e.facts()).containsEntry("found", "the end after 0 of them");
                });
        assertThat(Idx.read(file("scalar", HexFormat.of().parseHex("0000080005")))
                        .shape())
                .isEqualTo(Shape.scalar());
    }
}
