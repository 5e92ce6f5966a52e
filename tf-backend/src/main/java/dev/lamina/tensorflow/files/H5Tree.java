package dev.lamina.tensorflow.files;

import dev.lamina.NdArray;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A group of an HDF5 file with all that is below it, as Keras uses them: groups, arrays, and attributes of text. It is filled
 * once, by the reader or by what is to be written, and only read from then on.
 */
final class H5Tree {
    /** The order of names in an HDF5 group: by their UTF-8 bytes, unsigned. */
    static final Comparator<String> BY_BYTES =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    /**
     * An attribute of text.
     *
     * @param scalar whether it is a single text and not a list of them, which may have one member
     */
    record Attribute(boolean scalar, List<String> values) {
        Attribute {
            values = List.copyOf(values);
        }
    }

    /** An array with its attributes. */
    record Dataset(StoredArray array, Map<String, Attribute> attributes) {
        Dataset {
            attributes = Map.copyOf(attributes);
        }
    }

    private final SortedMap<String, H5Tree> groups = new TreeMap<>(BY_BYTES);
    private final SortedMap<String, Dataset> datasets = new TreeMap<>(BY_BYTES);
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    SortedMap<String, H5Tree> groups() {
        return Collections.unmodifiableSortedMap(groups);
    }

    SortedMap<String, Dataset> datasets() {
        return Collections.unmodifiableSortedMap(datasets);
    }

    Map<String, Attribute> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** The group at a path such as {@code layers/dense}, made with those above it where it is not there; "" is this one. */
    H5Tree group(String path) {
        H5Tree group = this;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                group = group.child(name);
            }
        }
        return group;
    }

    /** The group below this of one name, made where it is not there. */
    H5Tree child(String name) {
        return groups.computeIfAbsent(name, n -> new H5Tree());
    }

    void put(String name, StoredArray array, Map<String, Attribute> attributesOfArray) {
        datasets.put(name, new Dataset(array, attributesOfArray));
    }

    void put(String name, NdArray array, Map<String, Attribute> attributesOfArray) {
        put(name, StoredArray.of(array), attributesOfArray);
    }

    void attribute(String name, String value) {
        attributes.put(name, new Attribute(true, List.of(value)));
    }

    void attribute(String name, Attribute value) {
        attributes.put(name, value);
    }
}
