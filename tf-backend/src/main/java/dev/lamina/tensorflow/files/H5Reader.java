package dev.lamina.tensorflow.files;

import io.jhdf.GlobalHeap;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.nio.FileChannelFromSeekableByteChannel;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads an HDF5 file into a tree, through jHDF. The file may be anything: what would cost time or memory out of proportion to
 * its length is refused before jHDF is asked for it, and whatever jHDF throws becomes a {@link ModelFileException} with the
 * place it was thrown at.
 *
 * <p>Refused are: links to other places or other files, a group or an array that has two names (so also every loop), groups
 * nested more than 64 deep, arrays outside the file, arrays that say they are larger than compression could make them.
 */
final class H5Reader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_TEXTS = 1 << 20;
    private static final int REFERENCE_BYTES = 16;

    private final Path file;
    private final String member;
    private final H5Index index;
    private final H5Arrays arrays;
    private final HdfBackingStorage storage;
    private final Set<Long> seen = new HashSet<>();
    private long textBytes;

    private H5Reader(Path file, String member, HdfFile hdf, FileSlice slice, H5Index.Overlay overlay) {
        this.file = file;
        this.member = member;
        this.storage = hdf.getHdfBackingStorage();
        this.index = new H5Index(storage, overlay);
        this.arrays = new H5Arrays(slice);
    }

    /**
     * Reads a file.
     *
     * @param file the name for errors
     * @param member the name for errors of the archive's member that this is, or ""
     * @throws ModelFileException if it is not an HDF5 file of groups, numbers and texts, or is damaged
     */
    static H5Tree read(Path file, String member, FileSlice slice) {
        return read(file, member, slice, Integer.MAX_VALUE);
    }

    /**
     * {@link #read(Path, String, FileSlice)} with the length up to which a file is read through one buffer, which jHDF cannot
     * leave. Longer ones are read through a channel; there a damaged length can cost as much memory as an array can have.
     */
    // An HdfFile holds nothing here but what the caller owns, so it is not closed.
    @SuppressWarnings({"MustBeClosedChecker", "try", "resource"})
    static H5Tree read(Path file, String member, FileSlice slice, int longestBuffer) {
        try {
            H5Superblock.check(slice);
            return slice.length() <= longestBuffer ? readBuffer(file, member, slice) : readChannel(file, member, slice);
        } catch (ReadOnlyBufferException e) {
            return read(file, member, slice, 0); // a mapped file with bfloat16 arrays, see H5Index
        } catch (H5Superblock.Defect e) {
            throw ModelFileException.reading(file, member, e.problem(), e.remedy());
        } catch (IOException e) {
            throw ModelFileException.reading(file, member, "reading failed: " + e.getMessage(), "again", e);
        } catch (ModelFileException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | InternalError e) {
            // An object header that continues in itself overflows jHDF's stack; a mapped file cut short while it is
            // read
            // is an InternalError.
            throw damaged(file, member, e);
        }
    }

    private static H5Tree readBuffer(Path file, String member, FileSlice slice) throws IOException {
        ByteBuffer bytes = slice.readAll();
        HdfFile hdf = HdfFile.fromByteBuffer(bytes);
        H5Index.Overlay overlay = (address, value) -> bytes.put(Math.toIntExact(address), value);
        return new H5Reader(file, member, hdf, slice, overlay).tree(hdf);
    }

    private static H5Tree readChannel(Path file, String member, FileSlice slice) {
        HdfFile hdf = new HdfFile(new FileChannelFromSeekableByteChannel(slice.seekable()));
        return new H5Reader(file, member, hdf, slice, slice::overlay).tree(hdf);
    }

    private H5Tree tree(HdfFile hdf) {
        H5Tree tree = new H5Tree();
        group(hdf, "", tree, 0);
        return tree;
    }

    private void group(Group group, String path, H5Tree tree, int depth) {
        try {
            if (depth > MAX_DEPTH) {
                throw new H5Superblock.Defect("groups are nested more than " + MAX_DEPTH + " deep", "another file");
            }
            visit(group.getAddress());
            index.check(group.getAddress());
            attributes(group).forEach(tree::attribute);
            for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
                String name = child.getKey();
                if (name.isEmpty() || name.contains("/")) {
                    throw new H5Superblock.Defect("a member's name is \"" + name + "\"", ModelFileException.DAMAGED);
                }
                child(child.getValue(), name, path + "/" + name, tree, depth);
            }
        } catch (H5Superblock.Defect e) {
            throw ModelFileException.reading(file, place(path), e.problem(), e.remedy());
        } catch (ModelFileException | ReadOnlyBufferException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(file, place(path), e);
        }
    }

    private void child(Node node, String name, String path, H5Tree tree, int depth) {
        try {
            if (node.isLink()) {
                throw new H5Superblock.Defect("it is a link, which could lead anywhere", "a copy of what it points to");
            }
            if (node instanceof Group group) {
                group(group, path, tree.child(name), depth + 1);
            } else if (node instanceof Dataset dataset) {
                visit(dataset.getAddress());
                Map<String, H5Tree.Attribute> attributes = attributes(dataset);
                StoredArray array = arrays.read(dataset, attributes, e -> ModelFiles.unreadable(file, place(path), e));
                tree.put(name, array, attributes);
            } else {
                throw new H5Superblock.Defect("it is neither a group nor an array", "removing it with h5py");
            }
        } catch (H5Superblock.Defect e) {
            throw ModelFileException.reading(file, place(path), e.problem(), e.remedy());
        } catch (ModelFileException | ReadOnlyBufferException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            String problem = "the heap of " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB is too small for it";
            throw ModelFileException.reading(file, place(path), problem, "a larger -Xmx", e);
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(file, place(path), e);
        }
    }

    private void visit(long address) throws H5Superblock.Defect {
        if (!seen.add(address)) {
            throw new H5Superblock.Defect("it is also there under another name", "a file without hard links");
        }
    }

    /** The attributes of text; an empty list of numbers is taken for an empty list of texts, as Keras writes it. */
    private Map<String, H5Tree.Attribute> attributes(Node node) throws H5Superblock.Defect {
        Map<String, H5Tree.Attribute> result = new java.util.LinkedHashMap<>();
        for (Attribute attribute : node.getAttributes().values()) {
            long[] sizes = attribute.getDimensionsAsLong();
            boolean text = attribute.getJavaType() == String.class;
            if (sizes.length == 1 && sizes[0] == 0) {
                result.put(attribute.getName(), new H5Tree.Attribute(false, List.of()));
            } else if (text && sizes.length <= 1) {
                if (sizes.length == 1 && (sizes[0] < 0 || sizes[0] > MAX_TEXTS)) {
                    throw new H5Superblock.Defect(
                            "attribute " + attribute.getName() + " says it has " + sizes[0] + " texts",
                            ModelFileException.DAMAGED);
                }
                checkTexts(attribute);
                result.put(attribute.getName(), texts(attribute.getData()));
            }
        }
        return result;
    }

    /** A list may name one long text again and again, and each time it would be copied. */
    private void checkTexts(Attribute attribute) throws H5Superblock.Defect {
        if (!(attribute.getDataType() instanceof VariableLength)) {
            return; // the texts themselves lie there
        }
        ByteBuffer references = attribute.getBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        Map<Long, GlobalHeap> heaps = new HashMap<>();
        while (references.remaining() >= REFERENCE_BYTES) {
            references.getInt();
            long address = references.getLong();
            int text = references.getInt();
            if (address > 0) {
                GlobalHeap heap = heaps.computeIfAbsent(address, at -> new GlobalHeap(storage, at));
                textBytes += heap.getObjectData(text).remaining();
            }
        }
        if (textBytes > storage.size()) {
            throw new H5Superblock.Defect(
                    "the texts of its attributes take more bytes than the file has", ModelFileException.DAMAGED);
        }
    }

    private static H5Tree.Attribute texts(Object data) {
        return data instanceof String text
                ? new H5Tree.Attribute(true, List.of(text))
                : new H5Tree.Attribute(false, Arrays.asList((String[]) data));
    }

    private String place(String path) {
        String inside = path.isEmpty() ? "/" : path;
        return member.isEmpty() ? inside : member + " " + inside;
    }

    private static ModelFileException damaged(Path file, String place, Throwable e) {
        Throwable root = e;
        for (int i = 0; i < 20 && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String detail = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return root instanceof UnsupportedHdfException
                ? ModelFileException.reading(
                        file, place, "this kind of HDF5 is not read here: " + detail, "a file that Keras wrote", e)
                : ModelFileException.reading(file, place, "it is damaged: " + detail, ModelFileException.DAMAGED, e);
    }
}
