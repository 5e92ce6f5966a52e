package dev.lamina.zoo;

import dev.lamina.NdArray;
import dev.lamina.errors.ConfigException;
import java.util.SplittableRandom;

/**
 * First values of a codebook: the centres of clusters of the encoder's vectors, which keeps codes from lying where no vector is
 * (Zeghidour and others 2021: SoundStream). For codebooks that learn by gradient; moving ones begin so by themselves, with {@code
 * Codebook.ema(0.99).kMeans(10)}.
 *
 * <pre>{@code
 * NdArray vectors = NdArray.of(new float[] {0, 0, 0, 1, 9, 9, 9, 8}, 4, 2);
 * NdArray codebook = KMeans.codebook(vectors, 2, 10, 1); // (2, 2): for the weight vector_quantizer/embeddings
 * }</pre>
 */
public final class KMeans {
    private KMeans() {}

    /**
     * The centres of clusters, by Lloyd's iterations from vectors that are drawn; a cluster that loses all its vectors begins anew at
     * one that is drawn.
     *
     * @param vectors float32 (…, dim), such as what an encoder makes of some images
     * @param codes how many clusters
     * @param iterations how often the centres move; 10 is usual
     * @param seed of the draws
     * @return (dim, codes), as {@code VectorQuantizer} keeps them
     * @throws ConfigException if there are fewer vectors than codes
     */
    public static NdArray codebook(NdArray vectors, int codes, int iterations, long seed) {
        int dim = vectors.shape().last();
        int count = vectors.size() / dim;
        if (count < codes) {
            throw new ConfigException("KMeans: " + codes + " codes need as many vectors at least; received " + count);
        }
        float[] values = vectors.floats();
        SplittableRandom random = new SplittableRandom(seed);
        float[] centres = new float[codes * dim];
        int[] drawn = random.ints(0, count).distinct().limit(codes).toArray();
        for (int code = 0; code < codes; code++) {
            System.arraycopy(values, drawn[code] * dim, centres, code * dim, dim);
        }
        for (int i = 0; i < iterations; i++) {
            move(centres, values, dim, random);
        }
        return transposed(centres, codes, dim);
    }

    private static void move(float[] centres, float[] values, int dim, SplittableRandom random) {
        int codes = centres.length / dim;
        int count = values.length / dim;
        double[] sums = new double[centres.length];
        int[] sizes = new int[codes];
        for (int v = 0; v < count; v++) {
            int code = nearest(centres, values, v * dim, dim);
            sizes[code]++;
            for (int d = 0; d < dim; d++) {
                sums[code * dim + d] += values[v * dim + d];
            }
        }
        for (int code = 0; code < codes; code++) {
            int fresh = random.nextInt(count);
            for (int d = 0; d < dim; d++) {
                centres[code * dim + d] =
                        sizes[code] == 0 ? values[fresh * dim + d] : (float) (sums[code * dim + d] / sizes[code]);
            }
        }
    }

    private static int nearest(float[] centres, float[] values, int vector, int dim) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int code = 0; code < centres.length / dim; code++) {
            double distance = 0;
            for (int d = 0; d < dim; d++) {
                double difference = values[vector + d] - centres[code * dim + d];
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = code;
            }
        }
        return best;
    }

    private static NdArray transposed(float[] centres, int codes, int dim) {
        float[] result = new float[centres.length];
        for (int code = 0; code < codes; code++) {
            for (int d = 0; d < dim; d++) {
                result[d * codes + code] = centres[code * dim + d];
            }
        }
        return NdArray.of(result, dim, codes);
    }
}
