package dev.lamina.tensorflow.files;

import dev.lamina.DType;
import dev.lamina.NdArray;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a Keras 3 {@code .weights.h5} file holds: for each object that has a state (a layer, a layer within a layer, the
 * optimizer) its path, its name and its variables. Immutable, but for the arrays' elements; those of a tree that was opened lie in the
 * file until it is closed.
 *
 * <p>A path is made of attribute names and {@link dev.lamina.Model#places}: {@code layers/conv2d_1}, {@code layers/functional/layers/dense},
 * {@code layers/lstm/cell}, {@code optimizer}; that of the model itself is "". {@code _layer_checkpoint_dependencies}, as Keras
 * 2.13 wrote for {@code layers}, is read as {@code layers}.
 *
 * <p>Source: {@code keras.src.saving.saving_lib.H5IOStore}.
 */
public final class WeightTree implements AutoCloseable {
    private static final String VARIABLES = "vars";
    private static final String NAME = "name";

    /** What Keras's layers keep under a name in place of a number. */
    private static final List<String> NAMED = List.of("idf_weights");

    /**
     * The state of one object.
     *
     * @param path where it is
     * @param name the object's own name, such as the one a user gave a layer; empty where the file has none, as older ones have
     * @param arrays its variables in Keras's order: the trainable ones, then the others
     * @param named what is kept beside them under names: {@code idf_weights}
     */
    public record Entry(String path, Optional<String> name, List<StoredArray> arrays, Map<String, NdArray> named) {
        public Entry {
            arrays = List.copyOf(arrays);
            named = Map.copyOf(named);
        }

        /** A state of variables alone. */
        public Entry(String path, Optional<String> name, List<NdArray> variables) {
            this(path, name, variables.stream().map(StoredArray::of).toList(), Map.of());
        }

        /** The variables, read to the heap. */
        public List<NdArray> variables() {
            return arrays.stream().map(StoredArray::read).toList();
        }

        /** All arrays by the keys that files have for them. */
        Map<String, StoredArray> keyed() {
            Map<String, StoredArray> keyed = new LinkedHashMap<>();
            for (int i = 0; i < arrays.size(); i++) {
                keyed.put(Integer.toString(i), arrays.get(i));
            }
            named.forEach((key, array) -> keyed.put(key, StoredArray.of(array)));
            return keyed;
        }

        /** Its group in a file, made where it is not there. */
        H5Tree group(H5Tree root) {
            H5Tree group = root.group(path).child(VARIABLES);
            name.ifPresent(own -> group.attribute(NAME, own));
            return group;
        }

        /** Puts one of its arrays into a file. */
        void put(H5Tree root, String key, StoredArray array) {
            group(root).put(key, array, attributes(array.dtype()));
        }
    }

    private final Map<String, Entry> entries;

    /** Closes what the arrays are read from, where that is this tree's to close. */
    private final Runnable closing;

    private WeightTree(Map<String, Entry> entries, Runnable closing) {
        this.entries = Collections.unmodifiableMap(entries);
        this.closing = closing;
    }

    /** The same tree, whose arrays are read from what is closed with it. */
    WeightTree closing(Runnable changed) {
        return new WeightTree(entries, changed);
    }

    /**
     * A tree of these entries.
     *
     * @throws IllegalArgumentException if two have the same path
     */
    public static WeightTree of(Collection<Entry> entries) {
        Map<String, Entry> byPath = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (byPath.put(entry.path(), entry) != null) {
                throw new IllegalArgumentException("two entries have the path \"" + entry.path() + "\"");
            }
        }
        return new WeightTree(byPath, () -> {});
    }

    /** All entries: in the order given, or, from a file, in that of HDF5, which sorts names. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** The entry at a path. */
    public Optional<Entry> entry(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /**
     * Reads a {@code .weights.h5} file.
     *
     * @throws ModelFileException if it cannot be read, is no HDF5 file, is damaged, or does not hold weights as Keras 3 lays
     *     them out
     */
    public static WeightTree read(Path file) {
        try (FileChannel channel = ModelFiles.open(file)) {
            return read(file, "", FileSlice.whole(channel));
        } catch (IOException e) {
            throw ModelFiles.unreadable(file, "", e);
        }
    }

    /** Closes the file of a tree that was opened; what was not read of it is gone. */
    @Override
    public void close() {
        closing.run();
    }

    static WeightTree read(Path file, String member, FileSlice slice) {
        return of(file, member, H5Reader.read(file, member, slice));
    }

    /** What is in a file or in a member of an archive. */
    static WeightTree of(Path file, String member, H5Tree root) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        collect(file, member, root, "", entries);
        if (entries.isEmpty()) {
            boolean legacy = root.attributes().containsKey("layer_names")
                    || root.groups().containsKey("model_weights");
            throw ModelFileException.reading(
                    file,
                    member,
                    legacy
                            ? "it has the older layout, which is read for a model alone"
                            : "it has no weights: no group \"vars\"",
                    "a .weights.h5 file that Keras 3 wrote");
        }
        return new WeightTree(entries, () -> {});
    }

    /**
     * Writes a {@code .weights.h5} file; the one that was there before stays as it was until the new one is whole.
     *
     * @throws ModelFileException if it cannot be written
     */
    public void write(Path file) {
        AtomicFile.write(file, writer()::writeTo);
    }

    /** The tree as an HDF5 file that is ready to be written. */
    H5Writer writer() {
        H5Tree root = new H5Tree();
        for (Entry entry : entries.values()) {
            entry.group(root);
            entry.keyed().forEach((key, array) -> entry.put(root, key, array));
        }
        return new H5Writer(root);
    }

    private static Map<String, H5Tree.Attribute> attributes(DType type) {
        return type == DType.BFLOAT16
                ? Map.of("dtype", new H5Tree.Attribute(true, List.of(type.kerasName())))
                : Map.of();
    }

    private static void collect(Path file, String member, H5Tree tree, String path, Map<String, Entry> entries) {
        tree.groups().forEach((name, group) -> {
            if (name.equals(VARIABLES)) {
                entries.put(path, entry(file, member, group, path));
            } else {
                String known = name.equals("_layer_checkpoint_dependencies") ? "layers" : name;
                collect(file, member, group, path.isEmpty() ? known : path + "/" + known, entries);
            }
        });
    }

    private static Entry entry(Path file, String member, H5Tree group, String path) {
        Map<String, NdArray> named = new LinkedHashMap<>();
        NAMED.forEach(key -> {
            H5Tree.Dataset found = group.datasets().get(key);
            if (found != null) {
                named.put(key, found.array().read());
            }
        });
        int count = group.datasets().size() - named.size();
        List<StoredArray> variables = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // By number, not in the order of the names: 10 comes after 9.
            H5Tree.Dataset variable = group.datasets().get(Integer.toString(i));
            if (variable == null) {
                String place = (member.isEmpty() ? "" : member + " ") + "/" + path + "/" + VARIABLES;
                throw ModelFileException.reading(
                        file,
                        place,
                        "its " + count + " variables should be 0 to " + (count - 1) + " but are "
                                + String.join(", ", group.datasets().keySet()),
                        "a .weights.h5 file that Keras 3 wrote");
            }
            variables.add(variable.array());
        }
        H5Tree.Attribute name = group.attributes().get(NAME);
        return new Entry(
                path,
                name != null && name.scalar() ? Optional.of(name.values().get(0)) : Optional.empty(),
                variables,
                named);
    }

    /** The paths, each with its name and the shapes of its variables. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries.values()) {
            text.append(entry.path().isEmpty() ? "/" : entry.path());
            entry.name().ifPresent(name -> text.append(" \"").append(name).append('"'));
            for (StoredArray variable : entry.arrays()) {
                text.append(' ').append(variable.dtype().kerasName()).append(variable.shape());
            }
            text.append('\n');
        }
        return text.toString();
    }
}
