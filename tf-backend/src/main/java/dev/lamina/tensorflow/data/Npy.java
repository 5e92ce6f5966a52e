package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's file of one array, {@code .npy}. Read are booleans, integers, floating-point numbers of 16 to 64 bits and
 * unicode strings ({@code <U}), of either byte order and in C's or Fortran's order; written is little-endian in C's
 * order.
 *
 * <p>Source: {@code numpy.lib.format}.
 */
public final class Npy {
    private Npy() {}

    /**
     * Reads an array.
     *
     * @throws DataException if the file is missing, truncated, or of a type that an {@link NdArray} has not, such as
     *     pickled objects
     */
    public static NdArray read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            String name = String.valueOf(file.getFileName());
            return read(new CheckedInput(in, name, "NPY file", file.toString(), false), Files.size(file));
        } catch (IOException e) {
            throw DataException.of(
                    file.getFileName() + " could not be read", e, "file", file.toString(), "found", e.toString());
        }
    }

    /**
     * Writes an array.
     *
     * @param file replaced where it exists
     * @throws DataException if the file cannot be written
     * @throws IllegalArgumentException if the type is bfloat16, which NumPy has not
     */
    public static void write(Path file, NdArray array) {
        NpyHeader header = NpyHeader.of(array);
        WholeFile.write(file, out -> {
            try (OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
                write(header, array, buffered);
            }
        });
    }

    static NdArray read(CheckedInput in, long most) {
        NpyHeader header = NpyHeader.read(in, most);
        NdArray array = NdArray.zeros(header.dtype(), header.shape());
        if (array.storage() instanceof String[] strings) {
            readStrings(in, header, strings);
        } else {
            RawElements.read(in, header.order(), array);
        }
        in.end();
        return header.columnMajor() && header.shape().rank() > 1 ? RawElements.fromColumnMajor(array) : array;
    }

    static void write(NpyHeader header, NdArray array, OutputStream out) throws IOException {
        out.write(header.encode());
        if (array.dtype() == DType.STRING) {
            writeStrings(header, (String[]) array.storage(), out);
        } else {
            RawElements.write(array, ByteOrder.LITTLE_ENDIAN, out);
        }
    }

    /** NumPy's strings have one width, four bytes a code point, and end in zeros. */
    private static void readStrings(CheckedInput in, NpyHeader header, String[] strings) {
        in.begin(header.bytes() + " bytes: strings " + header.shape());
        byte[] bytes = new byte[strings.length == 0 ? 0 : header.width()];
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < strings.length; i++) {
            in.fill(bytes, bytes.length);
            ByteBuffer codes = ByteBuffer.wrap(bytes).order(header.order());
            text.setLength(0);
            while (codes.hasRemaining()) {
                int code = codes.getInt();
                if (!Character.isValidCodePoint(code)) {
                    throw in.broken("no Unicode character " + Integer.toHexString(code) + " in string " + i);
                }
                text.appendCodePoint(code);
            }
            int end = text.length();
            while (end > 0 && text.charAt(end - 1) == 0) {
                end--;
            }
            strings[i] = text.substring(0, end);
        }
    }

    private static void writeStrings(NpyHeader header, String[] strings, OutputStream out) throws IOException {
        for (String string : strings) {
            ByteBuffer codes = ByteBuffer.allocate(header.width()).order(ByteOrder.LITTLE_ENDIAN);
            string.codePoints().forEach(codes::putInt);
            out.write(codes.array());
        }
    }
}
