package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.Shape;

/**
 * The messages of HDF5 object headers, byte for byte as the HDF5 library that Keras uses writes them by default.
 *
 * <p>Source: HDF5 File Format Specification 3.0, section IV.A.2.
 */
final class H5Messages {
    static final int DATASPACE = 0x01;
    static final int DATATYPE = 0x03;
    static final int FILL_VALUE = 0x05;
    static final int LAYOUT = 0x08;
    static final int ATTRIBUTE = 0x0c;
    static final int SYMBOL_TABLE = 0x11;

    private static final int OPAQUE = 0x15;
    private static final int ENUM = 0x18;
    private static final int VARIABLE_LENGTH = 0x19;

    private H5Messages() {}

    static byte[] dataspace(Shape shape) {
        H5Bytes out = new H5Bytes().u8(1, shape.rank(), 0, 0).u32(0);
        for (int size : shape.sizes()) {
            out.u64(size);
        }
        return out.toArray();
    }

    /** The type of an array's elements; what HDF5 does not know is written as h5py writes NumPy's types. */
    static byte[] datatype(DType type) {
        return switch (type) {
            case FLOAT16 -> floating(2, 15, 10, 5, 15);
            case FLOAT32 -> floating(4, 31, 23, 8, 127);
            case FLOAT64 -> floating(8, 63, 52, 11, 1023);
            case BFLOAT16 -> new H5Bytes().u8(OPAQUE, 0, 0, 0).u32(2).toArray();
            case BOOL -> bool();
            case STRING -> throw new IllegalArgumentException("arrays of strings are not written to HDF5 files");
            default -> fixed(type.bytes(), type.kerasName().startsWith("int"));
        };
    }

    private static byte[] floating(int bytes, int sign, int mantissa, int exponent, int bias) {
        return new H5Bytes()
                .u8(0x11, 0x20, sign, 0)
                .u32(bytes)
                .u16(0)
                .u16(bytes * 8)
                .u8(mantissa, exponent, 0, mantissa)
                .u32(bias)
                .toArray();
    }

    private static byte[] fixed(int bytes, boolean signed) {
        return new H5Bytes()
                .u8(0x10, signed ? 8 : 0, 0, 0)
                .u32(bytes)
                .u16(0)
                .u16(bytes * 8)
                .toArray();
    }

    private static byte[] bool() {
        return new H5Bytes()
                .u8(ENUM, 2, 0, 0)
                .u32(1)
                .bytes(fixed(1, true))
                .text("FALSE")
                .zeros(2)
                .text("TRUE")
                .zeros(3)
                .u8(0, 1)
                .toArray();
    }

    /** A text of any length, in UTF-8; the text itself lies in a global heap. */
    static byte[] variableText() {
        return new H5Bytes()
                .u8(VARIABLE_LENGTH, 1, 1, 0)
                .u32(16)
                .bytes(fixed(1, false))
                .toArray();
    }

    /** Space is taken late, and nothing is written where no value was: the library's defaults. */
    static byte[] fillValue() {
        return new H5Bytes().u8(2, 2, 2, 1).u32(0).toArray();
    }

    /** Writes an attribute up to its data, which follow. */
    static void attribute(H5Bytes out, String name, byte[] datatype, byte[] dataspace) {
        byte[] nul = new H5Bytes().text(name).toArray();
        out.u8(1, 0).u16(nul.length).u16(datatype.length).u16(dataspace.length);
        out.bytes(nul).align().bytes(datatype).align().bytes(dataspace).align();
    }
}
