package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a tree as an HDF5 file laid out as h5py lays out Keras's (superblock 0, symbol tables, contiguous arrays) in one pass
 * from front to back: all that describes the arrays first, then the arrays themselves, encoded piece by piece from where they
 * are. So a file goes straight into an archive, takes no second copy of the weights, and its length is known beforehand.
 *
 * <p>See docs/adr/0003-writing-hdf5.md for why this is not jHDF's writer.
 */
final class H5Writer {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK_BYTES = 96;
    private static final int MAX_MESSAGE_BYTES = 65_528;

    private record Data(StoredArray array, int addressAt) {}

    private final H5Bytes out = new H5Bytes();
    private final H5TextHeap texts = new H5TextHeap();
    private final List<Data> data = new ArrayList<>();
    private final byte[] superblock;
    private final long length;

    H5Writer(H5Tree root) {
        out.zeros(SUPERBLOCK_BYTES);
        H5GroupIndex.Location location = group(root);
        texts.writeTo(out);
        out.align();
        length = placeData();
        superblock = superblock(location);
    }

    /** The bytes that {@link #writeTo} writes. */
    long length() {
        return length;
    }

    /** Writes the file; may be called again, for instance after a first time only to learn a checksum. */
    void writeTo(OutputStream stream) throws IOException {
        stream.write(superblock);
        byte[] description = out.toArray();
        stream.write(description, SUPERBLOCK_BYTES, description.length - SUPERBLOCK_BYTES);
        for (Data part : data) {
            H5Elements.write(part.array().read(), stream);
            stream.write(new byte[(int) (-bytes(part.array()) & 7)]);
        }
    }

    private static long bytes(StoredArray array) {
        return array.shape().elements() * array.dtype().bytes();
    }

    private byte[] superblock(H5GroupIndex.Location root) {
        H5Bytes block = new H5Bytes().bytes(H5Superblock.signature()).u8(0, 0, 0, 0, 0, 8, 8, 0);
        block.u16(H5GroupIndex.LEAF_K).u16(H5GroupIndex.INTERNAL_K).u32(0);
        block.u64(0).u64(UNDEFINED).u64(length).u64(UNDEFINED);
        H5GroupIndex.entry(block, 0, root.header(), root);
        return block.toArray();
    }

    private long placeData() {
        long address = out.position();
        for (Data part : data) {
            out.patch(part.addressAt(), bytes(part.array()) == 0 ? UNDEFINED : address);
            address += (bytes(part.array()) + 7) & -8;
        }
        return address;
    }

    private H5GroupIndex.Location group(H5Tree tree) {
        List<H5GroupIndex.Member> members = new ArrayList<>();
        for (Map.Entry<String, H5Tree> entry : tree.groups().entrySet()) {
            H5GroupIndex.Location location = group(entry.getValue());
            members.add(new H5GroupIndex.Member(entry.getKey(), location.header(), location));
        }
        for (Map.Entry<String, H5Tree.Dataset> entry : tree.datasets().entrySet()) {
            members.add(new H5GroupIndex.Member(entry.getKey(), dataset(entry.getValue()), null));
        }
        members.sort((a, b) -> H5Tree.BY_BYTES.compare(a.name(), b.name()));
        H5GroupIndex.Location index = H5GroupIndex.write(out, members);
        int header = beginHeader(1 + tree.attributes().size());
        int message = beginMessage(H5Messages.SYMBOL_TABLE);
        out.u64(index.tree()).u64(index.heap());
        endMessage(message);
        endHeader(header, tree.attributes());
        return new H5GroupIndex.Location(header, index.tree(), index.heap());
    }

    private long dataset(H5Tree.Dataset dataset) {
        StoredArray array = dataset.array();
        int header = beginHeader(4 + dataset.attributes().size());
        message(H5Messages.DATASPACE, H5Messages.dataspace(array.shape()));
        message(H5Messages.DATATYPE, H5Messages.datatype(array.dtype()));
        message(H5Messages.FILL_VALUE, H5Messages.fillValue());
        int message = beginMessage(H5Messages.LAYOUT);
        out.u8(3, 1); // version 3, contiguous
        data.add(new Data(array, out.position()));
        out.u64(UNDEFINED).u64(bytes(array));
        endMessage(message);
        endHeader(header, dataset.attributes());
        return header;
    }

    private int beginHeader(int messages) {
        out.align();
        int address = out.position();
        out.u8(1, 0).u16(messages).u32(1).u64(0); // the size is filled in at the end
        return address;
    }

    private void endHeader(int address, Map<String, H5Tree.Attribute> attributes) {
        attributes.forEach(this::attribute);
        out.patch(address + 8, out.position() - address - 16);
    }

    private void message(int type, byte[] content) {
        int start = beginMessage(type);
        out.bytes(content);
        endMessage(start);
    }

    private int beginMessage(int type) {
        int start = out.position();
        out.u64(type); // the size is filled in at the end
        return start;
    }

    private void endMessage(int start) {
        out.align();
        int size = out.position() - start - 8;
        if (size > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "an attribute takes " + size + " bytes, more than an HDF5 object header has room for");
        }
        out.patchSize(start + 2, size);
    }

    private void attribute(String name, H5Tree.Attribute value) {
        int start = beginMessage(H5Messages.ATTRIBUTE);
        if (!value.scalar() && value.values().isEmpty()) {
            // NumPy's empty list is one of numbers, so this is what Keras's files hold for no names.
            H5Messages.attribute(out, name, H5Messages.datatype(DType.FLOAT64), H5Messages.dataspace(Shape.of(0)));
        } else {
            Shape shape =
                    value.scalar() ? Shape.scalar() : Shape.of(value.values().size());
            H5Messages.attribute(out, name, H5Messages.variableText(), H5Messages.dataspace(shape));
            value.values().forEach(text -> texts.reference(out, text));
        }
        endMessage(start);
    }
}
