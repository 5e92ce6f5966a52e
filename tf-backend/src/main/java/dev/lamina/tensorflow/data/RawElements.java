package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Moves numbers between primitive arrays and streams of bytes, in bulk: a piece of 64 KiB at a time, without boxing.
 */
final class RawElements {
    private static final int PIECE = 1 << 16;

    private RawElements() {}

    /** Fills the storage of {@code array} from {@code in}. */
    static void read(CheckedInput in, ByteOrder order, NdArray array) {
        int width = array.dtype().bytes();
        String expected =
                (long) array.size() * width + " bytes: " + array.dtype().kerasName() + " " + array.shape();
        in.begin(expected);
        Object storage = array.storage();
        if (storage instanceof byte[] bytes) {
            in.fill(bytes, bytes.length);
            return;
        }
        byte[] piece = new byte[(int) Math.min(PIECE, (long) array.size() * width)];
        for (int at = 0; at < array.size(); ) {
            int count = Math.min(PIECE / width, array.size() - at);
            in.fill(piece, count * width);
            get(ByteBuffer.wrap(piece).order(order), storage, at, count);
            at += count;
        }
    }

    /** Writes the elements of {@code array} to {@code out}. */
    static void write(NdArray array, ByteOrder order, OutputStream out) throws IOException {
        Object storage = array.storage();
        if (storage instanceof byte[] bytes) {
            out.write(bytes);
            return;
        }
        int width = array.dtype().bytes();
        byte[] piece = new byte[PIECE];
        for (int at = 0; at < array.size(); ) {
            int count = Math.min(PIECE / width, array.size() - at);
            put(ByteBuffer.wrap(piece).order(order), storage, at, count);
            out.write(piece, 0, count * width);
            at += count;
        }
    }

    private static void get(ByteBuffer from, Object storage, int at, int count) {
        if (storage instanceof float[] floats) {
            from.asFloatBuffer().get(floats, at, count);
        } else if (storage instanceof double[] doubles) {
            from.asDoubleBuffer().get(doubles, at, count);
        } else if (storage instanceof int[] ints) {
            from.asIntBuffer().get(ints, at, count);
        } else if (storage instanceof long[] longs) {
            from.asLongBuffer().get(longs, at, count);
        } else {
            from.asShortBuffer().get((short[]) storage, at, count);
        }
    }

    private static void put(ByteBuffer to, Object storage, int at, int count) {
        if (storage instanceof float[] floats) {
            to.asFloatBuffer().put(floats, at, count);
        } else if (storage instanceof double[] doubles) {
            to.asDoubleBuffer().put(doubles, at, count);
        } else if (storage instanceof int[] ints) {
            to.asIntBuffer().put(ints, at, count);
        } else if (storage instanceof long[] longs) {
            to.asLongBuffer().put(longs, at, count);
        } else {
            to.asShortBuffer().put((short[]) storage, at, count);
        }
    }

    /**
     * The same elements in row-major order, where {@code array}'s storage holds them in column-major (Fortran) order.
     */
    static NdArray fromColumnMajor(NdArray array) {
        int[] sizes = array.shape().sizes();
        NdArray result = NdArray.zeros(array.dtype(), array.shape());
        int[] strides = new int[sizes.length];
        for (int axis = 0, stride = 1; axis < sizes.length; stride *= sizes[axis], axis++) {
            strides[axis] = stride;
        }
        int[] index = new int[sizes.length];
        int from = 0;
        for (int to = 0; to < Array.getLength(result.storage()); to++) {
            // One element a time, whatever its type: such files are rare, and this is still a hundred million per
            // second.
            System.arraycopy(array.storage(), from, result.storage(), to, 1);
            for (int axis = sizes.length - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < sizes[axis]) {
                    break;
                }
                from -= strides[axis] * sizes[axis];
                index[axis] = 0;
            }
        }
        return result;
    }
}
