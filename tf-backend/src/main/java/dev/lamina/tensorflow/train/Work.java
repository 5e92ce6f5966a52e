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
 * How much arithmetic a program does for one example, from its static shapes alone: it decides which executor is faster, the same on
 * every machine.
 *
 * <p>Handing operations, or parts of them, over to other threads takes time, which pays once its convolutions and products take
 * longer than that. The numbers are from the VQ-VAE of keras.io on two cores, with a pool of threads for each session; it does
 * 5.5 million multiplications for an image.
 *
 * @param all multiplications of convolutions, matrix products and recurrences in the forward pass; unknown sizes count as 1
 * @param divisible those of them that threads can divide among themselves: of a recurrence, one step
 */
public record Work(long all, long divisible) {
    /**
     * Multiplications in the forward pass from which several operations at once are faster than one thread: 1.9 and 2.3 ms at a
     * batch of 1, 3.6 and 2.9 ms at 4, 4.3 and 4.2 ms at 8.
     */
    static final long OPERATIONS_FROM = 30_000_000;

    /**
     * Multiplications from which several threads in an operation are faster than one: 6.9 and 5.0 ms at a batch of 16, 15.9 and
     * 15.8 ms at 48, 40.7 and 41.1 ms at 128. An LSTM of 100 steps of 8 million each is faster by one: 18 and 27 ms.
     */
    static final long PARALLEL_FROM = 300_000_000;

    /** The faster executor for batches of a size. */
    public Executor executor(int batchSize) {
        if (all * batchSize < OPERATIONS_FROM) {
            return Executor.SINGLE_THREADED;
        }
        return divisible * batchSize < PARALLEL_FROM ? Executor.THREAD_PER_OPERATION : Executor.PARALLEL;
    }

    /** What a program does for one example. */
    public static Work of(Program program) {
        long all = 0;
        long divisible = 0;
        for (Node node : program.body()) {
            long work = of(node);
            all += work * steps(node);
            divisible += work;
        }
        return new Work(all, divisible);
    }

    /** How many times a node does its work, each after the one before. */
    private static int steps(Node node) {
        return isRecurrence(node)
                ? Math.max(1, node.arguments().tensors().get(0).shape().size(0))
                : 1;
    }

    private static boolean isRecurrence(Node node) {
        return node.operation() instanceof Op op && (op.type() == Recurrence.LSTM || op.type() == Recurrence.GRU);
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
        if (isRecurrence(node)) {
            return elements(second) + elements(in.get(2).shape());
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
