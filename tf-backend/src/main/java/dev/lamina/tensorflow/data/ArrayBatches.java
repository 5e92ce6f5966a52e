package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.data.ArrayDataset.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of arrays to batches, in order or by a permutation. */
final class ArrayBatches implements BatchSource {
    private final List<Column> columns;
    private final ElementCopy[] copies;
    private final int from;
    private final int to;
    private final int batchSize;
    private final boolean dropRemainder;
    private final int @Nullable [] order;
    private int next;

    ArrayBatches(List<Column> columns, int from, int to, EpochOptions options) {
        this.columns = columns;
        this.copies = columns.stream()
                .map(column -> ElementCopy.of(column.array(), column.linear()))
                .toArray(ElementCopy[]::new);
        this.from = from;
        this.to = to;
        this.batchSize = options.batchSize();
        this.dropRemainder = options.dropRemainder();
        Long seed = options.shuffleSeed();
        this.order = seed == null ? null : SplitMix.of(seed, options.epoch()).permutation(to - from);
    }

    @Override
    public @Nullable Batch next(@Nullable Batch used) {
        int size = Math.min(batchSize, to - from - next);
        if (size == 0 || (size < batchSize && dropRemainder)) {
            return null;
        }
        Batch batch = used != null && used.size() == size ? used : new Batch(buffers(size), size, null);
        for (int i = 0; i < columns.size(); i++) {
            if (first(i) == i) {
                gather(columns.get(i).array(), copies[i], batch.arrays().get(i), size);
            }
        }
        next += size;
        return batch;
    }

    private void gather(NdArray array, ElementCopy copy, NdArray target, int size) {
        int row = array.size() / array.shape().size(0);
        if (order == null) {
            copy.copy(array, (from + next) * row, target, 0, size * row);
            return;
        }
        for (int i = 0; i < size; i++) {
            copy.copy(array, (from + order[next + i]) * row, target, i * row, row);
        }
    }

    private List<NdArray> buffers(int size) {
        List<NdArray> arrays = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int first = first(i);
            arrays.add(
                    first < i
                            ? arrays.get(first)
                            : NdArray.zeros(
                                    columns.get(i).spec().dtype(),
                                    columns.get(i).spec().shape().withSize(0, size)));
        }
        return List.copyOf(arrays);
    }

    /** The first column with the elements of column {@code i}: both are one array in a batch, filled once. */
    private int first(int i) {
        int first = 0;
        while (!columns.get(first).sameElements(columns.get(i))) {
            first++;
        }
        return first;
    }
}
