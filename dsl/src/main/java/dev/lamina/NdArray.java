package dev.lamina;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of numbers in the Java heap: what goes into a model, comes out of it, and lies in weight files. The elements lie
 * in row-major order in one primitive array, so that a batch is one copy away from native memory.
 *
 * <p>Storage: {@code float[]} for float32, {@code double[]} for float64, {@code int[]} for int32, {@code long[]} for int64,
 * {@code byte[]} for uint8, int8 and bool (0 or 1), {@code short[]} for the 16-bit types (raw bits for the floating ones),
 * {@code String[]} for strings.
 */
public final class NdArray {
    private final DType dtype;
    private final Shape shape;
    private final Object storage;

    private NdArray(DType dtype, Shape shape, Object storage) {
        this.dtype = dtype;
        this.shape = shape;
        this.storage = storage;
        if (!shape.isKnown() || shape.elements() != Array.getLength(storage)) {
            throw new IllegalArgumentException(
                    "shape " + shape + " does not hold " + Array.getLength(storage) + " elements");
        }
    }

    /** A float32 array over {@code values}, which is not copied. */
    public static NdArray of(float[] values, int... shape) {
        return new NdArray(DType.FLOAT32, Shape.of(shape), values);
    }

    /** An int32 array over {@code values}, which is not copied. */
    public static NdArray of(int[] values, int... shape) {
        return new NdArray(DType.INT32, Shape.of(shape), values);
    }

    /** An int64 array over {@code values}, which is not copied. */
    public static NdArray of(long[] values, int... shape) {
        return new NdArray(DType.INT64, Shape.of(shape), values);
    }

    /** A float64 array over {@code values}, which is not copied. */
    public static NdArray of(double[] values, int... shape) {
        return new NdArray(DType.FLOAT64, Shape.of(shape), values);
    }

    /** A uint8 array over {@code values}, which is not copied. */
    public static NdArray of(byte[] values, int... shape) {
        return new NdArray(DType.UINT8, Shape.of(shape), values);
    }

    /**
     * An array of strings over {@code values}, which is not copied.
     *
     * @throws IllegalArgumentException if one of them is null
     */
    public static NdArray of(String[] values, int... shape) {
        return wrap(DType.STRING, Shape.of(shape), values);
    }

    /**
     * An array of any type over its storage (see the class comment), which is not copied.
     *
     * @throws IllegalArgumentException if the storage is not of the type's kind or not of the shape's size
     */
    public static NdArray wrap(DType dtype, Shape shape, Object storage) {
        Class<?> expected = storageType(dtype).arrayType();
        if (!expected.isInstance(storage)) {
            throw new IllegalArgumentException(dtype.kerasName() + " is stored in " + expected.getSimpleName()
                    + ", not in " + storage.getClass().getSimpleName());
        }
        if (storage instanceof String[] strings && Arrays.asList(strings).contains(null)) {
            throw new IllegalArgumentException(
                    "element " + Arrays.asList(strings).indexOf(null) + " of the strings is null");
        }
        return new NdArray(dtype, shape, storage);
    }

    /** An array of zeros (empty strings for strings). */
    public static NdArray zeros(DType dtype, Shape shape) {
        Object storage = Array.newInstance(storageType(dtype), Math.toIntExact(shape.elements()));
        if (storage instanceof String[] strings) {
            Arrays.fill(strings, "");
        }
        return new NdArray(dtype, shape, storage);
    }

    private static Class<?> storageType(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> float.class;
            case FLOAT64 -> double.class;
            case INT32, UINT32 -> int.class;
            case INT64, UINT64 -> long.class;
            case UINT8, INT8, BOOL -> byte.class;
            case INT16, UINT16, FLOAT16, BFLOAT16 -> short.class;
            case STRING -> String.class;
        };
    }

    public DType dtype() {
        return dtype;
    }

    public Shape shape() {
        return shape;
    }

    /** The number of elements. */
    public int size() {
        return Array.getLength(storage);
    }

    /** The primitive array itself (see the class comment), not a copy: for code that moves data in bulk. */
    public Object storage() {
        return storage;
    }

    /** The element at a row-major position, as a double. */
    public double getDouble(int position) {
        return switch (dtype) {
            case FLOAT32 -> ((float[]) storage)[position];
            case FLOAT64 -> ((double[]) storage)[position];
            case INT32 -> ((int[]) storage)[position];
            case UINT32 -> Integer.toUnsignedLong(((int[]) storage)[position]);
            case INT64, UINT64 -> ((long[]) storage)[position];
            case UINT8 -> Byte.toUnsignedInt(((byte[]) storage)[position]);
            case INT8, BOOL -> ((byte[]) storage)[position];
            case INT16 -> ((short[]) storage)[position];
            case UINT16 -> Short.toUnsignedInt(((short[]) storage)[position]);
            case BFLOAT16 -> Float.intBitsToFloat(((short[]) storage)[position] << 16);
            case FLOAT16 -> halfToFloat(((short[]) storage)[position]);
            case STRING -> throw new IllegalStateException("an array of strings has no numbers");
        };
    }

    /** The value of an array of one element, as a double. */
    public double scalar() {
        if (size() != 1) {
            throw new IllegalStateException("expected one element; the array has shape " + shape);
        }
        return getDouble(0);
    }

    /** The elements as floats; the storage itself where the type is float32. */
    public float[] floats() {
        if (storage instanceof float[] floats) {
            return floats;
        }
        float[] result = new float[size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) getDouble(i);
        }
        return result;
    }

    /**
     * The elements of an array of strings, not a copy.
     *
     * @throws IllegalStateException if this is an array of numbers
     */
    public String[] strings() {
        if (storage instanceof String[] strings) {
            return strings;
        }
        throw new IllegalStateException("an array of " + dtype.kerasName() + " has no strings");
    }

    /** The elements as ints, rounded towards zero; the storage itself where the type is int32. */
    public int[] ints() {
        if (dtype == DType.INT32) {
            return (int[]) storage;
        }
        int[] result = new int[size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = storage instanceof long[] longs ? Math.toIntExact(longs[i]) : (int) getDouble(i);
        }
        return result;
    }

    /** The same elements, not copied, in another shape of the same size. */
    public NdArray reshape(int... sizes) {
        return new NdArray(dtype, Shape.of(sizes), storage);
    }

    /** A copy of the rows {@code from} (included) to {@code to} (excluded) of the first axis. */
    public NdArray rows(int from, int to) {
        Objects.checkFromToIndex(from, to, shape.size(0));
        int row = shape.size(0) == 0 ? 0 : size() / shape.size(0);
        Object part = Array.newInstance(storageType(dtype), (to - from) * row);
        System.arraycopy(storage, from * row, part, 0, (to - from) * row);
        return new NdArray(dtype, shape.withSize(0, to - from), part);
    }

    /** The same numbers in another numeric type; this array where it has that type. */
    public NdArray cast(DType target) {
        if (target == dtype) {
            return this;
        }
        NdArray result = zeros(target, shape);
        for (int i = 0; i < size(); i++) {
            result.set(i, storage instanceof long[] longs && target == DType.INT32 ? (int) longs[i] : getDouble(i));
        }
        return result;
    }

    private void set(int position, double value) {
        switch (dtype) {
            case FLOAT32 -> ((float[]) storage)[position] = (float) value;
            case FLOAT64 -> ((double[]) storage)[position] = value;
            case INT32, UINT32 -> ((int[]) storage)[position] = (int) (long) value;
            case INT64, UINT64 -> ((long[]) storage)[position] = (long) value;
            case BOOL -> ((byte[]) storage)[position] = (byte) (value != 0 ? 1 : 0);
            case UINT8, INT8 -> ((byte[]) storage)[position] = (byte) (long) value;
            case INT16, UINT16 -> ((short[]) storage)[position] = (short) (long) value;
            case BFLOAT16 -> ((short[]) storage)[position] = floatToBfloat16((float) value);
            case FLOAT16 -> ((short[]) storage)[position] = floatToHalf((float) value);
            case STRING -> throw new IllegalArgumentException("cannot convert numbers to " + dtype.kerasName());
        }
    }

    /** Rounds to nearest, ties to even, as TensorFlow does. */
    private static short floatToBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        return Float.isNaN(value) ? (short) 0x7fc0 : (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }

    /** Rounds to nearest, ties to even; what is too large becomes infinite. */
    private static short floatToHalf(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return 0x7e00;
        }
        if (magnitude >= 65520) {
            return (short) (sign | 0x7c00);
        }
        int exponent = Math.max(Math.getExponent(magnitude), -14);
        int steps = (int) Math.rint(magnitude * Math.pow(2, 10 - exponent));
        return (short) (sign | (((exponent + 14) << 10) + steps));
    }

    private static float halfToFloat(short half) {
        int exponent = (half >>> 10) & 0x1f;
        int mantissa = half & 0x3ff;
        float magnitude = exponent == 0
                ? mantissa * 0x1p-24f
                : exponent == 31
                        ? (mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                        : (1 + mantissa * 0x1p-10f) * (float) Math.pow(2, exponent - 15);
        return half < 0 ? -magnitude : magnitude;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NdArray array
                && dtype == array.dtype
                && shape.equals(array.shape)
                && Objects.deepEquals(storage, array.storage);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dtype, shape, size());
    }

    /** Type, shape and the first elements. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(dtype.kerasName() + shape + " [");
        for (int i = 0; i < Math.min(size(), 8); i++) {
            text.append(i == 0 ? "" : ", ").append(Array.get(storage, i));
        }
        return text.append(size() > 8 ? ", …]" : "]").toString();
    }
}
