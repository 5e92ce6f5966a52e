package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;

/**
 * Falls by half a cosine, again and again, each time {@code t_mul} times as long and from {@code m_mul} times the height (Loshchilov and
 * Hutter 2016): {@code rate · ((1 − alpha) · m_mulⁱ · ½ (1 + cos(π f)) + alpha)}, f of the way through fall i. Source: {@code
 * keras.optimizers.schedules.CosineDecayRestarts}.
 *
 * <pre>{@code
 * Optimizer optimizer = adam(cosineDecayRestarts(1e-3, 1000).tMul(1.5).alpha(0.01));
 * }</pre>
 */
public final class CosineDecayRestarts extends Schedule {
    static final Schema<Schedule> SCHEMA = schema("CosineDecayRestarts", "SGDRDecay", CosineDecayRestarts::new);
    private static final Field<Double> INITIAL_LEARNING_RATE = SCHEMA.add(Fields.number("initial_learning_rate"));
    private static final Field<Integer> FIRST_DECAY_STEPS = SCHEMA.add(Fields.positive("first_decay_steps"));
    private static final Field<Double> T_MUL =
            SCHEMA.add(Fields.number("t_mul", "a number of at least 1", value -> value >= 1)
                    .orElse(2.0));
    private static final Field<Double> M_MUL = SCHEMA.add(Fields.number("m_mul").orElse(1.0));
    private static final Field<Double> ALPHA = SCHEMA.add(Fields.number("alpha").orElse(0.0));

    private CosineDecayRestarts(Config config) {
        super(SCHEMA, config);
    }

    static CosineDecayRestarts of(double initialLearningRate, int firstDecaySteps) {
        return (CosineDecayRestarts) SCHEMA.create(
                Config.empty().set(INITIAL_LEARNING_RATE, initialLearningRate).set(FIRST_DECAY_STEPS, firstDecaySteps));
    }

    /** How many times as long each fall is as the one before. */
    public CosineDecayRestarts tMul(double factor) {
        return (CosineDecayRestarts) with(T_MUL, factor);
    }

    /** How many times as high each fall begins as the one before. */
    public CosineDecayRestarts mMul(double factor) {
        return (CosineDecayRestarts) with(M_MUL, factor);
    }

    /** What part of the rate stays. */
    public CosineDecayRestarts alpha(double alpha) {
        return (CosineDecayRestarts) with(ALPHA, alpha);
    }

    @Override
    public double at(long step) {
        double passed = (double) step / get(FIRST_DECAY_STEPS);
        double longer = get(T_MUL);
        double restarts = Math.floor(passed);
        double part = passed - restarts;
        if (longer != 1) {
            restarts = Math.floor(Math.log(1 - passed * (1 - longer)) / Math.log(longer) + 1e-9);
            double length = Math.pow(longer, restarts);
            part = (passed - (1 - length) / (1 - longer)) / length;
        }
        double cosine = 0.5 * Math.pow(get(M_MUL), restarts) * (1 + Math.cos(Math.PI * part));
        return get(INITIAL_LEARNING_RATE) * ((1 - get(ALPHA)) * cosine + get(ALPHA));
    }
}
