package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A data set that an iterator makes, of batches or of single examples. */
final class IteratorDataset extends Dataset {
    private final int size;
    private final Function<? super EpochOptions, ? extends Iterator<List<NdArray>>> iterators;
    private final boolean single;

    IteratorDataset(
            List<ArraySpec> specs,
            int size,
            Function<? super EpochOptions, ? extends Iterator<List<NdArray>>> iterators,
            boolean single) {
        super(specs);
        if (specs.isEmpty() || size < UNKNOWN || size == 0) {
            throw new IllegalArgumentException(
                    "a data set has at least one array and at least one example (or an UNKNOWN number);" + " received "
                            + specs.size() + " arrays, size " + size);
        }
        this.size = size;
        this.iterators = iterators;
        this.single = single;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    BatchSource source(EpochOptions options) {
        return new Source(options);
    }

    private final class Source implements BatchSource {
        private final EpochOptions options;
        private @Nullable Iterator<List<NdArray>> iterator;
        private int index;

        Source(EpochOptions options) {
            this.options = options;
        }

        @Override
        public @Nullable Batch next(@Nullable Batch used) {
            Iterator<List<NdArray>> from = iterator;
            if (from == null) {
                // Made here, not in the constructor: everything of the iterator happens in one thread.
                from = iterators.apply(options);
                iterator = from;
            }
            if (single) {
                return stack(from, used);
            }
            return from.hasNext() ? Batch.checked(specs(), from.next(), index++, null) : null;
        }

        @Override
        public void release() throws Exception {
            if (iterator instanceof AutoCloseable closeable) {
                closeable.close();
            }
        }

        private @Nullable Batch stack(Iterator<List<NdArray>> examples, @Nullable Batch used) {
            List<NdArray> arrays = new ArrayList<>();
            int size = 0;
            while (size < options.batchSize() && examples.hasNext()) {
                List<NdArray> example = examples.next();
                check(example, size);
                if (size == 0) {
                    arrays = used != null && fits(used, example) ? used.arrays() : buffers(example);
                }
                for (int i = 0; i < arrays.size(); i++) {
                    NdArray row = example.get(i);
                    NdArray array = arrays.get(i);
                    if (!row.shape().equals(array.shape().from(1))) {
                        throw wrong(
                                i, size, "shape " + array.shape().from(1) + ", as the batch's first example has", row);
                    }
                    System.arraycopy(row.storage(), 0, array.storage(), size * row.size(), row.size());
                }
                size++;
            }
            if (size == 0 || (size < options.batchSize() && options.dropRemainder())) {
                return null;
            }
            int rows = size;
            index++;
            return new Batch(
                    size == options.batchSize()
                            ? arrays
                            : arrays.stream().map(a -> a.rows(0, rows)).toList(),
                    size,
                    null);
        }

        private List<NdArray> buffers(List<NdArray> example) {
            return example.stream()
                    .map(row -> NdArray.zeros(
                            row.dtype(), Shape.of(options.batchSize()).plus(row.shape())))
                    .toList();
        }

        private boolean fits(Batch used, List<NdArray> example) {
            for (int i = 0; i < example.size(); i++) {
                Shape shape = used.arrays().get(i).shape();
                if (shape.size(0) != options.batchSize()
                        || !shape.from(1).equals(example.get(i).shape())) {
                    return false;
                }
            }
            return true;
        }

        private void check(List<NdArray> example, int row) {
            if (example.size() != specs().size()) {
                throw DataException.of(
                        "example " + row + " of batch " + index + " has " + example.size() + " arrays, not "
                                + specs().size(),
                        "expected",
                        String.join(
                                "\n", specs().stream().map(ArraySpec::toString).toList()),
                        "found",
                        String.join("\n", example.stream().map(Batch::describe).toList()));
            }
            for (int i = 0; i < example.size(); i++) {
                ArraySpec spec = specs().get(i);
                NdArray array = example.get(i);
                if (array.dtype() != spec.dtype() || !spec.shape().from(1).isCompatibleWith(array.shape())) {
                    throw wrong(
                            i,
                            row,
                            spec.dtype().kerasName() + " " + spec.shape().from(1),
                            array);
                }
            }
        }

        private DataException wrong(int array, int row, String expected, NdArray found) {
            return DataException.of(
                    specs().get(array).label() + " of example " + row + " of batch " + index + " does not fit",
                    "expected",
                    expected,
                    "found",
                    Batch.describe(found));
        }
    }
}
