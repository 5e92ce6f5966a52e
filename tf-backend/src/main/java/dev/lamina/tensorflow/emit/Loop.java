package dev.lamina.tensorflow.emit;

import dev.lamina.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A loop over the first axis of tensors, as TensorFlow's StatelessWhile. What steps make goes into tensors that are there, whole, from the
 * beginning, and are written in place; lists of tensors have a type that Java cannot name, and scattering copies the whole.
 *
 * <p>Loop variables, in this order: the number of the step, the number of steps, what is carried, what is collected, and, unchanged,
 * the sequences and constants.
 */
final class Loop {
    /** What is known of a tensor before it is there. */
    record Var(DataType type, Shape shape) {
        static Var of(TensorSpec spec) {
            return new Var(
                    DTypes.proto(spec.dtype()),
                    Shape.of(IntStream.of(spec.shape().sizes()).asLongStream().toArray()));
        }

        /** A tensor of several of these, on a new first axis. */
        Var stacked() {
            long[] sizes = shape.asArray();
            return new Var(
                    type,
                    Shape.of(LongStream.concat(LongStream.of(-1), LongStream.of(sizes))
                            .toArray()));
        }
    }

    /** What a step makes. */
    record Step(List<Output<?>> carry, List<Output<?>> outputs) {}

    /** Builds a step. */
    @FunctionalInterface
    interface Body {
        Step step(Tf tf, List<Output<?>> carry, List<Output<?>> slices, List<Output<?>> constants);
    }

    /**
     * The tensors of a loop, in any form.
     *
     * @param collected what steps write into
     */
    record Tensors<T>(List<T> carry, List<T> collected, List<T> sequences, List<T> constants) {
        List<T> all() {
            return Stream.of(carry, collected, sequences, constants)
                    .flatMap(List::stream)
                    .toList();
        }

        <U> Tensors<U> like(List<U> all) {
            int c = carry.size();
            int o = c + collected.size();
            int s = o + sequences.size();
            return new Tensors<>(all.subList(0, c), all.subList(c, o), all.subList(o, s), all.subList(s, all.size()));
        }
    }

    private static final Var COUNT = new Var(DataType.DT_INT32, Shape.scalar());

    private final Tensors<Var> vars;
    private final ConcreteFunction condition;
    private final ConcreteFunction body;

    private Loop(Tensors<Var> vars, ConcreteFunction condition, ConcreteFunction body) {
        this.vars = vars;
        this.condition = condition;
        this.body = body;
    }

    /**
     * The functions of a loop.
     *
     * @param reverse whether it begins at the end of the sequences
     */
    static Loop of(Tensors<Var> vars, boolean reverse, Body body) {
        return new Loop(
                vars,
                function(
                        "while_condition",
                        vars,
                        (tf, counts, tensors) -> List.of(tf.op("Less", counts.get(0), counts.get(1)))),
                function("while_body", vars, (tf, counts, tensors) -> step(tf, counts, tensors, reverse, body)));
    }

    @FunctionalInterface
    private interface Inside {
        List<Output<?>> results(Tf tf, List<Output<?>> counts, Tensors<Output<?>> tensors);
    }

    private static ConcreteFunction function(String name, Tensors<Var> vars, Inside inside) {
        try (Graph graph = new Graph()) {
            Tf tf = Tf.of(graph);
            List<Output<?>> inputs = new ArrayList<>();
            inputs.add(placeholder(tf, COUNT));
            inputs.add(placeholder(tf, COUNT));
            vars.all().forEach(variable -> inputs.add(placeholder(tf, variable)));
            List<Output<?>> results =
                    inside.results(tf, inputs.subList(0, 2), vars.like(inputs.subList(2, inputs.size())));
            Signature.Builder signature = Signature.builder().key(name + sizes(vars));
            for (int i = 0; i < inputs.size(); i++) {
                signature.input("in" + i, inputs.get(i));
            }
            for (int i = 0; i < results.size(); i++) {
                signature.output("out" + i, results.get(i));
            }
            return ConcreteFunction.create(signature.build(), graph);
        }
    }

    /**
     * The sizes of what goes in, as part of a name. TensorFlow names functions by what they do, and so takes those of loops of
     * different sizes for one, of which its optimizers then say that the types are wrong.
     */
    private static String sizes(Tensors<Var> vars) {
        StringBuilder sizes = new StringBuilder();
        for (Var variable : vars.all()) {
            LongStream.of(variable.shape().asArray()).forEach(size -> sizes.append(size < 0 ? "x" : "_" + size));
        }
        return sizes.toString();
    }

    private static Output<?> placeholder(Tf tf, Var variable) {
        return tf.op("Placeholder")
                .attr("dtype", DTypes.of(variable.type()))
                .attr("shape", variable.shape())
                .out();
    }

    private static List<Output<?>> step(
            Tf tf, List<Output<?>> counts, Tensors<Output<?>> tensors, boolean reverse, Body body) {
        Output<?> next = tf.op("AddV2", counts.get(0), tf.constant(1));
        Output<?> at = reverse ? tf.op("Sub", counts.get(1), next) : counts.get(0);
        List<Output<?>> slices = tensors.sequences().stream()
                .<Output<?>>map(sequence -> slice(tf, sequence, at))
                .toList();
        Step step = body.step(tf, tensors.carry(), slices, tensors.constants());
        List<Output<?>> results = new ArrayList<>(List.of(next, counts.get(1)));
        results.addAll(step.carry());
        for (int i = 0; i < step.outputs().size(); i++) {
            results.add(
                    written(tf, tensors.collected().get(i), at, step.outputs().get(i)));
        }
        results.addAll(tensors.sequences());
        results.addAll(tensors.constants());
        return results;
    }

    /** An element of the first axis. */
    static Output<?> slice(Tf tf, Output<?> sequence, Output<?> at) {
        Output<?> from = tf.op("ExpandDims", at, tf.constant(0));
        return tf.op("StridedSlice")
                .input(sequence, from, tf.op("AddV2", from, tf.constant(1)), tf.constant(List.of(1)))
                .attr("shrink_axis_mask", 1)
                .out();
    }

    /**
     * A tensor without values, for steps to write into. TensorFlow never takes two of them for one, nor keeps one between runs, as it
     * may with zeros: only so may they be written in place.
     */
    static Output<?> empty(Tf tf, Output<?> shape, DataType dtype) {
        return tf.op("Empty").input(shape).type("dtype", dtype).out();
    }

    /** An {@link #empty} tensor with an element of the first axis written, in place: nobody else may read the one before. */
    static Output<?> written(Tf tf, Output<?> into, Output<?> at, Output<?> value) {
        Output<?> zero = tf.constant(0);
        return tf.op("InplaceUpdate", into, tf.op("ExpandDims", at, zero), tf.op("ExpandDims", value, zero));
    }

    /**
     * Runs the loop.
     *
     * @param from the number of the first step
     * @param count the number of all steps, from 0 on
     * @return what the last step carries, and behind it what was collected
     */
    List<Output<?>> run(Tf tf, Output<?> from, Output<?> count, Tensors<Output<?>> tensors) {
        tf.attach(condition);
        tf.attach(body);
        List<Output<?>> inputs = new ArrayList<>(List.of(from, count));
        inputs.addAll(tensors.all());
        List<Var> all = new ArrayList<>(List.of(COUNT, COUNT));
        all.addAll(vars.all());
        List<Output<?>> results = tf.op("StatelessWhile")
                .inList(inputs)
                .types("T", all.stream().map(Var::type).toList())
                .shapes("output_shapes", all.stream().map(Var::shape).toList())
                .function("cond", condition.getDefinedName())
                .function("body", body.getDefinedName())
                .attr("parallel_iterations", 10)
                .attr("_lower_using_switch_merge", !tf.callsLoops())
                .outs();
        return results.subList(
                2, 2 + tensors.carry().size() + tensors.collected().size());
    }
}
