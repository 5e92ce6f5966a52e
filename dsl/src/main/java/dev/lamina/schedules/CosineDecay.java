package dev.lamina.schedules;

import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rises to a target in a straight line, where there is one, and falls by half a cosine (Loshchilov and Hutter 2016): {@code rate · ((1 −
 * alpha) · ½ (1 + cos(π step / decay_steps)) + alpha)}. Source: {@code keras.optimizers.schedules.CosineDecay}.
 *
 * <pre>{@code
 * Optimizer optimizer = adam(cosineDecay(0, 9000).warmup(1e-3, 1000));
 * }</pre>
 */
public final class CosineDecay extends Schedule {
    static final Schema<Schedule> SCHEMA = schema("CosineDecay", "CosineDecay", CosineDecay::new);
    private static final Field<Double> INITIAL_LEARNING_RATE = SCHEMA.add(Fields.number("initial_learning_rate"));
    private static final Field<Integer> DECAY_STEPS = SCHEMA.add(Fields.positive("decay_steps"));
    private static final Field<Double> ALPHA = SCHEMA.add(Fields.number("alpha").orElse(0.0));
    private static final Field<@Nullable Double> WARMUP_TARGET =
            SCHEMA.add(Fields.number("warmup_target").orNull());
    private static final Field<Integer> WARMUP_STEPS = SCHEMA.add(
            Fields.integer("warmup_steps", "at least 0", value -> value >= 0).orElse(0));

    private CosineDecay(Config config) {
        super(SCHEMA, config);
    }

    static CosineDecay of(double initialLearningRate, int decaySteps) {
        return (CosineDecay) SCHEMA.create(
                Config.empty().set(INITIAL_LEARNING_RATE, initialLearningRate).set(DECAY_STEPS, decaySteps));
    }

    /** What part of the rate stays. */
    public CosineDecay alpha(double alpha) {
        return (CosineDecay) with(ALPHA, alpha);
    }

    /** Rises from the initial rate to {@code target} in the first steps, and falls from there. */
    public CosineDecay warmup(double target, int steps) {
        return (CosineDecay) SCHEMA.create(config().set(WARMUP_TARGET, target).set(WARMUP_STEPS, steps));
    }

    @Override
    public double at(long step) {
        Double target = get(WARMUP_TARGET);
        double initial = get(INITIAL_LEARNING_RATE);
        if (target == null) {
            return fallen(initial, step);
        }
        int warmup = get(WARMUP_STEPS);
        return step < warmup ? initial + (target - initial) * step / warmup : fallen(target, step - warmup);
    }

    private double fallen(double rate, long step) {
        double part = Math.min(1.0, (double) step / get(DECAY_STEPS));
        double cosine = 0.5 * (1 + Math.cos(Math.PI * part));
        return rate * ((1 - get(ALPHA)) * cosine + get(ALPHA));
    }
}
