package dev.lamina.metrics;

import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Sorting;
import java.util.List;

/**
 * How often the class of the target is among the k largest outputs.
 *
 * <p>Source: {@code keras.metrics.TopKCategoricalAccuracy}, {@code SparseTopKCategoricalAccuracy}.
 *
 * <pre>{@code
 * Training training = training().loss("categorical_crossentropy").metrics(topKCategoricalAccuracy().k(3));
 * }</pre>
 */
public final class TopKAccuracy extends MeanMetric {
    private static final Field<Integer> K = Fields.positive("k").orElse(5);
    private static final Field<Boolean> FROM_SORTED_IDS =
            Fields.bool("from_sorted_ids").orElse(false).omittedByDefault();
    private static final Field<String> NAME = namedAs("TopKCategoricalAccuracy");
    private static final Field<String> SPARSE_NAME = namedAs("SparseTopKCategoricalAccuracy");
    private static final Schema<Metric> ONE_HOT =
            schema("TopKCategoricalAccuracy", NAME, config -> new TopKAccuracy(config, false));
    private static final Schema<Metric> SPARSE =
            schema("SparseTopKCategoricalAccuracy", SPARSE_NAME, config -> new TopKAccuracy(config, true));

    static {
        ONE_HOT.add(K);
        SPARSE.add(K);
        SPARSE.add(FROM_SORTED_IDS);
    }

    private final boolean sparse;

    private TopKAccuracy(Config config, boolean sparse) {
        super(sparse ? SPARSE : ONE_HOT, sparse ? SPARSE_NAME : NAME, config);
        this.sparse = sparse;
    }

    static List<Schema<Metric>> schemas() {
        return List.of(ONE_HOT, SPARSE);
    }

    static TopKAccuracy oneHot() {
        return (TopKAccuracy) ONE_HOT.create(Config.empty());
    }

    static TopKAccuracy sparse() {
        return (TopKAccuracy) SPARSE.create(Config.empty());
    }

    /** How many outputs are looked at; 5 unless given. */
    public TopKAccuracy k(int k) {
        return (TopKAccuracy) with(K, k);
    }

    /** Whether outputs are class numbers already, the best first, as of a search. */
    public TopKAccuracy fromSortedIds(boolean sorted) {
        if (!sparse) {
            throw new ConfigException(
                    "TopKCategoricalAccuracy has no from_sorted_ids\n  try   sparseTopKCategoricalAccuracy()");
        }
        return (TopKAccuracy) with(FROM_SORTED_IDS, sorted);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        int classes = yPred.shape().rank() == 0 ? Shape.UNKNOWN : yPred.shape().last();
        SymbolicTensor numbers = sparse ? Accuracy.classNumbers(yTrue, yPred) : Reductions.argmax(yTrue, -1);
        if (sparse && get(FROM_SORTED_IDS)) {
            SymbolicTensor first = classes > get(K) ? yPred.get(Index.ellipsis(), Index.range(0, get(K))) : yPred;
            SymbolicTensor target = numbers.get(Index.ellipsis(), Index.newAxis());
            return Core.cast(Reductions.any(Comparisons.equal(target, first), -1), DType.FLOAT32);
        }
        if (classes == Shape.UNKNOWN) {
            throw ShapeException.because("needs a known number of classes");
        }
        SymbolicTensor found = Sorting.inTopK(
                Shapes.reshape(Core.cast(numbers, DType.INT32), -1), Shapes.reshape(yPred, -1, classes), get(K));
        SymbolicTensor matches = Core.cast(found, DType.FLOAT32);
        return numbers.shape().rank() == 1 ? matches : Shapes.reshape(matches, numbers.shape(), Core.shape(numbers));
    }
}
