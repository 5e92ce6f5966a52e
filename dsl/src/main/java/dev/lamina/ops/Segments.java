package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;

import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reductions of rows by the segment each belongs to. Shapes: data (n, …), segments (n) -> (segments, …). */
public final class Segments {
    /** The number of segments; null for one more than the largest. */
    public static final Field<@Nullable Integer> NUM_SEGMENTS =
            Fields.positive("num_segments").orNull();

    public static final Field<Boolean> SORTED = Fields.bool("sorted").orElse(false);

    public static final OpType SEGMENT_SUM = segment("SegmentSum");
    public static final OpType SEGMENT_MAX = segment("SegmentMax");
    public static final OpType SEGMENT_MIN = segment("SegmentMin");
    public static final OpType SEGMENT_PROD = segment("SegmentProd");

    private Segments() {}

    private static OpType segment(String className) {
        return OpType.of(MATH, className, Segments::reduced, NUM_SEGMENTS, SORTED);
    }

    private static TensorSpec reduced(Op op, List<TensorSpec> in) {
        TensorSpec data = in.get(0);
        if (in.get(1).shape().rank() != 1 || !in.get(1).dtype().isInteger()) {
            throw ShapeException.because("needs an integer vector of segments").differs("input 1 is " + in.get(1));
        }
        Integer count = op.param(NUM_SEGMENTS);
        return new TensorSpec(data.shape().withSize(0, count == null ? Shape.UNKNOWN : count), data.dtype());
    }

    /**
     * The sum of the rows of each segment.
     *
     * <pre>{@code
     * SymbolicTensor y = segmentSum(ones(4, 3), arange(4), 4); // (4, 3)
     * }</pre>
     */
    public static SymbolicTensor segmentSum(SymbolicTensor data, SymbolicTensor segments, int count) {
        return SEGMENT_SUM.op(NUM_SEGMENTS, count).on(data, segments);
    }

    /**
     * The largest elements of the rows of each segment.
     *
     * <pre>{@code
     * SymbolicTensor y = segmentMax(ones(4, 3), arange(4), 4); // (4, 3)
     * }</pre>
     */
    public static SymbolicTensor segmentMax(SymbolicTensor data, SymbolicTensor segments, int count) {
        return SEGMENT_MAX.op(NUM_SEGMENTS, count).on(data, segments);
    }
}
