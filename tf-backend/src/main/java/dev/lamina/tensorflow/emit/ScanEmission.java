package dev.lamina.tensorflow.emit;

import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Loops;
import dev.lamina.ops.ScanBody;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;

/**
 * A scan as a loop of TensorFlow's, and the loop back. The way forward keeps what each step took from the one before; the way back
 * computes each step again from that, with its gradients.
 */
final class ScanEmission {
    private final Emission e;
    private final ScanBody body;
    private final boolean reverse;
    private final List<Output<?>> carry;
    private final List<Output<?>> sequences;
    private final List<Output<?>> captured;

    ScanEmission(Emission e, ScanBody body) {
        this.e = e;
        this.body = body;
        this.reverse = e.param(Loops.REVERSE);
        int carried = body.carry().size();
        int fixed = carried + body.slices().size();
        this.carry = e.inputs().subList(0, carried);
        this.sequences = e.inputs().subList(carried, fixed);
        this.captured = e.inputs().subList(fixed, e.inputs().size());
    }

    List<Output<?>> emit() {
        Tf tf = e.tf();
        Output<?> count = Calc.of(e).size(sequences.get(0), 0);
        boolean keeps = tf.isDifferentiable();
        List<SymbolicTensor> collected = new ArrayList<>(body.outputs());
        if (keeps) {
            collected.addAll(body.carry());
        }
        Loop.Tensors<Loop.Var> vars = new Loop.Tensors<>(
                vars(body.carry()), stackedVars(collected), stackedVars(body.slices()), vars(body.captured()));
        Loop loop = Loop.of(vars, reverse, (in, before, slices, constants) -> {
            ProgramEmitter step = LoopEmitters.step(in.forwardOnly(), body, before, slices, constants);
            List<Output<?>> made = new ArrayList<>(LoopEmitters.outputs(step, body.outputs()));
            if (keeps) {
                made.addAll(before);
            }
            return new Loop.Step(LoopEmitters.outputs(step, body.nextCarry()), made);
        });
        List<Output<?>> results = run(loop, count, collected);
        int own = carry.size() + body.outputs().size();
        List<Output<?>> kept = results.subList(own, results.size());
        List<Output<?>> outputs = results.subList(0, own);
        return keeps
                ? tf.withGradient(e.inputs(), outputs, (into, gradients) -> back(into, count, kept, gradients))
                : outputs;
    }

    /** The first step goes before the loop where only running it tells the shape of what it makes. */
    private List<Output<?>> run(Loop loop, Output<?> count, List<SymbolicTensor> collected) {
        Tf tf = e.tf();
        List<@Nullable Output<?>> shapes = new ArrayList<>();
        collected.forEach(tensor -> shapes.add(shape(tensor)));
        if (!shapes.contains(null)) {
            List<Output<?>> empty = new ArrayList<>();
            for (int i = 0; i < shapes.size(); i++) {
                empty.add(empty(count, shapes.get(i), collected.get(i)));
            }
            return loop.run(tf, tf.constant(0), count, new Loop.Tensors<>(carry, empty, sequences, captured));
        }
        Output<?> at = reverse ? tf.op("Sub", count, tf.constant(1)) : tf.constant(0);
        List<Output<?>> slices = sequences.stream()
                .<Output<?>>map(sequence -> Loop.slice(tf, sequence, at))
                .toList();
        ProgramEmitter step = LoopEmitters.step(tf.forwardOnly(), body, carry, slices, captured);
        List<Output<?>> begun = new ArrayList<>();
        for (SymbolicTensor tensor : collected) {
            Output<?> first = step.output(tensor);
            Output<?> shape = tf.op("Shape")
                    .input(first)
                    .attr("out_type", dev.lamina.DType.INT32)
                    .out();
            begun.add(Loop.written(tf, empty(count, shape, tensor), at, first));
        }
        List<Output<?>> next = LoopEmitters.outputs(step, body.nextCarry());
        return loop.run(tf, tf.constant(1), count, new Loop.Tensors<>(next, begun, sequences, captured));
    }

    private Output<?> empty(Output<?> count, Output<?> shape, SymbolicTensor of) {
        Tf tf = e.tf();
        Output<?> whole = tf.op("ConcatV2")
                .inList(List.of(tf.op("ExpandDims", count, tf.constant(0)), shape))
                .input(tf.constant(0))
                .out();
        return Loop.empty(tf, whole, DTypes.proto(of.dtype()));
    }

    /** The sizes of what a step makes, where they are known before; what it carries keeps its shape. */
    private @Nullable Output<?> shape(SymbolicTensor tensor) {
        if (tensor.shape().isKnown()) {
            return e.tf().constant(IntStream.of(tensor.shape().sizes()).boxed().toList());
        }
        int position = Math.max(identity(body.nextCarry(), tensor), identity(body.carry(), tensor));
        return position < 0 ? null : Calc.of(e).shape(carry.get(position));
    }

    private static int identity(List<SymbolicTensor> tensors, SymbolicTensor wanted) {
        return IntStream.range(0, tensors.size())
                .filter(i -> tensors.get(i) == wanted)
                .findFirst()
                .orElse(-1);
    }

    private static List<Loop.Var> vars(List<SymbolicTensor> tensors) {
        return tensors.stream().map(tensor -> Loop.Var.of(tensor.spec())).toList();
    }

    private static List<Loop.Var> stackedVars(List<SymbolicTensor> tensors) {
        return vars(tensors).stream().map(Loop.Var::stacked).toList();
    }

    private static List<SymbolicTensor> floats(List<SymbolicTensor> tensors) {
        return tensors.stream().filter(tensor -> tensor.dtype().isFloating()).toList();
    }

    private static List<Output<?>> floatOutputs(List<Output<?>> outputs) {
        return outputs.stream().filter(DTypes::isFloating).toList();
    }

    /** The loop back: it carries the gradients by the carry and, as sums, those by what is captured. */
    private List<Output<?>> back(Tf tf, Output<?> count, List<Output<?>> kept, List<Output<?>> gradients) {
        int carried = floats(body.carry()).size();
        List<SymbolicTensor> carriedBack = Stream.concat(
                        floats(body.carry()).stream(), floats(body.captured()).stream())
                .toList();
        List<SymbolicTensor> over = Stream.of(body.slices(), body.carry(), floats(body.outputs()))
                .flatMap(List::stream)
                .toList();
        Loop loop = Loop.of(
                new Loop.Tensors<>(
                        vars(carriedBack),
                        stackedVars(floats(body.slices())),
                        stackedVars(over),
                        vars(body.captured())),
                !reverse,
                this::stepBack);
        List<Output<?>> begin = new ArrayList<>(gradients.subList(0, carried));
        floatOutputs(captured).forEach(tensor -> begin.add(tf.op("ZerosLike", tensor)));
        List<Output<?>> collected = floatOutputs(sequences).stream()
                .<Output<?>>map(sequence -> Loop.empty(tf, Calc.of(tf).shape(sequence), sequence.dataType()))
                .toList();
        List<Output<?>> goneOver = Stream.of(sequences, kept, gradients.subList(carried, gradients.size()))
                .<Output<?>>flatMap(List::stream)
                .toList();
        List<Output<?>> results =
                loop.run(tf, tf.constant(0), count, new Loop.Tensors<>(begin, collected, goneOver, captured));
        List<Output<?>> ordered = new ArrayList<>(results.subList(0, carried));
        ordered.addAll(results.subList(begin.size(), results.size()));
        ordered.addAll(results.subList(carried, begin.size()));
        return ordered;
    }

    private Loop.Step stepBack(Tf in, List<Output<?>> backCarry, List<Output<?>> slices, List<Output<?>> constants) {
        int sliced = body.slices().size();
        int before = sliced + body.carry().size();
        List<Output<?>> own = slices.subList(0, sliced);
        ProgramEmitter step = LoopEmitters.step(in, body, slices.subList(sliced, before), own, constants);
        List<SymbolicTensor> carriedIn = floats(body.carry());
        List<SymbolicTensor> results = Stream.concat(floats(body.nextCarry()).stream(), floats(body.outputs()).stream())
                .toList();
        List<Output<?>> weights = new ArrayList<>(backCarry.subList(0, carriedIn.size()));
        weights.addAll(slices.subList(before, slices.size()));
        List<SymbolicTensor> by = Stream.of(carriedIn, floats(body.captured()), floats(body.slices()))
                .flatMap(List::stream)
                .toList();
        List<@Nullable Output<?>> found = gradients(in, step, results, weights, by);
        List<Output<?>> next = new ArrayList<>();
        List<Output<?>> outputs = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            Output<?> gradient = found.get(i);
            if (i >= backCarry.size()) {
                outputs.add(gradient == null ? in.op("ZerosLike", step.output(by.get(i))) : gradient);
            } else if (i < carriedIn.size()) {
                next.add(gradient == null ? in.op("ZerosLike", backCarry.get(i)) : gradient);
            } else {
                next.add(gradient == null ? backCarry.get(i) : in.op("AddV2", backCarry.get(i), gradient));
            }
        }
        return new Loop.Step(next, outputs);
    }

    private List<@Nullable Output<?>> gradients(
            Tf in, ProgramEmitter step, List<SymbolicTensor> of, List<Output<?>> weights, List<SymbolicTensor> by) {
        Map<SymbolicTensor, Output<?>> sums = new IdentityHashMap<>();
        List<SymbolicTensor> once = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            Output<?> known = sums.get(of.get(i));
            if (known == null) {
                once.add(of.get(i));
            }
            sums.put(of.get(i), known == null ? weights.get(i) : in.op("AddV2", known, weights.get(i)));
        }
        Set<SymbolicTensor> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
        leaves.addAll(body.captured());
        return Gradients.of(
                in, step, once, by, once.stream().<Output<?>>map(sums::get).toList(), leaves);
    }
}
