package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * IDX, the file format of MNIST: one array, plain or gzipped.
 *
 * <p>Source: Yann LeCun's description of the format: two zero bytes, the element type, the rank, the sizes as 32-bit
 * numbers, then the elements, everything big-endian and row-major.
 */
public final class Idx {
    private Idx() {}

    /**
     * Reads an array, which keeps the file's element type.
     *
     * @param file plain or gzipped, whatever its name
     * @throws DataException if the file is missing, truncated or damaged, naming the file, the position and what was
     *     expected
     */
    public static NdArray read(Path file) {
        String name = String.valueOf(file.getFileName());
        try (InputStream plain = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            boolean gzipped = isGzip(plain);
            long most = Files.size(file) * (gzipped ? CheckedInput.MOST_EXPANSION : 1);
            // Closing it only closes `plain`, which the statement above does.
            InputStream in = gzipped ? new GZIPInputStream(plain, 1 << 16) : plain;
            return read(new CheckedInput(in, name, "IDX file", file.toString(), gzipped), most);
        } catch (EOFException | ZipException e) {
            throw DataException.of(
                    name + " is not a whole gzip file", e, "file", file.toString(), "found", e.toString());
        } catch (IOException e) {
            throw DataException.of(name + " could not be read", e, "file", file.toString(), "found", e.toString());
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean result = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return result;
    }

    private static NdArray read(CheckedInput in, long most) {
        byte[] magic = in.bytes(4, "4 bytes: two zeros, element type, rank");
        DType dtype = dtype(magic[2]);
        if (magic[0] != 0 || magic[1] != 0 || dtype == DType.STRING) {
            throw in.broken("%02x %02x %02x %02x".formatted(magic[0], magic[1], magic[2], magic[3]));
        }
        int rank = Byte.toUnsignedInt(magic[3]);
        ByteBuffer header = ByteBuffer.wrap(in.bytes(4 * rank, 4 * rank + " bytes: the sizes of " + rank + " axes"));
        long[] sizes = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            sizes[axis] = Integer.toUnsignedLong(header.getInt());
        }
        Shape shape = in.shape(sizes, dtype, dtype.bytes(), most - in.position());
        NdArray result = NdArray.zeros(dtype, shape);
        RawElements.read(in, ByteOrder.BIG_ENDIAN, result);
        in.end();
        return result;
    }

    /** The type of a code; STRING where there is none. */
    private static DType dtype(byte code) {
        return switch (code) {
            case 0x08 -> DType.UINT8;
            case 0x09 -> DType.INT8;
            case 0x0b -> DType.INT16;
            case 0x0c -> DType.INT32;
            case 0x0d -> DType.FLOAT32;
            case 0x0e -> DType.FLOAT64;
            default -> DType.STRING;
        };
    }

    private static int code(DType dtype) {
        for (byte code = 0x08; code <= 0x0e; code++) {
            if (dtype(code) == dtype && dtype != DType.STRING) {
                return code;
            }
        }
        throw new IllegalArgumentException(
                "IDX has no " + dtype.kerasName() + "; it has uint8, int8, int16, int32, float32, float64");
    }

    /**
     * Writes an array.
     *
     * @param file gzipped where the name ends in {@code .gz}; replaced where it exists
     * @throws DataException if the file cannot be written
     * @throws IllegalArgumentException if the format has no such element type
     */
    public static void write(Path file, NdArray array) {
        ByteBuffer header = ByteBuffer.allocate(4 + 4 * array.shape().rank());
        header.put(2, (byte) code(array.dtype()))
                .put(3, (byte) array.shape().rank())
                .position(4);
        for (int size : array.shape().sizes()) {
            header.putInt(size);
        }
        WholeFile.write(file, out -> {
            try (OutputStream packed = file.toString().endsWith(".gz")
                    ? new GZIPOutputStream(out, 1 << 16)
                    : new BufferedOutputStream(out, 1 << 16)) {
                packed.write(header.array());
                RawElements.write(array, ByteOrder.BIG_ENDIAN, packed);
            }
        });
    }
}
