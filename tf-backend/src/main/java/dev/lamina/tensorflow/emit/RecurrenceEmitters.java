package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.ops.Recurrence;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/** Emits recurrent networks that TensorFlow has a kernel for. */
final class RecurrenceEmitters {
    private RecurrenceEmitters() {}

    static void addTo(Emitters table) {
        table.addMultiple(Recurrence.LSTM, RecurrenceEmitters::lstm);
    }

    /** The kernel's gates are in Keras's order. It has a gradient kernel, of which TensorFlow's C++ gradients do not know. */
    private static List<Output<?>> lstm(Emission e) {
        Tf tf = e.tf();
        Output<?> x = e.input(0);
        Output<?> weights = tf.op("ConcatV2")
                .inList(List.of(e.input(1), e.input(2)))
                .input(tf.constant(0))
                .out();
        Output<?> peephole = tf.constant(dev.lamina.NdArray.zeros(
                e.inputSpec(0).dtype(), dev.lamina.Shape.of(e.inputShape(2).size(0))));
        Output<?> length = tf.cast(Calc.of(e).size(x, 0), DType.INT64);
        // x, c, h, w, peepholes of i, f and o, b
        List<Output<?>> inputs =
                List.of(length, x, e.input(5), e.input(4), weights, peephole, peephole, peephole, e.input(3));
        List<Output<?>> states = tf.op("BlockLSTMV2")
                .input(inputs.toArray(Output<?>[]::new))
                .attr("cell_clip", 0f)
                .attr("use_peephole", false)
                .outs();
        int size = e.inputShape(1).size(0);
        int units = e.inputShape(2).size(0);
        return tf.withGradient(
                e.inputs(),
                List.of(states.get(6), states.get(1)),
                (into, gradients) -> lstmBack(into, inputs, states, gradients, List.of(size, units)));
    }

    /**
     * The gradients by x, kernel, recurrent kernel, bias, h and c.
     *
     * @param states i, c, f, o, the candidate, tanh c and h of all steps
     * @param gradients of h and c of all steps
     */
    private static List<Output<?>> lstmBack(
            Tf tf, List<Output<?>> inputs, List<Output<?>> states, List<Output<?>> gradients, List<Integer> rows) {
        List<Output<?>> all = new ArrayList<>(inputs);
        all.addAll(states);
        all.add(gradients.get(1));
        all.add(gradients.get(0));
        // x, c, h, w, peepholes, b
        List<Output<?>> found = tf.op("BlockLSTMGradV2")
                .input(all.toArray(Output<?>[]::new))
                .attr("use_peephole", false)
                .outs();
        List<Output<?>> kernels = tf.op("SplitV")
                .input(found.get(3), tf.constant(rows), tf.constant(0))
                .attr("num_split", 2)
                .outs();
        return List.of(found.get(0), kernels.get(0), kernels.get(1), found.get(7), found.get(2), found.get(1));
    }
}
