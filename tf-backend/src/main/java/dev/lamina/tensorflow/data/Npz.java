package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's file of several named arrays, {@code .npz}: a zip of {@link Npy .npy} files. Names are keys, never paths:
 * nothing is extracted.
 *
 * <p>Source: {@code numpy.savez}, {@code numpy.savez_compressed}, {@code numpy.load}.
 */
public final class Npz {
    private static final String SUFFIX = ".npy";

    private Npz() {}

    /**
     * Reads all arrays.
     *
     * @return name to array in the file's order; entries that are no {@code .npy} files are left out
     * @throws DataException if the file is missing, truncated or damaged, or holds types that an {@link NdArray} has
     *     not
     */
    public static Map<String, NdArray> read(Path file) {
        String name = String.valueOf(file.getFileName());
        Map<String, NdArray> result = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!entry.getName().endsWith(SUFFIX)) {
                    continue;
                }
                NdArray array = read(file, zip, entry);
                if (result.put(key(entry), array) != null) {
                    throw DataException.of(
                            name + " has two arrays of one name",
                            "file",
                            file.toString(),
                            "found",
                            "\"" + key(entry) + "\" twice");
                }
            }
        } catch (IOException | IllegalArgumentException e) { // the latter for names that are no UTF-8
            throw DataException.of(
                    name + " could not be read",
                    e,
                    "file",
                    file.toString(),
                    "expected",
                    "an NPZ (zip) file",
                    "found",
                    e.toString());
        }
        return Collections.unmodifiableMap(result);
    }

    private static String key(ZipEntry entry) {
        return entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
    }

    private static NdArray read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        boolean compressed = entry.getMethod() == ZipEntry.DEFLATED;
        // What the entry claims is believed only as far as the bytes that are really there can bear.
        long there = Math.min(entry.getCompressedSize(), Files.size(file));
        long most = Math.min(entry.getSize(), compressed ? there * CheckedInput.MOST_EXPANSION : there);
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            String where = file + ", entry " + entry.getName();
            CheckedInput input = new CheckedInput(in, entry.getName(), "NPY file", where, compressed);
            NdArray array = Npy.read(input, most);
            if (crc.getValue() != entry.getCrc()) {
                // ZipFile, unlike ZipInputStream, does not look.
                input.begin("checksum %08x".formatted(entry.getCrc()));
                throw input.broken("%08x".formatted(crc.getValue()));
            }
            return array;
        }
    }

    /**
     * Writes arrays uncompressed, as {@code numpy.savez}: fast, and the right choice for weights, which do not
     * compress.
     *
     * @param file replaced where it exists
     * @throws DataException if the file cannot be written
     * @throws IllegalArgumentException if a type is bfloat16, which NumPy has not
     */
    public static void write(Path file, Map<String, NdArray> arrays) {
        write(file, arrays, false);
    }

    /** Writes arrays compressed, as {@code numpy.savez_compressed}; otherwise as {@link #write}. */
    public static void writeCompressed(Path file, Map<String, NdArray> arrays) {
        write(file, arrays, true);
    }

    private static void write(Path file, Map<String, NdArray> arrays, boolean compressed) {
        WholeFile.write(file, out -> {
            try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16))) {
                for (Map.Entry<String, NdArray> named : arrays.entrySet()) {
                    write(zip, named.getKey(), named.getValue(), compressed);
                }
            }
        });
    }

    private static void write(ZipOutputStream zip, String name, NdArray array, boolean compressed) throws IOException {
        NpyHeader header = NpyHeader.of(array);
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0)); // equal arrays make equal files
        if (!compressed) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(header.encode().length + header.bytes());
            entry.setCrc(crc(header, array));
        }
        zip.putNextEntry(entry);
        Npy.write(header, array, zip);
        zip.closeEntry();
    }

    /** A stored entry says its checksum before its bytes. */
    private static long crc(NpyHeader header, NdArray array) throws IOException {
        CRC32 crc = new CRC32();
        try (OutputStream out = new CheckedOutputStream(OutputStream.nullOutputStream(), crc)) {
            Npy.write(header, array, out);
        }
        return crc.getValue();
    }
}
