package dev.lamina.tensorflow.files;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a group finds its members: a heap of their names, nodes of up to eight members each, and a B-tree over these. This is the
 * older of HDF5's two ways, the one that h5py writes by default and every reader knows.
 *
 * <p>Source: HDF5 File Format Specification 3.0, sections III.A.1, III.B and III.D.
 */
final class H5GroupIndex {
    /** Half of the members a symbol node has room for; the superblock says so to the reader. */
    static final int LEAF_K = 4;
    /** Half of the children a tree node has room for. */
    static final int INTERNAL_K = 16;

    private static final long UNDEFINED = -1;
    private static final long NO_FREE_BLOCK = 1;
    private static final int ENTRY_BYTES = 40;
    private static final int TREE_NODE_BYTES = 24 + 2 * INTERNAL_K * 8 + (2 * INTERNAL_K + 1) * 8;

    /** Where a written group lies. */
    record Location(long header, long tree, long heap) {}

    /** A member of a group, with its location where it is a group itself. */
    record Member(String name, long header, @Nullable Location group) {}

    /** A node, and the heap offsets of the last name before it and of the last name in it. */
    private record Node(long address, long before, long last) {}

    private H5GroupIndex() {}

    /**
     * Writes the index of a group.
     *
     * @param members sorted by the bytes of their names
     * @return its place; the header's is not known yet and 0
     */
    static Location write(H5Bytes out, List<Member> members) {
        H5Bytes names = new H5Bytes().u64(0);
        List<Integer> offsets = new ArrayList<>();
        for (Member member : members) {
            offsets.add(names.position());
            names.text(member.name()).align();
        }
        List<Node> nodes = symbolNodes(out, members, offsets);
        int level = 0;
        do {
            nodes = treeLevel(out, nodes, level++);
        } while (nodes.size() > 1);
        long heap = out.position();
        out.bytes(new byte[] {'H', 'E', 'A', 'P'}).u32(0).u64(names.position()).u64(NO_FREE_BLOCK);
        out.u64(out.position() + 8L).bytes(names.toArray());
        return new Location(0, nodes.get(0).address(), heap);
    }

    private static List<Node> symbolNodes(H5Bytes out, List<Member> members, List<Integer> offsets) {
        List<Node> nodes = new ArrayList<>();
        long before = 0;
        for (int first = 0; first < members.size(); first += 2 * LEAF_K) {
            int end = Math.min(first + 2 * LEAF_K, members.size());
            long last = offsets.get(end - 1);
            nodes.add(new Node(out.position(), before, last));
            out.bytes(new byte[] {'S', 'N', 'O', 'D'}).u8(1, 0).u16(end - first);
            for (int i = first; i < end; i++) {
                entry(
                        out,
                        offsets.get(i),
                        members.get(i).header(),
                        members.get(i).group());
            }
            out.zeros((first + 2 * LEAF_K - end) * ENTRY_BYTES);
            before = last;
        }
        return nodes;
    }

    /** A symbol table entry; for a group it repeats where its index lies. */
    static void entry(H5Bytes out, long nameOffset, long header, @Nullable Location group) {
        out.u64(nameOffset).u64(header).u32(group == null ? 0 : 1).u32(0);
        out.u64(group == null ? 0 : group.tree()).u64(group == null ? 0 : group.heap());
    }

    private static List<Node> treeLevel(H5Bytes out, List<Node> children, int level) {
        List<Node> nodes = new ArrayList<>();
        int first = 0;
        do {
            List<Node> under = children.subList(first, Math.min(first + 2 * INTERNAL_K, children.size()));
            boolean leftmost = first == 0;
            first += under.size();
            nodes.add(treeNode(out, under, level, leftmost, first == children.size()));
        } while (first < children.size());
        return nodes;
    }

    private static Node treeNode(H5Bytes out, List<Node> children, int level, boolean leftmost, boolean rightmost) {
        int address = out.position();
        out.bytes(new byte[] {'T', 'R', 'E', 'E'}).u8(0, level).u16(children.size());
        // The nodes of a level lie one after the other.
        out.u64(leftmost ? UNDEFINED : address - TREE_NODE_BYTES);
        out.u64(rightmost ? UNDEFINED : address + TREE_NODE_BYTES);
        long before = children.isEmpty() ? 0 : children.get(0).before();
        long last = before;
        out.u64(before);
        for (Node child : children) {
            last = child.last();
            out.u64(child.address()).u64(last);
        }
        out.zeros(address + TREE_NODE_BYTES - out.position());
        return new Node(address, before, last);
    }
}
