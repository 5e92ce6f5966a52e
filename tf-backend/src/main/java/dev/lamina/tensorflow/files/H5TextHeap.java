package dev.lamina.tensorflow.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts of a file's attributes, which HDF5 keeps apart from the attributes in collections that many share.
 *
 * <p>Source: HDF5 File Format Specification 3.0, section III.E.
 */
final class H5TextHeap {
    private static final int FULL_BYTES = 1 << 16;
    private static final int MIN_BYTES = 4096;
    private static final int HEADER_BYTES = 16;

    private static final class Collection {
        final H5Bytes content = new H5Bytes();
        final List<Integer> references = new ArrayList<>();
        int count;
    }

    private final List<Collection> collections = new ArrayList<>();

    /** Writes the 16 bytes that stand for a text in an attribute. */
    void reference(H5Bytes out, String text) {
        if (collections.isEmpty() || last().content.position() > FULL_BYTES) {
            collections.add(new Collection());
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Collection collection = last();
        collection
                .content
                .u16(++collection.count)
                .u16(0)
                .u32(0)
                .u64(bytes.length)
                .bytes(bytes)
                .align();
        out.u32(bytes.length);
        collection.references.add(out.position());
        out.u64(0).u32(collection.count);
    }

    /** Writes the collections and tells the references where they are. */
    void writeTo(H5Bytes out) {
        for (Collection collection : collections) {
            out.align();
            int address = out.position();
            byte[] content = collection.content.toArray();
            int size = Math.max(MIN_BYTES, content.length + 2 * HEADER_BYTES);
            int free = size - HEADER_BYTES - content.length;
            out.bytes(new byte[] {'G', 'C', 'O', 'L'}).u8(1, 0, 0, 0).u64(size).bytes(content);
            out.u64(0).u64(free).zeros(free - HEADER_BYTES);
            collection.references.forEach(at -> out.patch(at, address));
        }
    }

    private Collection last() {
        return collections.get(collections.size() - 1);
    }
}
