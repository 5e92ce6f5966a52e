package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files are NumPy's own, written by {@code checks/data/numpy_arrays.py}. */
class NpzTest {
    @TempDir
    Path folder;

    private Path golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NpzTest.class.getResourceAsStream(name), name)) {
            return Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private static double[] numbers(double shift, double scale) {
        double[] result = new double[24];
        Arrays.setAll(result, i -> (i - shift) * scale);
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"numpy.npz", "numpy_compressed.npz"})
    void readsWhatNumpyWrites(String file) throws IOException {
        Map<String, NdArray> arrays = Npz.read(golden(file));
        assertThat(arrays.keySet()).startsWith("bool", "uint8", "uint16").endsWith("big_endian", "fortran_big_endian");
        for (String name : List.of(
                "uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64", "float16", "float32",
                "float64")) {
            NdArray array = Objects.requireNonNull(arrays.get(name), name);
            assertThat(array.dtype().kerasName()).isEqualTo(name);
            assertThat(array.shape()).isEqualTo(Shape.of(2, 3, 4));
            double[] found = new double[24];
            Arrays.setAll(found, array::getDouble);
            assertThat(found)
                    .as(name)
                    .isEqualTo(numbers(name.startsWith("u") ? 0 : 12, name.startsWith("f") ? 0.5 : 1));
        }
        byte[] thirds = new byte[24];
        for (int i = 0; i < 24; i += 3) {
            thirds[i] = 1;
        }
        assertThat(arrays)
                .containsEntry("bool", NdArray.wrap(DType.BOOL, Shape.of(2, 3, 4), thirds))
                .containsEntry("unicode", strings("a", "größer", "", "😀 smile"))
                .containsEntry("scalar", NdArray.of(new float[] {1.25f}))
                .containsEntry("empty", NdArray.zeros(DType.INT16, Shape.of(0, 3)))
                .containsEntry("folder/kernel:0", NdArray.of(new float[] {1.5f}, 1))
                .containsEntry("fortran", NdArray.of(numbers(0, 1), 2, 3, 4).cast(DType.FLOAT32))
                .containsEntry("big_endian", NdArray.of(numbers(0, 1), 2, 3, 4).cast(DType.INT32))
                .containsEntry("fortran_big_endian", NdArray.of(Arrays.copyOf(numbers(0, 1), 12), 3, 4));
    }

    private static NdArray strings(String... values) {
        return NdArray.wrap(DType.STRING, Shape.of(2, 2), values);
    }

    private static void deleteForeignOrders(Map<String, NdArray> arrays) {
        arrays.keySet().removeIf(name -> name.startsWith("fortran") || name.startsWith("big"));
    }

    /** That NumPy reads what we write needs no NumPy here: entry for entry they are the bytes that it writes. */
    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        Path golden = golden("numpy.npz");
        Map<String, NdArray> arrays = new LinkedHashMap<>(Npz.read(golden));
        deleteForeignOrders(arrays);
        Path ours = folder.resolve("ours.npz");
        Npz.write(ours, arrays);
        try (ZipFile expected = new ZipFile(golden.toFile());
                ZipFile found = new ZipFile(ours.toFile())) {
            assertThat(found.size()).isEqualTo(arrays.size()).isGreaterThan(15);
            for (String name : arrays.keySet()) {
                assertThat(bytes(found, name)).as(name).isEqualTo(bytes(expected, name));
            }
        }
    }

    private static byte[] bytes(ZipFile zip, String name) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(name + ".npy"))) {
            return in.readAllBytes();
        }
    }

    @Test
    void readsWhatItWrites() throws IOException {
        Map<String, NdArray> arrays = new LinkedHashMap<>(Npz.read(golden("numpy.npz")));
        arrays.put("many", NdArray.of(new SplittableRandom(3).doubles(70_000).toArray(), 70_000));
        Path stored = folder.resolve("stored.npz");
        Path compressed = folder.resolve("compressed.npz");
        Npz.write(stored, arrays);
        Npz.writeCompressed(compressed, arrays);
        assertThat(Npz.read(stored)).containsExactlyEntriesOf(arrays);
        assertThat(Npz.read(compressed)).containsExactlyEntriesOf(arrays);
        assertThat(Files.size(compressed)).isLessThan(Files.size(stored));
        byte[] first = Files.readAllBytes(stored);
        Npz.write(stored, arrays);
        assertThat(Files.readAllBytes(stored)).as("no time in the file").isEqualTo(first);
        Npy.write(folder.resolve("one.npy"), arrays.get("float64"));
        assertThat(Npy.read(folder.resolve("one.npy"))).isEqualTo(arrays.get("float64"));
    }

    @Test
    void bfloat16CannotBeWritten() {
        NdArray array = NdArray.zeros(DType.BFLOAT16, Shape.of(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Npz.write(folder.resolve("x.npz"), Map.of("a", array)))
                .withMessage("NumPy has no bfloat16; cast(DType.FLOAT32) the array first");
    }

    @Test
    void pickledObjectsAreRefused() throws IOException {
        Path file = golden("objects.npy");
        assertThatThrownBy(() -> Npy.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                objects.npy is not a whole NPY file
                  file       %s
                  position   10
                  expected   a dictionary of 'descr' (bool, integers, floats or <U strings), 'fortran_order' and 'shape'
                  found      {'descr': '|O', 'fortran_order': False, 'shape': (1,), }""".formatted(file));
    }

    @Test
    void aTruncatedArraySaysWhereAndWhat() throws IOException {
        Path file = folder.resolve("cut.npy");
        Npy.write(file, NdArray.of(new float[100], 10, 10));
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 200));
        assertThatThrownBy(() -> Npy.read(file)).hasMessage("""
                cut.npy is not a whole NPY file
                  file       %s
                  position   128
                  expected   400 bytes: float32 (10, 10)
                  found      a file that can hold at most 72""".formatted(file));
    }

    @Test
    void aTruncatedArchiveIsRefused() throws IOException {
        Path file = golden("numpy.npz");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        assertThatThrownBy(() -> Npz.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "numpy.npz could not be read\n  file       " + file + "\n  expected   an NPZ (zip) file");
    }

    @Test
    void aWrongChecksumIsFound() throws IOException {
        Path file = folder.resolve("flipped.npz");
        Npz.write(file, Map.of("a", NdArray.of(new byte[] {7, 7, 7, 7}, 4)));
        byte[] bytes = Files.readAllBytes(file);
        int data = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\7\7\7\7");
        bytes[data] = 8;
        Files.write(file, bytes);
        assertThatThrownBy(() -> Npz.read(file)).hasMessage("""
                a.npy is not a whole NPY file
                  file       %s, entry a.npy
                  position   132
                  expected   checksum bb9e7773
                  found      e3fd6725""".formatted(file));
    }

    @Test
    void aHeaderCannotMakeUsTakeMemory() throws IOException {
        String[] shapes = {
            "(2000000000,)",
            "(99999, 99999, 99999)",
            "(9223372036854775807,)",
            "(99999999999999999999,)",
            "(65536, 65536, 65536, 65536)"
        };
        for (String shape : shapes) {
            assertThatThrownBy(() -> Npz.read(zipOf(header("<f4", shape))))
                    .as(shape)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("entry a.npy");
        }
        assertThatThrownBy(() -> Npz.read(zipOf(header("<U0", "(2000000000,)"))))
                .isInstanceOf(DataException.class);
        assertThat(Npz.read(zipOf(header("<U99999999", "(0,)")))).containsKey("a");
    }

    private static byte[] header(String type, String shape) {
        String text = "{'descr': '%s', 'fortran_order': False, 'shape': %s}".formatted(type, shape);
        return ("\u0093NUMPY\1\0" + (char) text.length() + "\0" + text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private Path zipOf(byte[] array) throws IOException {
        Path file = folder.resolve("made.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("a.npy"));
            zip.write(array);
        }
        return file;
    }

    @Test
    void aLongHeaderIsReadInLinearTime() throws IOException {
        Path file = zipOf(header("<f4", "(" + "1".repeat(40) + "x"));
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(DataException.class);
    }

    @Test
    void whateverIsBrokenIsADataException() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        byte[] seed = Files.readAllBytes(golden("numpy.npz"));
        Path file = folder.resolve("fuzz.npz");
        int broken = 0;
        for (int i = 0; i < 400; i++) {
            byte[] bytes = seed.clone();
            for (int flips = 0; flips < 4; flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                Npz.read(file);
            } catch (DataException e) {
                broken++;
            }
        }
        assertThat(broken).isBetween(180, 399);
    }
}
