package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Falls by a factor every so many steps: {@code rate · decay_rate^(step / decay_steps)}. Source: {@code
 * keras.optimizers.schedules.ExponentialDecay}.
 *
 * <pre>{@code
 * Optimizer optimizer = sgd(0).learningRate(exponentialDecay(0.1, 1000, 0.96).staircase(true));
 * }</pre>
 */
public final class ExponentialDecay extends Schedule {
    static final Schema<Schedule> SCHEMA = schema("ExponentialDecay", "ExponentialDecay", ExponentialDecay::new);
    private static final Field<Double> INITIAL_LEARNING_RATE = SCHEMA.add(Fields.number("initial_learning_rate"));
    private static final Field<Integer> DECAY_STEPS = SCHEMA.add(Fields.positive("decay_steps"));
    private static final Field<Double> DECAY_RATE = SCHEMA.add(Fields.number("decay_rate"));
    private static final Field<Boolean> STAIRCASE =
            SCHEMA.add(Fields.bool("staircase").orElse(false));

    private ExponentialDecay(Config config) {
        super(SCHEMA, config);
    }

    static ExponentialDecay of(double initialLearningRate, int decaySteps, double decayRate) {
        return (ExponentialDecay) SCHEMA.create(Config.empty()
                .set(INITIAL_LEARNING_RATE, initialLearningRate)
                .set(DECAY_STEPS, decaySteps)
                .set(DECAY_RATE, decayRate));
    }

    /** Whether the rate falls only every {@code decay_steps} steps. */
    public ExponentialDecay staircase(boolean staircase) {
        return (ExponentialDecay) with(STAIRCASE, staircase);
    }

    @Override
    public double at(long step) {
        double passed = (double) step / get(DECAY_STEPS);
        double periods = get(STAIRCASE) ? Math.floor(passed) : passed;
        return get(INITIAL_LEARNING_RATE) * Math.pow(get(DECAY_RATE), periods);
    }
}
