package dev.lamina.tensorflow.files;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;

/** A part of a file, such as a member of an archive, read where it lies. It does not own the file's channel. */
final class FileSlice {
    /** Smaller slices are read at once, which is quicker than mapping them. */
    private static final int SMALL_BYTES = 1 << 20;

    private final FileChannel channel;
    private final long offset;
    private final long length;
    private final boolean lasting;
    private final NavigableMap<Long, Byte> overlay = new TreeMap<>();

    FileSlice(FileChannel channel, long offset, long length) {
        this(channel, offset, length, false);
    }

    private FileSlice(FileChannel channel, long offset, long length, boolean lasting) {
        this.channel = channel;
        this.offset = offset;
        this.length = length;
        this.lasting = lasting;
    }

    static FileSlice whole(FileChannel channel) throws IOException {
        return new FileSlice(channel, 0, channel.size());
    }

    /** The same slice of a channel that stays open for as long as anything read from it is used. */
    FileSlice lasting() {
        return new FileSlice(channel, offset, length, true);
    }

    /** Whether its bytes may be read later. */
    boolean isLasting() {
        return lasting;
    }

    long length() {
        return length;
    }

    /** A part of this, which must lie within it. */
    FileSlice part(long at, long count) {
        return new FileSlice(channel, offset + Objects.checkFromIndexSize(at, count, length), count, lasting);
    }

    /** A copy of some bytes, little-endian. */
    ByteBuffer read(long at, int count) throws IOException {
        if (at < 0 || count < 0 || at > length - count) {
            throw new EOFException(count + " bytes at " + at + " are expected; there are " + length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + at + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    /**
     * All bytes. They are mapped, which takes no memory, where that does no harm: Windows cannot replace a file as long as it is
     * mapped. A mapped buffer is read-only.
     */
    ByteBuffer readAll() throws IOException {
        boolean windows = File.separatorChar == '\\';
        return length <= SMALL_BYTES || windows
                ? read(0, Math.toIntExact(length))
                : channel.map(MapMode.READ_ONLY, offset, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Makes {@link #seekable} give another byte than the file has. */
    void overlay(long position, byte value) {
        overlay.put(position, value);
    }

    /** All bytes as a stream. */
    InputStream stream() {
        return Channels.newInputStream(seekable());
    }

    /** The slice as a channel of its own, read-only. */
    SeekableByteChannel seekable() {
        return new Seekable();
    }

    private final class Seekable implements SeekableByteChannel {
        private long position;
        private boolean open = true;

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (!open) {
                throw new ClosedChannelException();
            }
            if (position >= length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), length - position);
            ByteBuffer part = target.slice(target.position(), count);
            int read = channel.read(part, offset + position);
            if (read > 0) {
                int start = target.position();
                overlay.subMap(position, position + read)
                        .forEach((at, value) -> target.put(start + (int) (at - position), value));
                target.position(target.position() + read);
                position += read;
            }
            return read;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            if (newPosition < 0) {
                throw new IllegalArgumentException("position " + newPosition);
            }
            position = newPosition;
            return this;
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
