package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Examples to train on or to evaluate: a value that can make the batches of any number of epochs. It knows nothing of
 * TensorFlow.
 *
 * <p>Arrays in memory are an {@link ArrayDataset}; anything else comes in as an iterator, of batches or of single
 * examples.
 */
public abstract class Dataset {
    /** The size of a data set that does not know it. */
    public static final int UNKNOWN = -1;

    private final List<ArraySpec> specs;

    Dataset(List<ArraySpec> specs) {
        this.specs = List.copyOf(specs);
    }

    /**
     * Batches that an iterator makes, of whatever sizes. An epoch's batch size, shuffling and remainder are for the
     * iterator to follow or not.
     *
     * @param specs the arrays of every batch
     * @param batches makes the iterator of an epoch; each batch is a list of arrays in the order of {@code specs}. It
     *     is used in one background thread, and closed there at the end if it is {@link AutoCloseable}.
     */
    public static Dataset ofBatches(
            List<ArraySpec> specs, Function<? super EpochOptions, ? extends Iterator<List<NdArray>>> batches) {
        return new IteratorDataset(specs, UNKNOWN, batches, false);
    }

    /**
     * Single examples that an iterator makes, which are stacked to batches in the iterator's order. An epoch's
     * shuffling is for the iterator to follow or not.
     *
     * @param specs the arrays of every batch
     * @param size the number of examples in an epoch, {@link #UNKNOWN} where unknown
     * @param examples makes the iterator of an epoch; each example is a list of arrays in the order of {@code specs},
     *     their shapes without the first axis. It is used in one background thread, and closed there at the end if it
     *     is {@link AutoCloseable}.
     */
    public static Dataset ofExamples(
            List<ArraySpec> specs,
            int size,
            Function<? super EpochOptions, ? extends Iterator<List<NdArray>>> examples) {
        return new IteratorDataset(specs, size, examples, true);
    }

    /** What the arrays of every batch are. */
    public final List<ArraySpec> specs() {
        return specs;
    }

    /** The number of examples in an epoch, {@link #UNKNOWN} where the source does not know. */
    public abstract int size();

    /** The number of batches in an epoch, {@link #UNKNOWN} where the source does not know. */
    public int batches(EpochOptions options) {
        if (size() == UNKNOWN) {
            return UNKNOWN;
        }
        int whole = size() / options.batchSize();
        return options.dropRemainder() || size() % options.batchSize() == 0 ? whole : whole + 1;
    }

    /**
     * The batches of an epoch. The caller closes the stream.
     *
     * @throws DataException if the batches would be none, because the examples are fewer than a batch and the remainder
     *     is dropped
     */
    public final BatchStream epoch(EpochOptions options) {
        if (batches(options) == 0) {
            throw DataException.of(
                    "an epoch without a batch",
                    "expected",
                    "at least " + options.batchSize() + " examples, as smaller batches are dropped",
                    "found",
                    size() + " examples",
                    "try",
                    "a batchSize of at most " + size() + ", or dropRemainder(false)");
        }
        BatchSource source = source(options);
        return options.prefetch() == 0 ? new DirectStream(source) : PrefetchStream.start(source, options.prefetch());
    }

    abstract BatchSource source(EpochOptions options);

    /**
     * These examples in another order in each epoch, for sources that cannot be shuffled whole: an example is drawn from a buffer
     * of those that come next, and the next one takes its place. The order follows from {@link EpochOptions#shuffleSeed} and the
     * epoch; without a seed it stays. Batches have the size that an epoch asks for.
     *
     * <p>Source: {@code tf.data.Dataset.shuffle}.
     *
     * @param buffer how many examples are drawn from; all of them make every order equally likely
     */
    public final Dataset shuffle(int buffer) {
        if (buffer < 1) {
            throw new IllegalArgumentException("a buffer holds at least 1 example; received " + buffer);
        }
        return ofExamples(specs, size(), options -> new ShuffledExamples(this, buffer, options));
    }

    /**
     * All examples of one pass in memory, where they can be shuffled whole, sliced, and had again without the source.
     *
     * @throws DataException if the examples of different batches have different shapes
     */
    public final ArrayDataset cache() {
        return CachedExamples.of(this);
    }

    /**
     * This data set with each batch changed in several threads, such as by decoding of images; the batches stay in order.
     *
     * @param threads how many batches are changed at once
     * @param step as for {@link #map(List, UnaryOperator)}, called in several threads at once
     */
    public final Dataset map(List<ArraySpec> specs, int threads, UnaryOperator<List<NdArray>> step) {
        if (threads < 1) {
            throw new IllegalArgumentException("there is at least 1 thread; received " + threads);
        }
        return new ParallelMappedDataset(this, specs, threads, step);
    }

    /**
     * This data set with each batch changed, such as by augmentation, in the background thread.
     *
     * @param specs what the arrays of a batch are then
     * @param step receives the arrays of a batch and returns those of the new one: arrays it made, or some that it
     *     received. It must not change those it received (an input and a target may be one array) nor keep them (they
     *     are filled again).
     */
    public final Dataset map(List<ArraySpec> specs, UnaryOperator<List<NdArray>> step) {
        return new MappedDataset(this, specs, step);
    }
}
