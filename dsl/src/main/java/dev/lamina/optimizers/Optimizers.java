package dev.lamina.optimizers;

import dev.lamina.config.Config;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.schedules.LearningRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes optimizers; made for {@code import static}. Source: {@code keras.optimizers}. */
public final class Optimizers {
    private Optimizers() {}

    /** All of Keras's optimizers that Lamina has. */
    public static List<Schema<Optimizer>> schemas() {
        return List.of(
                Sgd.SCHEMA,
                Adam.SCHEMA,
                Adam.ADAM_W_SCHEMA,
                RmsProp.SCHEMA,
                Adagrad.SCHEMA,
                Adadelta.SCHEMA,
                Adamax.SCHEMA,
                Nadam.SCHEMA,
                Ftrl.SCHEMA,
                Lion.SCHEMA,
                Lamb.SCHEMA,
                Adafactor.SCHEMA,
                Muon.SCHEMA,
                ScheduleFreeAdamW.SCHEMA,
                LossScaleOptimizer.SCHEMA,
                MultiOptimizer.SCHEMA);
    }

    /** See {@link Sgd}. */
    public static Sgd sgd(double learningRate) {
        return Sgd.of(learningRate);
    }

    /** See {@link Adam}. */
    public static Adam adam(double learningRate) {
        return Adam.of(learningRate);
    }

    /** {@link Adam} at a rate that changes. */
    public static Adam adam(LearningRate learningRate) {
        return (Adam) Adam.of(0).learningRate(learningRate);
    }

    /** {@link Adam} with decaying weights (Loshchilov and Hutter 2019); the decay is 0.004 where none is set. */
    public static Adam adamW(double learningRate) {
        return Adam.withDecay(learningRate);
    }

    /** See {@link RmsProp}. */
    public static RmsProp rmsProp(double learningRate) {
        return RmsProp.of(learningRate);
    }

    /** See {@link Adagrad}. */
    public static Adagrad adagrad(double learningRate) {
        return Adagrad.of(learningRate);
    }

    /** See {@link Adadelta}. */
    public static Adadelta adadelta(double learningRate) {
        return Adadelta.of(learningRate);
    }

    /** See {@link Adamax}. */
    public static Adamax adamax(double learningRate) {
        return Adamax.of(learningRate);
    }

    /** See {@link Lion}. */
    public static Lion lion(double learningRate) {
        return Lion.of(learningRate);
    }

    /** See {@link Nadam}. */
    public static Nadam nadam(double learningRate) {
        return Nadam.of(learningRate);
    }

    /** See {@link Ftrl}. */
    public static Ftrl ftrl(double learningRate) {
        return Ftrl.of(learningRate);
    }

    /** See {@link Lamb}. */
    public static Lamb lamb(double learningRate) {
        return Lamb.of(learningRate);
    }

    /** See {@link Adafactor}. */
    public static Adafactor adafactor(double learningRate) {
        return Adafactor.of(learningRate);
    }

    /** See {@link Muon}. */
    public static Muon muon(double learningRate) {
        return Muon.of(learningRate);
    }

    /** See {@link ScheduleFreeAdamW}. */
    public static ScheduleFreeAdamW scheduleFreeAdamW(double learningRate) {
        return ScheduleFreeAdamW.of(learningRate);
    }

    /** See {@link LossScaleOptimizer}. */
    public static LossScaleOptimizer lossScale(Optimizer inner) {
        return LossScaleOptimizer.of(inner);
    }

    /**
     * See {@link MultiOptimizer}.
     *
     * @param otherwise the optimizer of all other weights
     * @param byPath the optimizers of the weights whose paths, such as {@code conv2d/kernel}, match regular expressions
     */
    public static MultiOptimizer multiOptimizer(Optimizer otherwise, Map<String, Optimizer> byPath) {
        return MultiOptimizer.of(new OptimizerMap(otherwise, byPath));
    }

    /**
     * The optimizer that Keras knows under a name, such as {@code adam} or {@code RMSprop}, at its default rate.
     *
     * @throws ConfigException if there is none, with the nearest known name
     */
    public static Optimizer named(String name) {
        List<String> known = new ArrayList<>();
        for (Schema<Optimizer> schema : schemas()) {
            if (schema.className().equalsIgnoreCase(name)) {
                return schema.create(Config.empty());
            }
            known.add(schema.className().toLowerCase(Locale.ROOT));
        }
        throw new ConfigException("unknown optimizer \"" + name + "\"; " + Plain.suggestion(name, known));
    }
}
