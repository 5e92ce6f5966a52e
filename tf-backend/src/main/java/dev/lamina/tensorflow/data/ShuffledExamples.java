package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The examples of an epoch, each drawn from a buffer of those that come next. */
final class ShuffledExamples implements Iterator<List<NdArray>>, AutoCloseable {
    private final BatchSource source;
    private final @Nullable SplitMix random;
    private final int most;
    private final List<List<NdArray>> buffer = new ArrayList<>();
    private @Nullable Batch batch;
    private int row;
    private boolean ended;

    ShuffledExamples(Dataset data, int buffer, EpochOptions options) {
        this.source = data.source(options);
        Long seed = options.shuffleSeed();
        // Other numbers than those by which the data itself may be shuffled.
        this.random = seed == null ? null : SplitMix.of(~seed, options.epoch());
        this.most = seed == null ? 1 : buffer;
    }

    @Override
    public boolean hasNext() {
        while (!ended && buffer.size() < most) {
            List<NdArray> example = read();
            if (example == null) {
                ended = true;
            } else {
                buffer.add(example);
            }
        }
        return !buffer.isEmpty();
    }

    @Override
    public List<NdArray> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int last = buffer.size() - 1;
        Collections.swap(buffer, random == null ? last : random.below(buffer.size()), last);
        return buffer.remove(last);
    }

    private @Nullable List<NdArray> read() {
        Batch current = batch;
        if (current == null || row == current.size()) {
            try {
                current = source.next(current);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw DataException.of("a batch to be shuffled could not be prepared", e, "found", e.toString());
            }
            batch = current;
            row = 0;
        }
        if (current == null) {
            return null;
        }
        int at = row++;
        return current.arrays().stream()
                .map(array ->
                        array.rows(at, at + 1).reshape(array.shape().from(1).sizes()))
                .toList();
    }

    @Override
    public void close() {
        try {
            source.release();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw DataException.of("the source of a shuffled stream could not be closed", e, "found", e.toString());
        }
    }
}
