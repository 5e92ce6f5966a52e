package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Falls ever more slowly: {@code rate / (1 + decay_rate · step / decay_steps)}. Source: {@code
 * keras.optimizers.schedules.InverseTimeDecay}.
 *
 * <pre>{@code
 * Optimizer optimizer = adam(inverseTimeDecay(1e-3, 1000, 0.5));
 * }</pre>
 */
public final class InverseTimeDecay extends Schedule {
    static final Schema<Schedule> SCHEMA = schema("InverseTimeDecay", "InverseTimeDecay", InverseTimeDecay::new);
    private static final Field<Double> INITIAL_LEARNING_RATE = SCHEMA.add(Fields.number("initial_learning_rate"));
    private static final Field<Integer> DECAY_STEPS = SCHEMA.add(Fields.positive("decay_steps"));
    private static final Field<Double> DECAY_RATE = SCHEMA.add(Fields.number("decay_rate"));
    private static final Field<Boolean> STAIRCASE =
            SCHEMA.add(Fields.bool("staircase").orElse(false));

    private InverseTimeDecay(Config config) {
        super(SCHEMA, config);
    }

    static InverseTimeDecay of(double initialLearningRate, int decaySteps, double decayRate) {
        return (InverseTimeDecay) SCHEMA.create(Config.empty()
                .set(INITIAL_LEARNING_RATE, initialLearningRate)
                .set(DECAY_STEPS, decaySteps)
                .set(DECAY_RATE, decayRate));
    }

    /** Whether the rate falls only every {@code decay_steps} steps. */
    public InverseTimeDecay staircase(boolean staircase) {
        return (InverseTimeDecay) with(STAIRCASE, staircase);
    }

    @Override
    public double at(long step) {
        double passed = (double) step / get(DECAY_STEPS);
        double periods = get(STAIRCASE) ? Math.floor(passed) : passed;
        return get(INITIAL_LEARNING_RATE) / (1 + get(DECAY_RATE) * periods);
    }
}
