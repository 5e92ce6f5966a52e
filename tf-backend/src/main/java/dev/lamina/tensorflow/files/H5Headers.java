package dev.lamina.tensorflow.files;

import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Walks through the headers of groups and arrays before jHDF does. What one header says may be read many times over: a header may go
 * on in the same place again and again, and the index of an array's chunks may share its parts, so that a few bytes would keep
 * a reader busy for years. Here all that is walked through is counted, and more than a few times the file's length is refused.
 *
 * <p>Where a file has HDF5's newest layout, which Keras does not write, some thousand members of a group are the most.
 *
 * <p>Source: HDF5 File Format Specification 3.0, sections III.A.1 and IV.A.
 */
final class H5Headers {
    private static final int LINK_INFO = 0x02;
    private static final int LINK = 0x06;
    private static final int CONTINUATION = 0x10;
    private static final int ATTRIBUTE_INFO = 0x15;

    private static final int SIGNATURE_V2 = 0x5244484f; // the bytes OHDR
    private static final int TREE = 0x45455254; // the bytes TREE
    private static final int SHARED = 2;
    private static final int CHUNKED = 2;
    private static final int TREE_HEADER_BYTES = 24;
    private static final int TREE_V2 = 5;
    private static final int TREE_SETTINGS_BYTES = 6;
    private static final int LARGEST_NODE = 2048;

    // Where the header of a heap says these.
    private static final int HEAP_LARGE_OBJECTS = 22;
    private static final int HEAP_FIRST_BLOCK = 112;
    private static final int HEAP_LARGEST_BLOCK = 120;
    private static final int HEAP_ROWS = 140;
    private static final int HEAP_HEADER_BYTES = 142;

    private static final long UNDEFINED = -1;
    private static final long TIMES = 8;
    private static final long AT_LEAST = 1 << 16;

    /** What is done with a message of a header of the first version. */
    interface Use {
        void message(int type, long at, ByteBuffer body);
    }

    private record Block(long address, long length) {}

    private final HdfBackingStorage storage;
    private final Use use;
    private final long most;
    private long walked;

    H5Headers(HdfBackingStorage storage, Use use) {
        this.storage = storage;
        this.use = use;
        this.most = TIMES * storage.size() + AT_LEAST;
    }

    /** Checks the header at an address. */
    void check(long address) throws H5Superblock.Defect {
        ByteBuffer start = bytes(address, 16);
        if (start.getInt(0) == SIGNATURE_V2) {
            checkV2(address, start);
        } else {
            blocks(new Block(address + 16, Integer.toUnsignedLong(start.getInt(8))), 8, 0, 0);
        }
    }

    private void checkV2(long address, ByteBuffer start) throws H5Superblock.Defect {
        int flags = start.get(5);
        int before = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int lengthBytes = 1 << (flags & 3);
        long length = little(bytes(address + before, lengthBytes), 0, lengthBytes);
        blocks(new Block(address + before + lengthBytes, length), (flags & 4) != 0 ? 6 : 4, 4, 4);
    }

    /** Goes through the messages of a block and of those in which it goes on. */
    private void blocks(Block first, int headBytes, int signature, int checksum) throws H5Superblock.Defect {
        Deque<Block> open = new ArrayDeque<>();
        open.add(first);
        while (!open.isEmpty()) {
            Block block = open.remove();
            ByteBuffer messages = bytes(block.address(), block.length());
            int at = block.equals(first) ? 0 : signature;
            int end = messages.limit() - (block.equals(first) ? 0 : checksum);
            while (at + headBytes <= end) {
                boolean old = headBytes == 8;
                int type = old ? Short.toUnsignedInt(messages.getShort(at)) : Byte.toUnsignedInt(messages.get(at));
                int size = Short.toUnsignedInt(messages.getShort(at + (old ? 2 : 1)));
                int flags = messages.get(at + (old ? 4 : 3));
                int body = at + headBytes;
                if (body + size > end) {
                    break; // jHDF says what is wrong with it
                }
                if ((flags & SHARED) == 0) {
                    message(type, messages.slice(body, size).order(ByteOrder.LITTLE_ENDIAN), open);
                    if (old) {
                        use.message(
                                type,
                                block.address() + body,
                                messages.slice(body, size).order(ByteOrder.LITTLE_ENDIAN));
                    }
                }
                at = body + size;
            }
        }
    }

    private void message(int type, ByteBuffer body, Deque<Block> open) throws H5Superblock.Defect {
        try {
            switch (type) {
                case CONTINUATION -> open.add(new Block(body.getLong(0), body.getLong(8)));
                case LINK_INFO -> indexed(body, 2 + ((body.get(1) & 1) != 0 ? 8 : 0));
                case ATTRIBUTE_INFO -> indexed(body, 2 + ((body.get(1) & 1) != 0 ? 2 : 0));
                case LINK -> link(body);
                case H5Messages.LAYOUT -> layout(body);
                default -> {}
            }
        } catch (IndexOutOfBoundsException e) {
            throw damaged("the header ends too early");
        }
    }

    /** Many members or attributes: they lie in a heap, and their names in a tree beside it. */
    private void indexed(ByteBuffer body, int at) throws H5Superblock.Defect {
        if (body.getLong(at) == UNDEFINED) {
            return;
        }
        ByteBuffer heap = bytes(body.getLong(at), HEAP_HEADER_BYTES);
        int plainRows = Long.numberOfTrailingZeros(heap.getLong(HEAP_LARGEST_BLOCK))
                - Long.numberOfTrailingZeros(heap.getLong(HEAP_FIRST_BLOCK))
                + 2;
        if (Short.toUnsignedInt(heap.getShort(HEAP_ROWS)) > plainRows) {
            throw tooMany();
        }
        tree(heap.getLong(HEAP_LARGE_OBJECTS));
        tree(body.getLong(at + 8));
    }

    /** A tree whose nodes share their children could be endless, so that only low ones are read. */
    private void tree(long address) throws H5Superblock.Defect {
        if (address != UNDEFINED) {
            ByteBuffer head = bytes(address, TREE_HEADER_BYTES);
            if (head.getInt(6) > LARGEST_NODE || head.getInt(6) < 0 || Short.toUnsignedInt(head.getShort(12)) > 1) {
                throw tooMany();
            }
        }
    }

    private static H5Superblock.Defect tooMany() {
        return new H5Superblock.Defect(
                "it has more members or attributes than are read in the newest layout of HDF5",
                "writing it with h5py and libver=\"earliest\", as Keras does");
    }

    /** A member that is not a link to somewhere else is checked as well. */
    private void link(ByteBuffer body) throws H5Superblock.Defect {
        int flags = body.get(1);
        boolean typed = (flags & 8) != 0;
        int at = 2 + (typed ? 1 : 0) + ((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0);
        int lengthBytes = 1 << (flags & 3);
        long name = little(body, at, lengthBytes);
        if ((!typed || body.get(2) == 0) && name >= 0 && name < body.limit()) {
            check(body.getLong(at + lengthBytes + (int) name));
        }
    }

    private void layout(ByteBuffer body) throws H5Superblock.Defect {
        int version = body.get(0);
        if (version == 3 && body.get(1) == CHUNKED) {
            chunks(body.getLong(3), Byte.toUnsignedInt(body.get(2)), -1);
        } else if (version < 3 && body.get(2) == CHUNKED) {
            chunks(body.getLong(8), Byte.toUnsignedInt(body.get(1)), -1);
        } else if (version == 4 && body.get(1) == CHUNKED) {
            int index = body.get(5 + Byte.toUnsignedInt(body.get(3)) * body.get(4));
            if (index == TREE_V2) {
                tree(body.getLong(6 + Byte.toUnsignedInt(body.get(3)) * body.get(4) + TREE_SETTINGS_BYTES));
            }
        }
    }

    /** The index of an array's chunks, a tree whose level tells how deep it is. */
    private void chunks(long address, int axes, int expectedLevel) throws H5Superblock.Defect {
        if (address == UNDEFINED) {
            return; // nothing was written
        }
        ByteBuffer head = bytes(address, TREE_HEADER_BYTES);
        int level = Byte.toUnsignedInt(head.get(5));
        if (head.getInt(0) != TREE || head.get(4) != 1 || (expectedLevel >= 0 && level != expectedLevel)) {
            throw damaged("the index of its chunks is damaged");
        }
        int children = Short.toUnsignedInt(head.getShort(6));
        int key = 8 + 8 * axes;
        ByteBuffer entries = bytes(address + TREE_HEADER_BYTES, (long) children * (key + 8));
        for (int i = 0; level > 0 && i < children; i++) {
            chunks(entries.getLong(i * (key + 8) + key), axes, level - 1);
        }
    }

    private static long little(ByteBuffer bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedInt(bytes.get(at + i));
        }
        return value;
    }

    private ByteBuffer bytes(long address, long count) throws H5Superblock.Defect {
        if (address < 0 || count < 0 || count > Integer.MAX_VALUE || address > storage.size() - count) {
            throw damaged("a header points outside the file");
        }
        walked += count;
        if (walked > most) {
            throw damaged("its headers go on in the same places again and again");
        }
        return storage.readBufferFromAddress(address, (int) count).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static H5Superblock.Defect damaged(String problem) {
        return new H5Superblock.Defect(problem, ModelFileException.DAMAGED);
    }
}
