package dev.lamina.tensorflow.files;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Checks the B-trees of groups before jHDF follows them. It follows every address it reads, so that a tree with a loop, or one
 * whose nodes share their children, would keep it busy until the stack or the day ends.
 *
 * <p>It also makes bfloat16 arrays readable. They have elements of no type and no tag, which jHDF 0.13 fails on, so jHDF is shown
 * a text of two bytes in place of that type; the elements are the same.
 */
final class H5Index {
    private static final int TREE = 0x45455254; // the bytes TREE
    private static final int HEADER_BYTES = 24;
    private static final int NODE = 0x444f4e53; // the bytes SNOD
    private static final int NODE_HEADER_BYTES = 8;
    private static final int ENTRY_BYTES = 40;
    private static final int SOFT_LINK = 2;
    private static final int OPAQUE_CLASS = 5;
    private static final int TEXT_CLASS = 3;

    /** Shows jHDF another byte than the file has. */
    interface Overlay {
        void put(long address, byte value);
    }

    private final HdfBackingStorage storage;
    private final Overlay overlay;
    private final H5Headers headers;
    private final Set<Long> seen = new HashSet<>();

    H5Index(HdfBackingStorage storage, Overlay overlay) {
        this.storage = storage;
        this.overlay = overlay;
        this.headers = new H5Headers(storage, this::showOpaqueAsText);
    }

    /** Checks the index of the group whose header is at an address. */
    void check(long header) throws H5Superblock.Defect {
        headers.check(header);
        ObjectHeader group = ObjectHeader.readObjectHeader(storage, header);
        for (SymbolTableMessage message : group.getMessagesOfType(SymbolTableMessage.class)) {
            node(message.getBTreeAddress(), -1);
        }
    }

    private void node(long address, int expectedLevel) throws H5Superblock.Defect {
        ByteBuffer head = bytes(address, HEADER_BYTES);
        int level = Byte.toUnsignedInt(head.get(5));
        boolean wrongLevel = expectedLevel >= 0 && level != expectedLevel;
        if (head.getInt(0) != TREE || head.get(4) != 0 || wrongLevel || !seen.add(address)) {
            throw damaged();
        }
        int children = Short.toUnsignedInt(head.getShort(6));
        ByteBuffer keys = bytes(address + HEADER_BYTES, children * 16 + 8);
        for (int i = 0; i < children; i++) {
            long child = keys.getLong(8 + 16 * i);
            if (level > 0) {
                node(child, level - 1);
            } else {
                members(child);
            }
        }
    }

    private void members(long address) throws H5Superblock.Defect {
        ByteBuffer head = bytes(address, NODE_HEADER_BYTES);
        if (head.getInt(0) != NODE || !seen.add(address)) {
            throw damaged();
        }
        int count = Short.toUnsignedInt(head.getShort(6));
        ByteBuffer entries = bytes(address + NODE_HEADER_BYTES, count * ENTRY_BYTES);
        for (int i = 0; i < count; i++) {
            boolean link = entries.getInt(i * ENTRY_BYTES + 16) == SOFT_LINK;
            if (!link) {
                headers.check(entries.getLong(i * ENTRY_BYTES + 8));
            }
        }
    }

    private void showOpaqueAsText(int message, long at, ByteBuffer body) {
        if (message != H5Messages.DATATYPE || body.limit() < 8) {
            return;
        }
        int type = body.getInt(0); // a version and a class in four bits each, then the length of the tag
        if ((type & 0x0f) == OPAQUE_CLASS && type >>> 8 == 0 && body.getInt(4) == 2) {
            overlay.put(at, (byte) ((type & 0xf0) | TEXT_CLASS));
        }
    }

    private ByteBuffer bytes(long address, int count) throws H5Superblock.Defect {
        if (address < 0 || address > storage.size() - count) {
            throw damaged();
        }
        return storage.readBufferFromAddress(address, count);
    }

    private static H5Superblock.Defect damaged() {
        return new H5Superblock.Defect("the index of its members is damaged", ModelFileException.DAMAGED);
    }
}
