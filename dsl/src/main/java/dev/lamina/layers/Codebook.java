package dev.lamina.layers;

import org.jspecify.annotations.Nullable;

/** How the codebook of a {@link VectorQuantizer} learns. */
public sealed interface Codebook {
    /** By gradient, from the loss {@code codebookCost · mean((q - sg(x))²)} (van den Oord et al. 2017). */
    static Codebook gradient() {
        return new Gradient();
    }

    /**
     * As the moving average of the vectors that each code is the nearest of (van den Oord et al. 2017, appendix A).
     *
     * @param decay how much of an average stays at each step, from 0 to 1; 0.99 is usual
     */
    static Ema ema(double decay) {
        return new Ema(decay, 1e-5, null, null);
    }

    /** The codebook is a trainable weight. */
    record Gradient() implements Codebook {}

    /**
     * The codebook is state that follows the vectors.
     *
     * @param decay how much of an average stays at each step
     * @param epsilon what is added to each code's count, so that unused ones are not divided by zero
     * @param restartBelow the moving count below which a code is dead and gets the place of a vector of the batch; null for
     *     never
     * @param kMeansSteps with how many steps of k-means the codebook begins; null for its initializer's values
     */
    record Ema(
            double decay,
            double epsilon,
            @Nullable Double restartBelow,
            @Nullable Integer kMeansSteps) implements Codebook {
        /** This with another number added to counts; 1e-5 by default. */
        public Ema epsilon(double changed) {
            return new Ema(decay, changed, restartBelow, kMeansSteps);
        }

        /**
         * This with codes whose moving count falls below {@code count} beginning anew, each at a vector of the batch that is
         * drawn at random.
         */
        public Ema restartBelow(double count) {
            return new Ema(decay, epsilon, count, kMeansSteps);
        }

        /**
         * This with a beginning by k-means, which keeps codes from lying where no vector is: after the first step of training the codes
         * are vectors drawn from its batch, and in as many steps as this says behind it each code moves to the mean of the vectors of
         * the batch that it is the nearest of, or to one that is drawn where there are none. Source: Zeghidour and others 2021,
         * SoundStream.
         *
         * @param steps at least 1; 10 is usual
         */
        public Ema kMeans(int steps) {
            return new Ema(decay, epsilon, restartBelow, steps);
        }
    }
}
