package dev.lamina.tensorflow.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The header of an {@code .npy} file: {@code \x93NUMPY}, two version bytes, its length, then a Python dictionary as
 * text.
 *
 * <p>Source: {@code numpy.lib.format}, versions 1.0 to 3.0.
 *
 * @param width bytes of an element: for strings four times the longest's code points
 * @param columnMajor whether the elements are in Fortran's order
 */
record NpyHeader(DType dtype, int width, ByteOrder order, boolean columnMajor, Shape shape) {
    private static final byte[] MAGIC = "\u0093NUMPY".getBytes(ISO_8859_1);
    private static final int MOST_TEXT = 1 << 20;

    private static final Map<String, DType> TYPES = Map.ofEntries(
            Map.entry("b1", DType.BOOL),
            Map.entry("u1", DType.UINT8),
            Map.entry("u2", DType.UINT16),
            Map.entry("u4", DType.UINT32),
            Map.entry("u8", DType.UINT64),
            Map.entry("i1", DType.INT8),
            Map.entry("i2", DType.INT16),
            Map.entry("i4", DType.INT32),
            Map.entry("i8", DType.INT64),
            Map.entry("f2", DType.FLOAT16),
            Map.entry("f4", DType.FLOAT32),
            Map.entry("f8", DType.FLOAT64));

    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>=|]?)([a-zA-Z])(\\d*)'");
    private static final Pattern COLUMN_MAJOR = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,L]*)\\)");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    /** The bytes of all elements. */
    long bytes() {
        return shape.elements() * width;
    }

    /**
     * Reads a header.
     *
     * @param most the most bytes the whole file can have
     */
    static NpyHeader read(CheckedInput in, long most) {
        byte[] start = in.bytes(8, "8 bytes: \\x93NUMPY and a version");
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || start[6] < 1 || start[6] > 3) {
            throw in.broken(Arrays.toString(start));
        }
        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] length = in.bytes(lengthBytes, lengthBytes + " bytes: the header's length");
        int size = ByteBuffer.wrap(Arrays.copyOf(length, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (size < 0 || size > Math.min(most, MOST_TEXT)) {
            throw in.broken("a length of " + Integer.toUnsignedString(size));
        }
        String text = new String(in.bytes(size, size + " bytes: the header's text"), ISO_8859_1);
        return parse(in, text, most);
    }

    private static NpyHeader parse(CheckedInput in, String text, long most) {
        Matcher descr = DESCR.matcher(text);
        Matcher columnMajor = COLUMN_MAJOR.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        in.expect("a dictionary of 'descr' (bool, integers, floats or <U strings), 'fortran_order' and 'shape'");
        if (!descr.find() || !columnMajor.find() || !shape.find()) {
            throw in.broken(text.strip());
        }
        boolean strings = descr.group(2).equals("U") && descr.group(3).length() < 9;
        DType dtype = strings ? DType.STRING : TYPES.get(descr.group(2) + descr.group(3));
        if (dtype == null || (strings && descr.group(3).isEmpty())) {
            throw in.broken(text.strip());
        }
        int width = strings ? 4 * Integer.parseInt(descr.group(3)) : dtype.bytes();
        long[] sizes = DIGITS.matcher(shape.group(1))
                .results()
                .mapToLong(size -> size.group().length() > 18 ? Long.MAX_VALUE : Long.parseLong(size.group()))
                .toArray();
        ByteOrder order = descr.group(1).equals(">")
                ? ByteOrder.BIG_ENDIAN
                : descr.group(1).equals("=") ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
        // A string of no characters takes no byte in the file but a reference here: count at least one.
        Shape checked = in.shape(sizes, dtype, width, most - in.position());
        if (width == 0 && checked.elements() > most) {
            throw in.broken(text.strip());
        }
        return new NpyHeader(dtype, width, order, columnMajor.group(1).equals("True"), checked);
    }

    /** The header for writing {@code array}, little-endian. */
    static NpyHeader of(NdArray array) {
        int width = array.dtype().bytes();
        if (array.dtype() == DType.BFLOAT16) {
            throw new IllegalArgumentException("NumPy has no bfloat16; cast(DType.FLOAT32) the array first");
        }
        if (array.storage() instanceof String[] strings) {
            width = 4
                    * Arrays.stream(strings)
                            .mapToInt(s -> s.codePointCount(0, s.length()))
                            .max()
                            .orElse(0);
        }
        return new NpyHeader(array.dtype(), width, ByteOrder.LITTLE_ENDIAN, false, array.shape());
    }

    private String descr() {
        if (dtype == DType.STRING) {
            return "<U" + width / 4;
        }
        String code = TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == dtype)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        return (width == 1 ? "|" : "<") + code;
    }

    /** The bytes of this header in version 1.0, padded as NumPy does to a multiple of 64. */
    byte[] encode() {
        String sizes = Arrays.stream(shape.sizes())
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", ", "(", shape.rank() == 1 ? ",)" : ")"));
        String text = "{'descr': '" + descr() + "', 'fortran_order': False, 'shape': " + sizes + ", }";
        int unpadded = MAGIC.length + 4 + text.length() + 1;
        int padding = (64 - unpadded % 64) % 64;
        ByteBuffer bytes = ByteBuffer.allocate(unpadded + padding).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (text.length() + padding + 1));
        return bytes.put((text + " ".repeat(padding) + "\n").getBytes(ISO_8859_1))
                .array();
    }
}
