package dev.lamina.schedules;

import dev.lamina.config.Schema;
import java.util.List;

/** Makes schedules of learning rates; made for {@code import static}. Source: {@code keras.optimizers.schedules}. */
public final class Schedules {
    private Schedules() {}

    /** All of Keras's schedules that Lamina has. */
    public static List<Schema<Schedule>> schemas() {
        return List.of(
                ExponentialDecay.SCHEMA,
                InverseTimeDecay.SCHEMA,
                PolynomialDecay.SCHEMA,
                CosineDecay.SCHEMA,
                CosineDecayRestarts.SCHEMA,
                PiecewiseConstantDecay.SCHEMA);
    }

    /** See {@link ExponentialDecay}. */
    public static ExponentialDecay exponentialDecay(double initialLearningRate, int decaySteps, double decayRate) {
        return ExponentialDecay.of(initialLearningRate, decaySteps, decayRate);
    }

    /** See {@link InverseTimeDecay}. */
    public static InverseTimeDecay inverseTimeDecay(double initialLearningRate, int decaySteps, double decayRate) {
        return InverseTimeDecay.of(initialLearningRate, decaySteps, decayRate);
    }

    /** See {@link PolynomialDecay}. */
    public static PolynomialDecay polynomialDecay(double initialLearningRate, int decaySteps) {
        return PolynomialDecay.of(initialLearningRate, decaySteps);
    }

    /** See {@link CosineDecay}. */
    public static CosineDecay cosineDecay(double initialLearningRate, int decaySteps) {
        return CosineDecay.of(initialLearningRate, decaySteps);
    }

    /** See {@link CosineDecayRestarts}. */
    public static CosineDecayRestarts cosineDecayRestarts(double initialLearningRate, int firstDecaySteps) {
        return CosineDecayRestarts.of(initialLearningRate, firstDecaySteps);
    }

    /** See {@link PiecewiseConstantDecay}; one value more than boundaries. */
    public static PiecewiseConstantDecay piecewiseConstantDecay(List<Integer> boundaries, List<Double> values) {
        return PiecewiseConstantDecay.of(boundaries, values);
    }
}
