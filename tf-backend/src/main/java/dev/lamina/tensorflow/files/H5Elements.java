package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Moves an array's elements between the heap and a file's bytes, in pieces, so that there is never a second copy of them. */
final class H5Elements {
    private static final int PIECE = 1 << 16;

    private H5Elements() {}

    /** Writes the elements, little-endian. */
    static void write(NdArray array, OutputStream out) throws IOException {
        if (array.storage() instanceof byte[] bytes) {
            out.write(bytes);
            return;
        }
        int width = array.dtype().bytes();
        byte[] piece = new byte[Math.min(array.size(), PIECE) * width];
        ByteBuffer buffer = ByteBuffer.wrap(piece).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < array.size(); from += PIECE) {
            int count = Math.min(PIECE, array.size() - from);
            put(array.storage(), from, count, buffer);
            out.write(piece, 0, count * width);
        }
    }

    private static void put(Object storage, int from, int count, ByteBuffer buffer) {
        if (storage instanceof float[] floats) {
            buffer.asFloatBuffer().put(floats, from, count);
        } else if (storage instanceof double[] doubles) {
            buffer.asDoubleBuffer().put(doubles, from, count);
        } else if (storage instanceof int[] ints) {
            buffer.asIntBuffer().put(ints, from, count);
        } else if (storage instanceof long[] longs) {
            buffer.asLongBuffer().put(longs, from, count);
        } else if (storage instanceof short[] shorts) {
            buffer.asShortBuffer().put(shorts, from, count);
        } else {
            throw new IllegalArgumentException(
                    "no numbers in " + storage.getClass().getSimpleName());
        }
    }

    /** An array of the elements that the buffer holds, in the buffer's byte order. */
    static NdArray read(DType type, Shape shape, ByteBuffer buffer) {
        NdArray array = NdArray.zeros(type, shape);
        Object storage = array.storage();
        if (storage instanceof float[] floats) {
            buffer.asFloatBuffer().get(floats);
        } else if (storage instanceof double[] doubles) {
            buffer.asDoubleBuffer().get(doubles);
        } else if (storage instanceof int[] ints) {
            buffer.asIntBuffer().get(ints);
        } else if (storage instanceof long[] longs) {
            buffer.asLongBuffer().get(longs);
        } else if (storage instanceof short[] shorts) {
            buffer.asShortBuffer().get(shorts);
        } else if (storage instanceof byte[] bytes) {
            buffer.get(bytes);
        } else {
            throw new IllegalArgumentException("no numbers in " + type.kerasName());
        }
        return array;
    }
}
