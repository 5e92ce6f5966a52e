package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Falls to an end in so many steps: {@code (rate − end) · (1 − step / decay_steps)^power + end}. Source: {@code
 * keras.optimizers.schedules.PolynomialDecay}.
 *
 * <pre>{@code
 * Optimizer optimizer = adam(polynomialDecay(1e-3, 10000).endLearningRate(1e-5).power(2));
 * }</pre>
 */
public final class PolynomialDecay extends Schedule {
    static final Schema<Schedule> SCHEMA = schema("PolynomialDecay", "PolynomialDecay", PolynomialDecay::new);
    private static final Field<Double> INITIAL_LEARNING_RATE = SCHEMA.add(Fields.number("initial_learning_rate"));
    private static final Field<Integer> DECAY_STEPS = SCHEMA.add(Fields.positive("decay_steps"));
    private static final Field<Double> END_LEARNING_RATE =
            SCHEMA.add(Fields.number("end_learning_rate").orElse(0.0001));
    private static final Field<Double> POWER = SCHEMA.add(Fields.number("power").orElse(1.0));
    private static final Field<Boolean> CYCLE = SCHEMA.add(Fields.bool("cycle").orElse(false));

    private PolynomialDecay(Config config) {
        super(SCHEMA, config);
    }

    static PolynomialDecay of(double initialLearningRate, int decaySteps) {
        return (PolynomialDecay) SCHEMA.create(
                Config.empty().set(INITIAL_LEARNING_RATE, initialLearningRate).set(DECAY_STEPS, decaySteps));
    }

    /** The rate behind the last of the steps. */
    public PolynomialDecay endLearningRate(double rate) {
        return (PolynomialDecay) with(END_LEARNING_RATE, rate);
    }

    /** 1 falls in a straight line. */
    public PolynomialDecay power(double power) {
        return (PolynomialDecay) with(POWER, power);
    }

    /** Whether it rises again behind the last of the steps, to fall more slowly. */
    public PolynomialDecay cycle(boolean cycle) {
        return (PolynomialDecay) with(CYCLE, cycle);
    }

    @Override
    public double at(long step) {
        double steps = get(DECAY_STEPS);
        double reached = step;
        if (get(CYCLE)) {
            steps *= step == 0 ? 1 : Math.ceil((double) step / steps);
        } else {
            reached = Math.min((double) step, steps);
        }
        double end = get(END_LEARNING_RATE);
        return (get(INITIAL_LEARNING_RATE) - end) * Math.pow(1 - reached / steps, get(POWER)) + end;
    }
}
