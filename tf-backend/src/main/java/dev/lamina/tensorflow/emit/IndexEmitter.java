package dev.lamina.tensorflow.emit;

import dev.lamina.Arithmetic;
import dev.lamina.Index;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/** Emits {@code x[…]} as one StridedSlice: positions and masks say what each key means. */
final class IndexEmitter {
    private final List<Integer> begin = new ArrayList<>();
    private final List<Integer> end = new ArrayList<>();
    private final List<Integer> strides = new ArrayList<>();
    private long beginMask;
    private long endMask;
    private long ellipsisMask;
    private long newAxisMask;
    private long shrinkMask;

    private IndexEmitter() {}

    static Output<?> emit(Emission e) {
        return emit(e.tf(), e.input(0), e.param(Arithmetic.KEYS));
    }

    static Output<?> emit(Tf tf, Output<?> x, List<Index> keys) {
        IndexEmitter masks = new IndexEmitter();
        keys.forEach(masks::add);
        return tf.op("StridedSlice")
                .input(x, tf.constant(masks.begin), tf.constant(masks.end), tf.constant(masks.strides))
                .attr("begin_mask", masks.beginMask)
                .attr("end_mask", masks.endMask)
                .attr("ellipsis_mask", masks.ellipsisMask)
                .attr("new_axis_mask", masks.newAxisMask)
                .attr("shrink_axis_mask", masks.shrinkMask)
                .out();
    }

    private void add(Index key) {
        long bit = 1L << begin.size();
        if (key instanceof Index.At at) {
            shrinkMask |= bit;
            add(at.position(), at.position() + 1, 1);
        } else if (key instanceof Index.Range range) {
            beginMask |= range.start() == null ? bit : 0;
            endMask |= range.stop() == null ? bit : 0;
            add(
                    range.start() == null ? 0 : range.start(),
                    range.stop() == null ? 0 : range.stop(),
                    range.step() == null ? 1 : range.step());
        } else {
            ellipsisMask |= key instanceof Index.Ellipsis ? bit : 0;
            newAxisMask |= key instanceof Index.NewAxis ? bit : 0;
            add(0, 0, 1);
        }
    }

    private void add(int from, int to, int step) {
        begin.add(from);
        end.add(to);
        strides.add(step);
    }
}
