package dev.lamina.tensorflow.emit;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Output;

/**
 * A gated recurrent unit as a loop of one product a step, and its gradient as another; what depends on no step before is computed
 * for all steps before the loops and behind them.
 */
final class GruEmission {
    private final Emission e;
    private final int size;
    private final int units;

    GruEmission(Emission e) {
        this.e = e;
        this.size = e.inputShape(1).size(0);
        this.units = e.inputShape(2).size(0);
    }

    /** h after each step. */
    List<Output<?>> emit() {
        Tf tf = e.tf();
        Sequences in = Sequences.like(tf, e.input(0));
        List<Output<?>> biases =
                tf.op("Unpack").input(e.input(3)).attr("num", 2).attr("axis", 0).outs();
        Output<?> sums = tf.op("BiasAdd", in.times(e.input(0), size, e.input(1), false, 3 * units), biases.get(0));
        boolean keeps = tf.isDifferentiable();
        List<Integer> kept = keeps ? List.of(units, 2 * units, units, units) : List.of(units);
        Loop.Tensors<Loop.Var> vars = new Loop.Tensors<>(
                List.of(Sequences.step(units)),
                kept.stream().map(Sequences::sequence).toList(),
                List.of(Sequences.sequence(2 * units), Sequences.sequence(units)),
                List.of(Sequences.tensor(units, 3 * units), Sequences.tensor(3 * units)));
        List<Output<?>> begun = new ArrayList<>();
        kept.forEach(features -> begun.add(in.empty(features)));
        List<Output<?>> found = Loop.of(
                        vars,
                        false,
                        (inside, carry, slices, constants) -> step(inside, carry.get(0), slices, constants, keeps))
                .run(
                        tf,
                        tf.constant(0),
                        in.steps(),
                        new Loop.Tensors<>(
                                List.of(e.input(4)),
                                begun,
                                Sequences.parts(tf, sums, 2, 2 * units, units),
                                List.of(e.input(2), biases.get(1))));
        List<Output<?>> outputs = List.of(found.get(1));
        return keeps
                ? tf.withGradient(
                        e.inputs(),
                        outputs,
                        (into, gradients) -> back(into, in.at(into), found.subList(1, 5), gradients.get(0)))
                : outputs;
    }

    /** Makes h; where a gradient may be wanted, also z and r in one, the candidate, and the product that r scales. */
    private Loop.Step step(Tf tf, Output<?> h, List<Output<?>> slices, List<Output<?>> constants, boolean keeps) {
        Calc calc = Calc.of(tf);
        Output<?> inner = tf.op("BiasAdd", Sequences.matmul(tf, h, constants.get(0), false, false), constants.get(1));
        List<Output<?>> parts = Sequences.parts(tf, inner, 1, 2 * units, units);
        Output<?> gates = tf.op("Sigmoid", calc.add(slices.get(0), parts.get(0)));
        List<Output<?>> zr = Sequences.parts(tf, gates, 1, units, units);
        Output<?> candidate = tf.op("Tanh", calc.add(slices.get(1), calc.mul(zr.get(1), parts.get(1))));
        Output<?> next = calc.add(candidate, calc.mul(zr.get(0), calc.sub(h, candidate)));
        return new Loop.Step(List.of(next), keeps ? List.of(next, gates, candidate, parts.get(1)) : List.of(next));
    }

    /**
     * The gradients by x, kernel, recurrent kernel, biases and h.
     *
     * @param kept h, z and r in one, the candidates, and the products that r scales, of all steps
     */
    private List<Output<?>> back(Tf tf, Sequences in, List<Output<?>> kept, Output<?> gradients) {
        Calc calc = Calc.of(tf);
        Output<?> before = in.before(e.input(4), kept.get(0));
        List<Output<?>> zr = Sequences.parts(tf, kept.get(1), 2, units, units);
        Output<?> z = zr.get(0);
        Output<?> r = zr.get(1);
        Output<?> byZ = tf.op("SigmoidGrad", z, calc.sub(before, kept.get(2)));
        Output<?> byCandidate = tf.op("TanhGrad", kept.get(2), calc.sub(tf.constant(1f), z));
        Output<?> byR = calc.mul(byCandidate, tf.op("SigmoidGrad", r, kept.get(3)));
        Output<?> inner = calc.concat(List.of(byZ, byR, calc.mul(byCandidate, r)), 2);
        Loop.Tensors<Loop.Var> vars = new Loop.Tensors<>(
                List.of(Sequences.step(units)),
                List.of(Sequences.sequence(units), Sequences.sequence(3 * units)),
                List.of(Sequences.sequence(units), Sequences.sequence(units), Sequences.sequence(3 * units)),
                List.of(Sequences.tensor(units, 3 * units)));
        List<Output<?>> found = Loop.of(vars, true, GruEmission::stepBack)
                .run(
                        tf,
                        tf.constant(0),
                        in.steps(),
                        new Loop.Tensors<>(
                                List.of(in.zeros(units)),
                                List.of(in.empty(units), in.empty(3 * units)),
                                List.of(gradients, z, inner),
                                List.of(e.input(2))));
        Output<?> ofInner = found.get(2);
        Output<?> ofGates = Sequences.parts(tf, ofInner, 2, 2 * units, units).get(0);
        Output<?> ofSums = calc.concat(List.of(ofGates, calc.mul(found.get(1), byCandidate)), 2);
        return List.of(
                in.times(ofSums, 3 * units, e.input(1), true, size),
                in.gradient(e.input(0), size, ofSums, 3 * units),
                in.gradient(before, units, ofInner, 3 * units),
                calc.pack(List.of(in.gradient(ofSums, 3 * units), in.gradient(ofInner, 3 * units))),
                found.get(0));
    }

    /** Carries the gradient by h; makes it for the step, and that by the product with h. */
    private static Loop.Step stepBack(Tf tf, List<Output<?>> carry, List<Output<?>> slices, List<Output<?>> constants) {
        Calc calc = Calc.of(tf);
        Output<?> h = calc.add(slices.get(0), carry.get(0));
        Output<?> inner = calc.mul(calc.concat(List.of(h, h, h), 1), slices.get(2));
        Output<?> product = Sequences.matmul(tf, inner, constants.get(0), false, true);
        return new Loop.Step(List.of(calc.add(calc.mul(h, slices.get(1)), product)), List.of(h, inner));
    }
}
