package dev.lamina.tensorflow.layers;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.vectorQuantizer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NdArray;
import dev.lamina.layers.Codebook;
import dev.lamina.layers.VectorQuantizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VectorQuantizerTest {
    private static final int CODES = 5;
    private static final int DIM = 3;
    private static final NdArray X = random(1, 4, 6, DIM);
    private static final NdArray EMBEDDINGS = withAnUnusedCode(random(2, DIM, CODES));

    private static NdArray random(int seed, int... shape) {
        int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[size];
        Random random = new Random(seed);
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, shape);
    }

    /** The last code far from all vectors. */
    private static NdArray withAnUnusedCode(NdArray embeddings) {
        for (int axis = 0; axis < DIM; axis++) {
            embeddings.floats()[axis * CODES + CODES - 1] = 100;
        }
        return embeddings;
    }

    private static LayerRun run(VectorQuantizer layer) {
        return LayerRun.training(layer, input("x", 6, DIM), List.of(X), List.of("embeddings"), List.of(EMBEDDINGS));
    }

    /** The index of the code with the least squared distance, by trying all. */
    private static int nearest(int row) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int code = 0; code < CODES; code++) {
            double distance = 0;
            for (int axis = 0; axis < DIM; axis++) {
                double difference = X.getDouble(row * DIM + axis) - EMBEDDINGS.getDouble(axis * CODES + code);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = code;
            }
        }
        return best;
    }

    @Test
    void picksTheNearestCode() {
        LayerRun run = run(vectorQuantizer(CODES, DIM));
        NdArray indices = run.outputs().get(1);
        assertThat(indices.shape().sizes()).containsExactly(4, 6);
        for (int row = 0; row < 24; row++) {
            assertThat(indices.ints()[row]).isEqualTo(nearest(row));
            for (int axis = 0; axis < DIM; axis++) {
                assertThat(run.outputs().get(0).getDouble(row * DIM + axis))
                        .isCloseTo(EMBEDDINGS.getDouble(axis * CODES + nearest(row)), within(1e-6));
            }
        }
    }

    @Test
    void gradientsPassStraightThrough() {
        LayerRun run = run(vectorQuantizer(CODES, DIM).commitmentCost(0).codebookCost(0));
        // The gradient of the sum of the outputs.
        assertThat(run.gradient("x").floats()).containsOnly(1f);
    }

    @Test
    void theCodebookLearnsFromItsLoss() {
        LayerRun run = run(vectorQuantizer(CODES, DIM).commitmentCost(0));
        double[] expected = new double[DIM * CODES];
        for (int row = 0; row < 24; row++) {
            for (int axis = 0; axis < DIM; axis++) {
                int at = axis * CODES + nearest(row);
                expected[at] += 2 * (EMBEDDINGS.getDouble(at) - X.getDouble(row * DIM + axis)) / (24 * DIM);
            }
        }
        assertThat(Arrays.stream(expected).anyMatch(value -> value != 0)).isTrue();
        for (int i = 0; i < expected.length; i++) {
            assertThat(run.gradient("embeddings").getDouble(i)).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void reportsHowTheCodebookIsUsed() {
        LayerRun run = run(vectorQuantizer(CODES, DIM));
        double[] counts = new double[CODES];
        for (int row = 0; row < 24; row++) {
            counts[nearest(row)]++;
        }
        double entropy = Arrays.stream(counts)
                .filter(count -> count > 0)
                .map(count -> -count / 24 * Math.log(count / 24))
                .sum();
        assertThat(run.metric("perplexity")).isCloseTo(Math.exp(entropy), within(1e-5));
        assertThat(run.metric("codebook_usage"))
                .isCloseTo(Arrays.stream(counts).filter(count -> count > 0).count() / 5.0, within(1e-6));
    }

    @Test
    void theMovingCodebookFollowsTheFormula() {
        double decay = 0.9;
        double epsilon = 0.01;
        LayerRun run =
                run(vectorQuantizer(CODES, DIM).codebook(Codebook.ema(decay).epsilon(epsilon)));
        double[] size = new double[CODES];
        double[][] average = new double[DIM][CODES];
        Arrays.fill(size, decay);
        for (int axis = 0; axis < DIM; axis++) {
            for (int code = 0; code < CODES; code++) {
                average[axis][code] = decay * run.before("embeddings_average").getDouble(axis * CODES + code);
            }
        }
        for (int row = 0; row < 24; row++) {
            size[nearest(row)] += 1 - decay;
            for (int axis = 0; axis < DIM; axis++) {
                average[axis][nearest(row)] += (1 - decay) * X.getDouble(row * DIM + axis);
            }
        }
        double total = Arrays.stream(size).sum();
        for (int code = 0; code < CODES; code++) {
            assertThat(run.update("cluster_size").getDouble(code)).isCloseTo(size[code], within(1e-5));
            double smoothed = (size[code] + epsilon) / (total + CODES * epsilon) * total;
            for (int axis = 0; axis < DIM; axis++) {
                int at = axis * CODES + code;
                assertThat(run.update("embeddings_average").getDouble(at)).isCloseTo(average[axis][code], within(1e-5));
                assertThat(run.update("embeddings").getDouble(at))
                        .isCloseTo(average[axis][code] / smoothed, within(1e-5));
            }
        }
    }

    @Test
    void averagesBeginAtTheCodebook() {
        var layer = vectorQuantizer(CODES, DIM).codebook(Codebook.ema(0.9));
        LayerRun run = LayerRun.training(layer, input("x", 6, DIM), List.of(X), List.of(), List.of());
        assertThat(run.before("embeddings_average")).isEqualTo(run.before("embeddings"));
        assertThat(new HashSet<>(Arrays.asList(box(run.before("embeddings").floats()))).size())
                .isGreaterThan(1);
    }

    @Test
    void deadCodesBeginAnewAtVectorsOfTheBatch() {
        var layer = vectorQuantizer(CODES, DIM)
                .codebook(Codebook.ema(0.5).restartBelow(0.6))
                .seed(3);
        LayerRun run = run(layer);
        boolean[] used = new boolean[CODES];
        for (int row = 0; row < 24; row++) {
            used[nearest(row)] = true;
        }
        // Without a member, a count of 1 falls to 0.5; codes with one member stay at 1.
        int dead = 0;
        for (int code = 0; code < CODES; code++) {
            if (!used[code]) {
                dead++;
                assertThat(column(run.update("embeddings"), code)).isIn(rows());
                assertThat(run.update("cluster_size").getDouble(code)).isCloseTo(0.6, within(1e-6));
            } else {
                assertThat(column(run.update("embeddings"), code)).isNotIn(rows());
            }
        }
        assertThat(dead).isPositive();
        assertThat(run(layer).update("embeddings")).isEqualTo(run.update("embeddings"));
    }

    private static LayerRun begun(float steps) {
        var layer = vectorQuantizer(CODES, DIM).codebook(Codebook.ema(0.9).kMeans(3));
        return LayerRun.training(
                layer,
                input("x", 6, DIM),
                List.of(X),
                List.of("embeddings", "steps"),
                List.of(EMBEDDINGS, NdArray.of(new float[] {steps})));
    }

    @Test
    void kMeansBeginsAtVectorsOfTheFirstBatch() {
        LayerRun run = begun(0);
        for (int code = 0; code < CODES; code++) {
            assertThat(column(run.update("embeddings"), code)).isIn(rows());
        }
        assertThat(run.update("cluster_size").floats()).containsOnly(1f);
        assertThat(run.update("embeddings_average")).isEqualTo(run.update("embeddings"));
        assertThat(run.update("steps").getDouble(0)).isEqualTo(1);
    }

    @Test
    void kMeansMovesCodesToTheMeansOfTheBatch() {
        LayerRun run = begun(3);
        int[] counts = new int[CODES];
        double[] sums = new double[CODES];
        for (int row = 0; row < 24; row++) {
            counts[nearest(row)]++;
            sums[nearest(row)] += X.getDouble(row * DIM);
        }
        for (int code = 0; code < CODES; code++) {
            if (counts[code] == 0) {
                assertThat(column(run.update("embeddings"), code)).isIn(rows());
            } else {
                assertThat(run.update("embeddings").getDouble(code)).isCloseTo(sums[code] / counts[code], within(1e-5));
                assertThat(run.update("cluster_size").getDouble(code)).isEqualTo(counts[code]);
            }
        }
    }

    @Test
    void kMeansEndsInMovingAverages() {
        LayerRun after = begun(4);
        LayerRun plain = run(vectorQuantizer(CODES, DIM).codebook(Codebook.ema(0.9)));
        assertThat(after.update("cluster_size").floats())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(plain.update("cluster_size").floats());
    }

    private static Set<List<Float>> rows() {
        Set<List<Float>> rows = new HashSet<>();
        for (int row = 0; row < 24; row++) {
            rows.add(
                    List.of(box(X.rows(0, 4).reshape(24, DIM).rows(row, row + 1).floats())));
        }
        return rows;
    }

    private static List<Float> column(NdArray matrix, int code) {
        Float[] column = new Float[DIM];
        for (int axis = 0; axis < DIM; axis++) {
            column[axis] = (float) matrix.getDouble(axis * CODES + code);
        }
        return List.of(column);
    }

    private static Float[] box(float... values) {
        Float[] boxed = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
