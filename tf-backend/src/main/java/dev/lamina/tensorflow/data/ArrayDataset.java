package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.data.ArraySpec.Role;
import dev.lamina.tensorflow.data.ElementCopy.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Arrays in memory, the rows of their first axes being the examples. An immutable value; the arrays are not copied.
 *
 * <pre>
 * ArrayDataset.of(images, labels).scale("x", 1 / 255.0);
 * ArrayDataset.of().input("image", images).input("mask", masks).target("label", labels).weight("label", weights);
 * </pre>
 */
public final class ArrayDataset extends Dataset {
    /** An array, how its elements are changed on their way to a batch, and what they are then. */
    record Column(ArraySpec spec, NdArray array, @Nullable Linear linear) {
        Column(Role role, String name, NdArray array, @Nullable Linear linear) {
            this(
                    new ArraySpec(
                            role,
                            name,
                            linear == null ? array.dtype() : linear.dtype(),
                            array.shape().withSize(0, Shape.UNKNOWN)),
                    array,
                    linear);
        }

        /** Whether this column's batches are the other's too, as an autoencoder's input and target are. */
        @SuppressWarnings("ReferenceEquality") // comparing the elements would cost more than it saves
        boolean sameElements(Column other) {
            return array.storage() == other.array.storage()
                    && spec.dtype() == other.spec.dtype()
                    && spec.shape().equals(other.spec.shape())
                    && Objects.equals(linear, other.linear);
        }
    }

    private final List<Column> columns;
    private final int from;
    private final int to;

    private ArrayDataset(List<Column> columns, int from, int to) {
        super(columns.stream().map(Column::spec).toList());
        this.columns = List.copyOf(columns);
        this.from = from;
        this.to = to;
    }

    /** No arrays yet: the start of {@code of().input(…).target(…)}. */
    public static ArrayDataset of() {
        return new ArrayDataset(List.of(), 0, 0);
    }

    /** One input "x" of shape (examples, …). */
    public static ArrayDataset of(NdArray x) {
        return of().input("x", x);
    }

    /** One input "x" and one target "y", of shapes (examples, …). */
    public static ArrayDataset of(NdArray x, NdArray y) {
        return of(x).target("y", y);
    }

    /** One input "x", one target "y" and sample weights "y" of shape (examples,). */
    public static ArrayDataset of(NdArray x, NdArray y, NdArray sampleWeights) {
        return of(x, y).weight("y", sampleWeights);
    }

    /**
     * Named arrays, such as a file holds.
     *
     * @param arrays as {@link Npz#read} and {@link Csv#read} return them
     * @param targets the names of those that are targets; the others are inputs
     * @throws DataException if there is no array of such a name
     */
    public static ArrayDataset of(Map<String, NdArray> arrays, String... targets) {
        List<String> compared = List.of(targets);
        for (String target : compared) {
            if (!arrays.containsKey(target)) {
                throw DataException.of(
                        "no array \"" + target + "\" to be a target", "found", String.join(", ", arrays.keySet()));
            }
        }
        ArrayDataset data = of();
        for (Map.Entry<String, NdArray> named : arrays.entrySet()) {
            Role role = compared.contains(named.getKey()) ? Role.TARGET : Role.INPUT;
            data = data.add(role, named.getKey(), named.getValue());
        }
        return data;
    }

    /**
     * With one more input.
     *
     * @param array of shape (examples, …)
     * @throws DataException if it has no examples, or not as many as the arrays there are, or the name is taken
     */
    public ArrayDataset input(String name, NdArray array) {
        return add(Role.INPUT, name, array);
    }

    /** With one more target, of shape (examples, …); errors as of {@link #input}. */
    public ArrayDataset target(String name, NdArray array) {
        return add(Role.TARGET, name, array);
    }

    /**
     * With the sample weights of the target {@code name}, of shape (examples,) or (examples, steps); errors as of
     * {@link #input}.
     */
    public ArrayDataset weight(String name, NdArray array) {
        return add(Role.WEIGHT, name, array);
    }

    private ArrayDataset add(Role role, String name, NdArray array) {
        long position =
                columns.stream().filter(column -> column.spec().role() == role).count();
        String label = role.name().toLowerCase(Locale.ROOT) + " " + position + " \"" + name + "\"";
        if (array.shape().rank() == 0 || array.shape().size(0) == 0) {
            throw DataException.of(
                    label + " has no examples",
                    "expected",
                    "shape (examples, …) with at least one example",
                    "found",
                    Batch.describe(array));
        }
        int examples = array.shape().size(0);
        if (!columns.isEmpty() && examples != size()) {
            throw DataException.of(
                    label + " has another number of examples than "
                            + columns.get(0).spec().label(),
                    columns.get(0).spec().label(),
                    size() + " examples",
                    label,
                    Batch.describe(array) + ": " + examples + " examples",
                    "differs",
                    "axis 0: " + examples + " is not " + size());
        }
        if (columns.stream()
                .anyMatch(c -> c.spec().role() == role && c.spec().name().equals(name))) {
            throw DataException.of(label + " has the name of another", "expected", "a name of its own");
        }
        List<Column> more = new ArrayList<>(columns);
        more.add(new Column(role, name, array, null));
        return columns.isEmpty() ? new ArrayDataset(more, 0, examples) : new ArrayDataset(more, from, to);
    }

    /**
     * With all arrays of this name as float32, multiplied by {@code factor} on the way to a batch: 1/255 for pixels in
     * 0 to 1.
     */
    public ArrayDataset scale(String name, double factor) {
        return scale(name, factor, 0);
    }

    /**
     * With all arrays of this name as float32 {@code x * factor + offset}, computed on the way to a batch: the array
     * stays as it is.
     */
    public ArrayDataset scale(String name, double factor, double offset) {
        return convert(name, new Linear(DType.FLOAT32, factor, offset));
    }

    /**
     * With all arrays of this name in another type, converted on the way to a batch.
     *
     * @param dtype float32, float64, int32 or int64
     */
    public ArrayDataset cast(String name, DType dtype) {
        return convert(name, new Linear(dtype, 1, 0));
    }

    private ArrayDataset convert(String name, Linear linear) {
        switch (linear.dtype()) {
            case FLOAT32, FLOAT64, INT32, INT64 -> {}
            default ->
                throw new IllegalArgumentException(
                        "a batch can be converted to float32, float64, int32 or int64, not to "
                                + linear.dtype().kerasName());
        }
        if (columns.stream().noneMatch(column -> column.spec().name().equals(name))) {
            throw new IllegalArgumentException("no array \"" + name + "\"; there are "
                    + String.join(", ", specs().stream().map(ArraySpec::label).toList()));
        }
        List<Column> changed = columns.stream()
                .map(column -> column.spec().name().equals(name) ? changed(column, linear) : column)
                .toList();
        return new ArrayDataset(changed, from, to);
    }

    private static Column changed(Column column, Linear linear) {
        if (column.array().dtype() == DType.STRING) {
            throw new IllegalArgumentException(column.spec().label() + " holds strings, which are no numbers");
        }
        boolean nothing = linear.equals(new Linear(column.array().dtype(), 1, 0));
        return new Column(column.spec().role(), column.spec().name(), column.array(), nothing ? null : linear);
    }

    /**
     * The examples {@code first} (included) to {@code last} (excluded), as for a validation split; nothing is copied.
     */
    public ArrayDataset slice(int first, int last) {
        Objects.checkFromToIndex(first, last, size());
        if (first == last) {
            throw new IllegalArgumentException(
                    "a data set has at least one example; received the slice " + first + " to " + last);
        }
        return new ArrayDataset(columns, from + first, from + last);
    }

    @Override
    public int size() {
        return to - from;
    }

    @Override
    BatchSource source(EpochOptions options) {
        return new ArrayBatches(columns, from, to, options);
    }
}
