package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import java.util.List;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * Words for sequences (time, batch, features) of float32, of which the number of features is known. They ask TensorFlow for no
 * shapes, so that they work inside gradients too, where it would wait for itself.
 */
final class Sequences {
    private final Tf tf;
    private final Calc calc;
    private final Output<?> time;
    private final Output<?> batch;

    private Sequences(Tf tf, Output<?> time, Output<?> batch) {
        this.tf = tf;
        this.calc = Calc.of(tf);
        this.time = time;
        this.batch = batch;
    }

    /** Those as long and as many as one. */
    static Sequences like(Tf tf, Output<?> sequence) {
        Calc calc = Calc.of(tf);
        return new Sequences(tf, calc.size(sequence, 0), calc.size(sequence, 1));
    }

    /** The same at another place of the graph. */
    Sequences at(Tf other) {
        return new Sequences(other, time, batch);
    }

    /** The number of steps to run: none where there is no example. */
    Output<?> steps() {
        return tf.op("Minimum", time, tf.op("Mul", time, batch));
    }

    /** What a loop knows of a step, (batch, features). */
    static Loop.Var step(int features) {
        return Loop.Var.of(new TensorSpec(Shape.of(Shape.UNKNOWN, features), DType.FLOAT32));
    }

    /** What a loop knows of a sequence. */
    static Loop.Var sequence(int features) {
        return step(features).stacked();
    }

    static Loop.Var tensor(int... sizes) {
        return Loop.Var.of(new TensorSpec(Shape.of(sizes), DType.FLOAT32));
    }

    /** A product of matrices; a sequence's must be {@link #flat}. */
    static Output<?> matmul(Tf tf, Output<?> a, Output<?> b, boolean transposeA, boolean transposeB) {
        return tf.op("MatMul")
                .input(a, b)
                .attr("transpose_a", transposeA)
                .attr("transpose_b", transposeB)
                .out();
    }

    /** All steps of all examples, one below the other. */
    Output<?> flat(Output<?> x, int features) {
        return calc.reshape(x, -1, features);
    }

    /** Each step times a matrix (from, to), or (to, from) where it is transposed. */
    Output<?> times(Output<?> x, int from, Output<?> matrix, boolean transposed, int to) {
        Output<?> product = matmul(tf, flat(x, from), matrix, false, transposed);
        return calc.reshape(product, List.of(time, batch, tf.constant(to)));
    }

    /** The gradient by a matrix that each step of x was multiplied by. */
    Output<?> gradient(Output<?> x, int from, Output<?> ofProducts, int to) {
        return matmul(tf, flat(x, from), flat(ofProducts, to), true, false);
    }

    /** The gradient by a vector that was added to each step. */
    Output<?> gradient(Output<?> ofSums, int features) {
        return tf.op("BiasAddGrad", flat(ofSums, features));
    }

    /** What each step had before it. */
    Output<?> before(Output<?> first, Output<?> all) {
        Output<?> butLast = tf.op("StridedSlice")
                .input(all, tf.constant(List.of(0)), tf.constant(List.of(-1)), tf.constant(List.of(1)))
                .out();
        return calc.concat(List.of(calc.expand(first, 0), butLast), 0);
    }

    /** Room for each step of each example. */
    Output<?> empty(int features) {
        Output<?> sizes = calc.pack(List.of(time, batch, tf.constant(features)));
        return Loop.empty(tf, sizes, DataType.DT_FLOAT);
    }

    /** Zeros for each example. */
    Output<?> zeros(int features) {
        return tf.op("Fill", calc.pack(List.of(batch, tf.constant(features))), tf.constant(0f));
    }

    /** Parts of given sizes of an axis. */
    static List<Output<?>> parts(Tf tf, Output<?> x, int axis, Integer... sizes) {
        return tf.op("SplitV")
                .input(x, tf.constant(List.of(sizes)), tf.constant(axis))
                .attr("num_split", sizes.length)
                .outs();
    }
}
