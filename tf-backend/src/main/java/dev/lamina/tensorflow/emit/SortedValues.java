package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;

/**
 * Known values in the order of their keys: numbers are their own keys, strings have hashes.
 *
 * @param keys int64, ascending
 * @param values the values, in the order of their keys
 * @param positions where each value was before, int64
 */
record SortedValues(NdArray keys, NdArray values, NdArray positions) {
    static SortedValues of(NdArray given) {
        long[] keys = given.dtype() == DType.STRING ? hashes(given) : (long[]) given.storage();
        List<Integer> order = IntStream.range(0, keys.length)
                .boxed()
                .sorted(Comparator.comparingLong(i -> keys[i]))
                .toList();
        long[] sorted = order.stream().mapToLong(i -> keys[i]).toArray();
        refuseEqual(given, order, sorted);
        int count = sorted.length;
        NdArray values = given.dtype() == DType.STRING
                ? NdArray.of(order.stream().map(i -> given.strings()[i]).toArray(String[]::new), count)
                : NdArray.of(sorted, count);
        return new SortedValues(
                NdArray.of(sorted, count),
                values,
                NdArray.of(order.stream().mapToLong(Integer::longValue).toArray(), count));
    }

    private static void refuseEqual(NdArray given, List<Integer> order, long[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new LaminaException("a vocabulary has two tokens that cannot be told apart by their hashes: "
                        + java.lang.reflect.Array.get(given.storage(), order.get(i - 1)) + " and "
                        + java.lang.reflect.Array.get(given.storage(), order.get(i)));
            }
        }
    }

    /** FarmHash64 without its highest bit, almost: as many bins as int64 has positive numbers. */
    static Output<?> hash(Tf tf, Output<?> strings) {
        return tf.op("StringToHashBucketFast")
                .input(strings)
                .attr("num_buckets", Long.MAX_VALUE)
                .out();
    }

    /** The same function that the program applies, run once. */
    private static long[] hashes(NdArray strings) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Tf tf = Tf.of(graph);
            Output<?> hashes = hash(tf, tf.constant(strings));
            try (Result result = session.runner().fetch(hashes).run()) {
                return (long[]) Natives.array(result.get(0)).storage();
            }
        }
    }
}
