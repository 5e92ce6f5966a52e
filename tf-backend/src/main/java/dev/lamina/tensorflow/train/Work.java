package dev.lamina.tensorflow.train;

import dev.lamina.Node;
import dev.lamina.Op;
import dev.lamina.Shape;
import dev.lamina.TensorSpec;
import dev.lamina.lowering.Program;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Loops;
import dev.lamina.ops.Recurrence;
import dev.lamina.tensorflow.runtime.Executor;
import java.util.List;

/**
 * How much arithmetic a program does, from its static shapes alone: it decides which executor is faster, the same on every machine.
 *
 * <p>Handing operations over to other threads costs a step about a millisecond, which pays once its convolutions and products take
 * longer than that.
 */
final class Work {
    /**
     * Multiplications in the forward pass from which the pool of threads is faster. A step of the VQ-VAE of keras.io, which does 5.5
     * million for an image, took one thread and the pool on two idle cores, with the same kernels in a graph made by hand: 0.69 and 1.60
     * ms at a batch of 1, 4.30 and 3.99 ms at 16, 42.4 and 23.8 ms at 128. They are equal a little below 16.
     */
    static final long PARALLEL_FROM = 80_000_000;

    private Work() {}

    static Executor executor(long work, int batchSize) {
        return work * batchSize >= PARALLEL_FROM ? Executor.PARALLEL : Executor.SINGLE_THREADED;
    }

    /** The multiplications of convolutions, matrix products and recurrences for one example; unknown sizes count as 1. */
    static long of(Program program) {
        return program.body().stream().mapToLong(Work::of).sum();
    }

    private static long of(Node node) {
        Op op = (Op) node.operation();
        if (node.arguments().tensors().size() < 2) {
            return 0;
        }
        List<TensorSpec> in =
                node.arguments().tensors().stream().map(tensor -> tensor.spec()).toList();
        Shape second = in.get(1).shape();
        if (op.type() == Convolutions.CONV) {
            return elements(node.outputs().get(0).shape()) * (elements(second) / second.last());
        }
        if (op.type() == Convolutions.CONV_TRANSPOSE) {
            return elements(in.get(0).shape()) * (elements(second) / second.last());
        }
        if (op.type() == Loops.SCAN && !op.param(Loops.UNROLL)) {
            // One thread alone cannot run TensorFlow's loops.
            return PARALLEL_FROM;
        }
        if (op.type() == Recurrence.LSTM) {
            return Math.max(1, in.get(0).shape().size(0))
                    * (elements(second) + elements(in.get(2).shape()));
        }
        if (op.type() == Linear.MATMUL) {
            return elements(node.outputs().get(0).shape())
                    * Math.max(1, in.get(0).shape().last());
        }
        return 0;
    }

    private static long elements(Shape shape) {
        long product = 1;
        for (int size : shape.sizes()) {
            product *= Math.max(1, size);
        }
        return product;
    }
}
