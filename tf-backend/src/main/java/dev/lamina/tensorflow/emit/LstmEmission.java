package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.util.List;
import org.tensorflow.Output;

/**
 * A long short-term memory by TensorFlow's kernel for all steps, whose gates are in Keras's order. Its gradient is a loop back of
 * one product a step: what a step's gradient multiplies is computed before it for all steps, and the gradients by the weights
 * are computed behind it. TensorFlow's own gradient kernel takes three products a step, and twice the time.
 */
final class LstmEmission {
    private final Emission e;
    private final int size;
    private final int units;

    LstmEmission(Emission e) {
        this.e = e;
        this.size = e.inputShape(1).size(0);
        this.units = e.inputShape(2).size(0);
    }

    /** h after each step, and c after the last. */
    List<Output<?>> emit() {
        Tf tf = e.tf();
        Output<?> x = e.input(0);
        Output<?> weights = Calc.of(e).concat(List.of(e.input(1), e.input(2)), 0);
        Output<?> peephole = tf.constant(NdArray.zeros(DType.FLOAT32, Shape.of(units)));
        Sequences sequences = Sequences.like(tf, x);
        Output<?> length = tf.cast(sequences.steps(), DType.INT64);
        List<Output<?>> states = tf.op("BlockLSTMV2")
                .input(length, x, e.input(5), e.input(4), weights, peephole, peephole, peephole, e.input(3))
                .attr("cell_clip", 0f)
                .attr("use_peephole", false)
                .outs();
        Output<?> last = tf.op("StridedSlice")
                .input(states.get(1), tf.constant(List.of(-1)), tf.constant(List.of(0)), tf.constant(List.of(1)))
                .attr("shrink_axis_mask", 1)
                .out();
        return tf.withGradient(
                e.inputs(),
                List.of(states.get(6), last),
                (into, gradients) -> back(into, sequences.at(into), states, gradients));
    }

    /**
     * The gradients by x, kernel, recurrent kernel, bias, h and c.
     *
     * @param states i, c, f, o, the candidate g, tanh c and h of all steps
     * @param gradients by h of all steps, and by c of the last
     */
    private List<Output<?>> back(Tf tf, Sequences in, List<Output<?>> states, List<Output<?>> gradients) {
        Output<?> i = states.get(0);
        Output<?> f = states.get(2);
        Output<?> o = states.get(3);
        Output<?> g = states.get(4);
        Output<?> tanhC = states.get(5);
        Output<?> gates = Calc.of(tf)
                .concat(
                        List.of(
                                tf.op("SigmoidGrad", i, g),
                                tf.op("SigmoidGrad", f, in.before(e.input(5), states.get(1))),
                                tf.op("TanhGrad", g, i),
                                tf.op("SigmoidGrad", o, tanhC)),
                        2);
        Output<?> memory = tf.op("TanhGrad", tanhC, o);
        Loop.Tensors<Loop.Var> vars = new Loop.Tensors<>(
                List.of(Sequences.step(4 * units), Sequences.step(units)),
                List.of(Sequences.sequence(4 * units)),
                List.of(
                        Sequences.sequence(units),
                        Sequences.sequence(units),
                        Sequences.sequence(units),
                        Sequences.sequence(4 * units)),
                List.of(Sequences.tensor(units, 4 * units)));
        List<Output<?>> found = Loop.of(vars, true, LstmEmission::stepBack)
                .run(
                        tf,
                        tf.constant(0),
                        in.steps(),
                        new Loop.Tensors<>(
                                List.of(in.zeros(4 * units), gradients.get(1)),
                                List.of(in.empty(4 * units)),
                                List.of(gradients.get(0), memory, f, gates),
                                List.of(e.input(2))));
        Output<?> sums = found.get(2);
        return List.of(
                in.times(sums, 4 * units, e.input(1), true, size),
                in.gradient(e.input(0), size, sums, 4 * units),
                in.gradient(in.before(e.input(4), states.get(6)), units, sums, 4 * units),
                in.gradient(sums, 4 * units),
                Sequences.matmul(tf, found.get(0), e.input(2), false, true),
                found.get(1));
    }

    /** Carries the gradients by the sums that went into the gates of the step behind, and by c. */
    private static Loop.Step stepBack(Tf tf, List<Output<?>> carry, List<Output<?>> slices, List<Output<?>> constants) {
        Calc calc = Calc.of(tf);
        Output<?> product = Sequences.matmul(tf, carry.get(0), constants.get(0), false, true);
        Output<?> h = calc.add(slices.get(0), product);
        Output<?> c = calc.add(carry.get(1), calc.mul(h, slices.get(1)));
        Output<?> sums = calc.mul(calc.concat(List.of(c, c, c, h), 1), slices.get(3));
        return new Loop.Step(List.of(sums, calc.mul(c, slices.get(2))), List.of(sums));
    }
}
