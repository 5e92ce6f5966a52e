package dev.lamina.tensorflow.files;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian bytes that grow as they are written, with places that are filled in later. */
final class H5Bytes {
    private ByteBuffer buffer = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    int position() {
        return buffer.position();
    }

    H5Bytes u8(int... values) {
        room(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return this;
    }

    H5Bytes u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    H5Bytes u32(int value) {
        room(4).putInt(value);
        return this;
    }

    H5Bytes u64(long value) {
        room(8).putLong(value);
        return this;
    }

    /** Fills in eight bytes that were written before. */
    void patch(int position, long value) {
        buffer.putLong(position, value);
    }

    H5Bytes bytes(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    /** Fills in two bytes that were written before. */
    void patchSize(int position, int value) {
        buffer.putShort(position, (short) value);
    }

    /** A text's UTF-8 bytes and the NUL that ends it. */
    H5Bytes text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8)).u8(0);
    }

    H5Bytes zeros(int count) {
        return bytes(new byte[count]);
    }

    /** Zeros up to the next multiple of 8, where HDF5 lays almost everything. */
    H5Bytes align() {
        return zeros(-position() & 7);
    }

    byte[] toArray() {
        return Arrays.copyOf(buffer.array(), position());
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.capacity() * 2, Math.addExact(buffer.position(), bytes));
            buffer =
                    ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
        }
        return buffer;
    }
}
