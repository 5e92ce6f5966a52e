package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A data set whose batches pass through a function. */
final class MappedDataset extends Dataset {
    private final Dataset source;
    private final UnaryOperator<List<NdArray>> step;

    MappedDataset(Dataset source, List<ArraySpec> specs, UnaryOperator<List<NdArray>> step) {
        super(specs);
        this.source = source;
        this.step = step;
    }

    @Override
    public int size() {
        return source.size();
    }

    @Override
    public int batches(EpochOptions options) {
        return source.batches(options);
    }

    @Override
    BatchSource source(EpochOptions options) {
        BatchSource batches = source.source(options);
        return new BatchSource() {
            private int index;

            @Override
            public @Nullable Batch next(@Nullable Batch used) throws Exception {
                // The mapped batch may hold arrays of the one it was made from, so that one is free only now.
                Batch batch = batches.next(used == null ? null : used.origin());
                return batch == null ? null : Batch.checked(specs(), step.apply(batch.arrays()), index++, batch);
            }

            @Override
            public void release() throws Exception {
                batches.release();
            }
        };
    }
}
