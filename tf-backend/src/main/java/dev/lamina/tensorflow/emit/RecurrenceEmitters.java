package dev.lamina.tensorflow.emit;

import dev.lamina.ops.Recurrence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Output;

/**
 * Emits recurrent networks that are faster than a loop of their ops.
 *
 * <p>Where several operations may run at once, each half of a batch goes by itself: a step is too little to be divided among
 * threads, and waits for the step before it, but the halves do not wait for each other. Of a batch of one, one half is empty.
 */
final class RecurrenceEmitters {
    /** The places of the kernel, the recurrent kernel and the bias among the inputs: they are the same for all examples. */
    private static final Set<Integer> WEIGHTS = Set.of(1, 2, 3);

    private RecurrenceEmitters() {}

    static void addTo(Emitters table) {
        table.addMultiple(Recurrence.LSTM, e -> inHalves(e, half -> new LstmEmission(half).emit()));
        table.addMultiple(Recurrence.GRU, e -> inHalves(e, half -> new GruEmission(half).emit()));
    }

    private static List<Output<?>> inHalves(Emission e, Emitter emitter) {
        Tf tf = e.tf();
        if (tf.callsLoops()) {
            return emitter.emit(e);
        }
        Output<?> batch = Calc.of(e).size(e.input(0), batchAxis(0));
        Output<?> half = tf.op("FloorDiv", batch, tf.constant(2));
        Output<?> sizes = Calc.of(e).pack(List.of(half, tf.op("Sub", batch, half)));
        List<Output<?>> first = new ArrayList<>(e.inputs());
        List<Output<?>> second = new ArrayList<>(e.inputs());
        for (int i = 0; i < e.inputs().size(); i++) {
            if (!WEIGHTS.contains(i)) {
                List<Output<?>> parts = tf.op("SplitV")
                        .input(e.input(i), sizes, tf.constant(batchAxis(i)))
                        .attr("num_split", 2)
                        .outs();
                first.set(i, parts.get(0));
                second.set(i, parts.get(1));
            }
        }
        List<Output<?>> ofFirst = emitter.emit(new Emission(tf, e.node(), first));
        List<Output<?>> ofSecond = emitter.emit(new Emission(tf, e.node(), second));
        List<Output<?>> joined = new ArrayList<>();
        for (int i = 0; i < ofFirst.size(); i++) {
            joined.add(Calc.of(e).concat(List.of(ofFirst.get(i), ofSecond.get(i)), batchAxis(i)));
        }
        return joined;
    }

    /** Sequences come first, (time, batch, features), both in and out; states are (batch, features). */
    private static int batchAxis(int place) {
        return place == 0 ? 1 : 0;
    }
}
