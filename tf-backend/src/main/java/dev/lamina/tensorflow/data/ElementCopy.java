package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import org.jspecify.annotations.Nullable;

/** Copies elements from one array to another, where wanted in another type and scale. */
@FunctionalInterface
interface ElementCopy {
    /**
     * Copies {@code count} elements from position {@code at} of {@code from} to position {@code to} of {@code target}.
     */
    void copy(NdArray from, int at, NdArray target, int to, int count);

    /**
     * A change of type and scale: {@code x * factor + offset}, computed in float64.
     *
     * @param dtype float32, float64, int32 or int64
     */
    record Linear(DType dtype, double factor, double offset) {
        private float convert(double value) {
            return (float) (value * factor + offset);
        }
    }

    /** The fastest way to copy from arrays like {@code source}. */
    static ElementCopy of(NdArray source, @Nullable Linear linear) {
        if (linear == null) {
            return (from, at, target, to, count) -> System.arraycopy(from.storage(), at, target.storage(), to, count);
        }
        if (linear.dtype() == DType.FLOAT32) {
            return source.dtype() == DType.UINT8 ? table(linear) : floats(linear);
        }
        return general(linear);
    }

    /** A byte has 256 values: their floats are computed once. */
    private static ElementCopy table(Linear linear) {
        float[] table = new float[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = linear.convert(i);
        }
        return (from, at, target, to, count) -> {
            byte[] bytes = (byte[]) from.storage();
            float[] floats = (float[]) target.storage();
            for (int i = 0; i < count; i++) {
                floats[to + i] = table[bytes[at + i] & 0xff];
            }
        };
    }

    private static ElementCopy floats(Linear linear) {
        return (from, at, target, to, count) -> {
            float[] floats = (float[]) target.storage();
            for (int i = 0; i < count; i++) {
                floats[to + i] = linear.convert(from.getDouble(at + i));
            }
        };
    }

    private static ElementCopy general(Linear linear) {
        return (from, at, target, to, count) -> {
            for (int i = 0; i < count; i++) {
                double value = from.getDouble(at + i) * linear.factor() + linear.offset();
                switch (linear.dtype()) {
                    case FLOAT64 -> ((double[]) target.storage())[to + i] = value;
                    case INT32 -> ((int[]) target.storage())[to + i] = (int) value;
                    default -> ((long[]) target.storage())[to + i] = (long) value;
                }
            }
        };
    }
}
