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
 * <p>Handing operations, or parts of them, over to other threads takes time, which pays once its convolutions and products take
 * longer than that. The numbers are from the VQ-VAE of keras.io on two cores, with a pool of threads for each session; it does
 * 5.5 million multiplications for an image.
 */
final class Work {
    /**
     * Multiplications in the forward pass from which several operations at once are faster than one thread: 1.9 and 2.3 ms at a
     * batch of 1, 3.6 and 2.9 ms at 4, 4.3 and 4.2 ms at 8.
     */
    static final long OPERATIONS_FROM = 30_000_000;

    /**
     * Multiplications from which several threads in an operation are faster than one: 6.9 and 5.0 ms at a batch of 16, 15.9 and
     * 15.8 ms at 48, 40.7 and 41.1 ms at 128.
     */
    static final long PARALLEL_FROM = 300_000_000;

    private Work() {}

    static Executor executor(long work, int batchSize) {
        long all = work * batchSize;
        if (all < OPERATIONS_FROM) {
            return Executor.SINGLE_THREADED;
        }
        return all < PARALLEL_FROM ? Executor.THREAD_PER_OPERATION : Executor.PARALLEL;
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
            return OPERATIONS_FROM;
        }
        if (op.type() == Recurrence.LSTM || op.type() == Recurrence.GRU) {
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
