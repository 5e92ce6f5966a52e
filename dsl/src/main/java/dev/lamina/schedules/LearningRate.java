package dev.lamina.schedules;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import org.jspecify.annotations.Nullable;

/** The step size of an optimizer: one number, or a {@link Schedule}. */
public interface LearningRate {
    /** The rate of a step, counted from 0. */
    double at(long step);

    /** How a file holds it. */
    Object toPlain();

    /** The same rate in all steps. */
    static LearningRate of(double rate) {
        return new Constant(rate);
    }

    /** One rate for all steps; callbacks may change it while training runs. */
    record Constant(double rate) implements LearningRate {
        @Override
        public double at(long step) {
            return rate;
        }

        @Override
        public Object toPlain() {
            return rate;
        }
    }

    /** How files hold learning rates: a number, or a schedule's object. */
    final class RateCodec implements Codec<LearningRate> {
        /** The codec; it has no state. */
        public RateCodec() {}

        @Override
        public LearningRate read(@Nullable Object plain, Place place) {
            if (plain instanceof Number number) {
                return of(number.doubleValue());
            }
            return place.read(Schedule.class, Plain.map(plain, place));
        }

        @Override
        public Object write(LearningRate value) {
            return value.toPlain();
        }

        @Override
        public boolean allows(LearningRate value) {
            return !(value instanceof Constant constant) || (constant.rate() >= 0 && Double.isFinite(constant.rate()));
        }

        @Override
        public String expected() {
            return "a number of at least 0 or a schedule";
        }
    }
}
