package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arguments;
import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Place;
import dev.lamina.errors.ShapeException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loops over the first axis of tensors, of any length, known or not. A step is written once, in ops, as a function of tensors that
 * stand for its own; what it uses from outside, such as weights, is found. Gradients pass.
 *
 * <p>Keras's {@code scan}, {@code map} and {@code fori_loop} take Python functions, which no file holds: a model with a loop of its own
 * is written to JSON by none of them. {@code cond}, {@code switch} and {@code while_loop} have no counterpart: {@code where(...)}
 * chooses between values.
 */
public final class Loops {
    /**
     * What a step makes.
     *
     * @param carry what the next step takes, each of the shape and type of what this one took
     * @param outputs what is collected
     */
    public record Step(List<SymbolicTensor> carry, List<SymbolicTensor> outputs) {
        public Step {
            carry = List.copyOf(carry);
            outputs = List.copyOf(outputs);
        }
    }

    /** One step of a loop. */
    @FunctionalInterface
    public interface Body {
        /**
         * What a step makes of what the step before left and of its parts of the sequences.
         *
         * @param carry what the step before left
         * @param slices the step's part of each sequence, without the first axis
         */
        Step step(List<SymbolicTensor> carry, List<SymbolicTensor> slices);
    }

    /**
     * What a loop leaves.
     *
     * @param carry what the last step left
     * @param outputs what all steps made, stacked on a new first axis in the order of the sequences
     */
    public record Scanned(List<SymbolicTensor> carry, List<SymbolicTensor> outputs) {}

    /** The step. */
    public static final Field<ScanBody> BODY = Field.of("body", new BodyCodec());

    /** Whether the loop begins at the end of the sequences. */
    public static final Field<Boolean> REVERSE = Fields.bool("reverse").orElse(false);

    /** Whether each step gets operations of its own: faster for few steps, slow to build for many. */
    public static final Field<Boolean> UNROLL = Fields.bool("unroll").orElse(false);

    public static final OpType SCAN = OpType.multiple(LAMINA, "Scan", Loops::outputs, BODY, REVERSE, UNROLL);

    private Loops() {}

    /**
     * Repeats a step over sequences. Source: {@code keras.ops.scan}.
     *
     *
     * @param carry what the first step takes
     * @param sequences at least one; their first axes are equal
     * @throws ShapeException if the first axes differ, or if a step changes the shape or type of what it carries
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * Loops.Body sums = (carry, slices) -> {
     *     SymbolicTensor total = carry.get(0).plus(sum(slices.get(0)));
     *     return new Loops.Step(List.of(total), List.of(total));
     * };
     * SymbolicTensor y = scan(List.of(literal(0, DType.FLOAT32)), List.of(x), sums).outputs().get(0); // (?,)
     * }</pre>
     */
    public static Scanned scan(List<SymbolicTensor> carry, List<SymbolicTensor> sequences, Body body) {
        return scan(carry, sequences, Config.empty(), body);
    }

    /**
     * Repeats a step over sequences.
     *
     * @param config {@link #REVERSE} and {@link #UNROLL}
     */
    public static Scanned scan(List<SymbolicTensor> carry, List<SymbolicTensor> sequences, Config config, Body body) {
        length(sequences.stream().map(SymbolicTensor::spec).toList());
        ScanBody traced = ScanBody.trace(
                carry.stream().map(SymbolicTensor::spec).toList(),
                sequences.stream()
                        .map(sequence -> new TensorSpec(sequence.shape().from(1), sequence.dtype()))
                        .toList(),
                body);
        List<SymbolicTensor> inputs = Stream.of(carry, sequences, traced.captured())
                .flatMap(List::stream)
                .toList();
        List<SymbolicTensor> outputs = SCAN.op(config.set(BODY, traced)).call(Arguments.of(inputs));
        int carried = carry.size();
        return new Scanned(outputs.subList(0, carried), outputs.subList(carried, outputs.size()));
    }

    /**
     * Does the same to each element of the first axis. Source: {@code keras.ops.map}.
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = Loops.map(x, row -> row.div(sum(row))); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor map(SymbolicTensor x, UnaryOperator<SymbolicTensor> function) {
        return scan(
                        List.of(),
                        List.of(x),
                        (carry, slices) -> new Step(List.of(), List.of(function.apply(slices.get(0)))))
                .outputs()
                .get(0);
    }

    /**
     * Repeats a step a fixed number of times. Source: {@code keras.ops.fori_loop}.
     *
     * @param count at least 1
     * @param step what becomes of x in the step whose number, an int32 scalar from 0 on, comes first
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 3);
     * SymbolicTensor y = forLoop(10, x, (i, z) -> tanh(z)); // (?, 3)
     * }</pre>
     */
    public static SymbolicTensor forLoop(
            int count, SymbolicTensor x, BiFunction<SymbolicTensor, SymbolicTensor, SymbolicTensor> step) {
        if (count < 1) {
            throw ShapeException.because("the number of steps must be at least 1; received " + count);
        }
        SymbolicTensor numbers =
                Arithmetic.literal(NdArray.of(IntStream.range(0, count).toArray(), count));
        return scan(
                        List.of(x),
                        List.of(numbers),
                        (carry, slices) -> new Step(List.of(step.apply(slices.get(0), carry.get(0))), List.of()))
                .carry()
                .get(0);
    }

    private static int length(List<TensorSpec> sequences) {
        if (sequences.isEmpty()) {
            throw ShapeException.because("needs at least one sequence to go over");
        }
        int length = Shape.UNKNOWN;
        for (TensorSpec sequence : sequences) {
            if (sequence.shape().rank() == 0) {
                throw ShapeException.because("goes over the first axis of its sequences")
                        .differs("one of them is a scalar");
            }
            int size = sequence.shape().size(0);
            if (length != Shape.UNKNOWN && size != Shape.UNKNOWN && length != size) {
                throw ShapeException.because("needs sequences of one length")
                        .differs("their first axes have " + length + " and " + size);
            }
            length = length == Shape.UNKNOWN ? size : length;
        }
        if (length == 0) {
            throw ShapeException.because("needs at least one step; its sequences are empty");
        }
        return length;
    }

    private static List<TensorSpec> outputs(Op op, List<TensorSpec> inputs) {
        ScanBody body = op.param(BODY);
        int carried = body.carry().size();
        List<TensorSpec> sequences =
                inputs.subList(carried, carried + body.slices().size());
        int length = length(sequences);
        if (op.param(UNROLL) && length == Shape.UNKNOWN) {
            throw ShapeException.because("cannot be unrolled over an unknown number of steps")
                    .remedy("give the input a known length, or leave unroll out");
        }
        for (int i = 0; i < carried; i++) {
            checkTraced(body.carry().get(i).spec(), inputs.get(i));
        }
        for (int i = 0; i < sequences.size(); i++) {
            TensorSpec sequence = sequences.get(i);
            checkTraced(
                    body.slices().get(i).spec(), new TensorSpec(sequence.shape().from(1), sequence.dtype()));
        }
        List<TensorSpec> outputs = new ArrayList<>();
        body.carry().forEach(tensor -> outputs.add(tensor.spec()));
        body.outputs()
                .forEach(tensor -> outputs.add(new TensorSpec(Shape.of(length).plus(tensor.shape()), tensor.dtype())));
        return outputs;
    }

    private static void checkTraced(TensorSpec traced, TensorSpec given) {
        if (traced.dtype() != given.dtype() || !traced.shape().isCompatibleWith(given.shape())) {
            throw ShapeException.because("was described for other tensors")
                    .differs("its step takes " + traced + ", and is given " + given);
        }
    }

    /** A step cannot be in a file. */
    private static final class BodyCodec implements Codec<ScanBody> {
        @Override
        public ScanBody read(@Nullable Object plain, Place place) {
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(ScanBody value) {
            return value.toString();
        }

        @Override
        public String expected() {
            return "a step";
        }
    }
}
