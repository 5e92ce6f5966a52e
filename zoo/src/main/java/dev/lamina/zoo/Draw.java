package dev.lamina.zoo;

import java.util.random.RandomGenerator;

/** Draws one of several choices: what turns a model that predicts the next thing into one that makes things. */
public final class Draw {
    private Draw() {}

    /**
     * Draws by logits.
     *
     * @param logits where a stretch of them stands
     * @param from where it begins
     * @param count how many choices there are
     * @param temperature what logits are divided by: below 1 the likely ones become likelier, near 0 the likeliest alone is drawn
     * @return a number from 0 to {@code count - 1}
     */
    public static int byLogits(float[] logits, int from, int count, double temperature, RandomGenerator random) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, logits[from + i]);
        }
        double[] weights = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            weights[i] = Math.exp((logits[from + i] - largest) / temperature);
            sum += weights[i];
        }
        double place = random.nextDouble() * sum;
        for (int i = 0; i < count; i++) {
            place -= weights[i];
            if (place < 0) {
                return i;
            }
        }
        return count - 1;
    }

    /** Draws by probabilities; see {@link #byLogits}. */
    public static int byProbabilities(
            float[] probabilities, int from, int count, double temperature, RandomGenerator random) {
        float[] logits = new float[count];
        for (int i = 0; i < count; i++) {
            logits[i] = (float) Math.log(Math.max(probabilities[from + i], 1e-30));
        }
        return byLogits(logits, 0, count, temperature, random);
    }
}
