package dev.lamina.tensorflow.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.lowering.Lowering;
import dev.lamina.ops.Constants;
import dev.lamina.ops.Listing;
import dev.lamina.ops.Random;
import dev.lamina.ops.Sorting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;

/** Draws have the distributions that they should, and the same seed draws the same. */
final class RandomOpsTest {
    private static final int DRAWS = 20_000;

    private static SymbolicTensor seed(long number) {
        return Arithmetic.literal(NdArray.of(new long[] {number, 5}, 2));
    }

    private static NdArray run(SymbolicTensor tensor) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Tf tf = Tf.of(graph);
            SymbolicTensor input = dev.lamina.Lamina.batchInput("unused", dev.lamina.TensorSpec.of(DType.FLOAT32));
            dev.lamina.Model model = dev.lamina.Model.of(
                    "draws",
                    dev.lamina.Tensors.list(input),
                    dev.lamina.Tensors.list(tensor.plus(dev.lamina.ops.Core.cast(input, tensor.dtype()))));
            var program = Lowering.inference(model);
            ProgramEmitter emitter = new ProgramEmitter(tf, weight -> tf.constant(0), tf.constant(0));
            program.inputs().forEach(each -> emitter.bind(each.tensor(), tf.constant(0f)));
            emitter.emit(program.body());
            try (Result result = session.runner()
                    .fetch(emitter.output(program.outputs().get(0)))
                    .run()) {
                return Natives.array(result.get(0));
            }
        }
    }

    private static void checkMoments(SymbolicTensor draws, double mean, double variance) {
        NdArray found = run(draws);
        double[] values =
                IntStream.range(0, found.size()).mapToDouble(found::getDouble).toArray();
        double average = Arrays.stream(values).average().orElseThrow();
        double spread = Arrays.stream(values)
                .map(x -> (x - average) * (x - average))
                .average()
                .orElseThrow();
        assertThat(average).as("mean").isCloseTo(mean, within(5 * Math.sqrt(variance / DRAWS)));
        assertThat(spread).as("variance").isCloseTo(variance, within(0.1 * variance));
    }

    private static SymbolicTensor many(double value) {
        return Constants.full(value, DRAWS);
    }

    @Test
    void drawsHaveTheirMeansAndVariances() {
        Shape shape = Shape.of(DRAWS);
        checkMoments(Random.normal(shape, 2, 3, seed(1)), 2, 9);
        checkMoments(Random.truncatedNormal(shape, 0, 1, seed(2)), 0, 0.774);
        checkMoments(Random.uniform(shape, -1, 5, seed(3)), 2, 3);
        checkMoments(Random.randint(shape, 1, 7, seed(4)), 3.5, 35 / 12.0);
        checkMoments(Random.gamma(many(2.5), seed(5)), 2.5, 2.5);
        checkMoments(Random.beta(many(2), many(3), seed(6)), 0.4, 0.04);
        checkMoments(Random.binomial(many(10), many(0.3), seed(7)), 3, 2.1);
        checkMoments(Random.dropout(many(1), 0.2, seed(8)), 1, 0.25);
    }

    @Test
    void classesAreAsLikelyAsTheirLogitsSay() {
        double[] logits = {Math.log(0.1), Math.log(0.6), Math.log(0.3)};
        SymbolicTensor rows = Arithmetic.literal(NdArray.of(logits, 1, 3).cast(DType.FLOAT32));
        NdArray found = run(Random.categorical(rows, DRAWS, seed(9)));
        assertThat(found.shape()).isEqualTo(Shape.of(1, DRAWS));
        for (int i = 0; i < 3; i++) {
            int number = i;
            long count = IntStream.range(0, DRAWS)
                    .filter(draw -> found.getDouble(draw) == number)
                    .count();
            assertThat((double) count / DRAWS).isCloseTo(Math.exp(logits[i]), within(0.02));
        }
    }

    @Test
    void shufflingKeepsEverySlice() {
        NdArray found = run(Random.shuffle(Constants.arange(100), 0, seed(10)));
        int[] values = found.ints().clone();
        assertThat(values).isNotEqualTo(IntStream.range(0, 100).toArray());
        Arrays.sort(values);
        assertThat(values).isEqualTo(IntStream.range(0, 100).toArray());
    }

    @Test
    void theSameSeedDrawsTheSame() {
        for (long number : List.of(1L, 2L)) {
            float[] first = run(Random.gamma(many(0.7), seed(number))).floats();
            assertThat(run(Random.gamma(many(0.7), seed(number))).floats()).isEqualTo(first);
            assertThat(run(Random.gamma(many(0.7), seed(number + 5))).floats()).isNotEqualTo(first);
        }
    }

    @Test
    void histogramsCountWhatLiesInEachRange() {
        SymbolicTensor x = Arithmetic.literal(NdArray.of(new float[] {0, 1, 1.5f, 2, 4, 3.9f, 1}, 7));
        Listing.Histogram found = Listing.histogram(x, 4);
        assertThat(run(found.counts()).floats()).containsExactly(1, 3, 1, 2);
        assertThat(run(found.borders()).floats()).containsExactly(0, 1, 2, 3, 4);
        SymbolicTensor inRange = Listing.HISTOGRAM
                .op(dev.lamina.config.Config.empty().set(Listing.BINS, 2).set(Listing.RANGE, List.of(1.0, 2.0)))
                .call(dev.lamina.Arguments.of(List.of(x)))
                .get(0);
        assertThat(run(inRange).floats()).containsExactly(2, 2);
    }

    @Test
    void partitionsPutTheKthInItsPlace() {
        SymbolicTensor x = Arithmetic.literal(NdArray.of(new float[] {5, 3, 9, 1, 7}, 5));
        int[] order = run(Sorting.argpartition(x, 2, -1)).ints();
        assertThat(order[2]).isEqualTo(0);
        assertThat(List.of(order[0], order[1])).containsExactlyInAnyOrder(1, 3);
    }
}
