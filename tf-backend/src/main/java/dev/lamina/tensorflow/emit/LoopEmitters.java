package dev.lamina.tensorflow.emit;

import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.LaminaException;
import dev.lamina.ops.Loops;
import dev.lamina.ops.ScanBody;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Output;

/** Emits loops: a few steps one after the other, many as a loop of TensorFlow's. */
final class LoopEmitters {
    private LoopEmitters() {}

    static void addTo(Emitters table) {
        table.addMultiple(Loops.SCAN, LoopEmitters::scan);
    }

    private static List<Output<?>> scan(Emission e) {
        ScanBody body = e.param(Loops.BODY);
        int length = Shape.UNKNOWN;
        for (int i = 0; i < body.slices().size(); i++) {
            length = Math.max(length, e.inputShape(body.carry().size() + i).size(0));
        }
        boolean unrolled = e.param(Loops.UNROLL) || length == 1;
        return unrolled ? unrolled(e, body, length) : new ScanEmission(e, body).emit();
    }

    private static List<Output<?>> unrolled(Emission e, ScanBody body, int length) {
        Tf tf = e.tf();
        int carried = body.carry().size();
        int fixed = carried + body.slices().size();
        List<List<Output<?>>> parts = e.inputs().subList(carried, fixed).stream()
                .map(sequence -> tf.op("Unpack")
                        .input(sequence)
                        .attr("num", length)
                        .attr("axis", 0)
                        .outs())
                .toList();
        List<Output<?>> carry = e.inputs().subList(0, carried);
        List<List<Output<?>>> outputs = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int at = e.param(Loops.REVERSE) ? length - 1 - i : i;
            List<Output<?>> slices =
                    parts.stream().<Output<?>>map(part -> part.get(at)).toList();
            ProgramEmitter emitter = step(
                    tf,
                    body,
                    carry,
                    slices,
                    e.inputs().subList(fixed, e.inputs().size()));
            carry = outputs(emitter, body.nextCarry());
            outputs.add(outputs(emitter, body.outputs()));
        }
        if (e.param(Loops.REVERSE)) {
            java.util.Collections.reverse(outputs);
        }
        List<Output<?>> results = new ArrayList<>(carry);
        for (int i = 0; i < body.outputs().size(); i++) {
            int output = i;
            results.add(tf.op("Pack")
                    .inList(outputs.stream()
                            .<Output<?>>map(step -> step.get(output))
                            .toList())
                    .attr("axis", 0)
                    .out());
        }
        return results;
    }

    /** Emits one step. */
    static ProgramEmitter step(
            Tf tf, ScanBody body, List<Output<?>> carry, List<Output<?>> slices, List<Output<?>> captured) {
        ProgramEmitter emitter = new ProgramEmitter(
                tf,
                weight -> {
                    throw new LaminaException("weight " + weight + " is read inside a loop");
                },
                null);
        List<SymbolicTensor> inside = Stream.of(body.carry(), body.slices(), body.captured())
                .flatMap(List::stream)
                .toList();
        List<Output<?>> given = Stream.of(carry, slices, captured)
                .<Output<?>>flatMap(List::stream)
                .toList();
        for (int i = 0; i < inside.size(); i++) {
            emitter.bind(inside.get(i), given.get(i));
        }
        emitter.emit(body.nodes());
        return emitter;
    }

    static List<Output<?>> outputs(ProgramEmitter emitter, List<SymbolicTensor> tensors) {
        return tensors.stream().<Output<?>>map(emitter::output).toList();
    }
}
