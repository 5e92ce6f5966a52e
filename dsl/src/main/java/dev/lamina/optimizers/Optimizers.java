package dev.lamina.optimizers;

import dev.lamina.config.Schema;
import dev.lamina.schedules.LearningRate;
import java.util.List;

/** Makes optimizers; made for {@code import static}. Source: {@code keras.optimizers}. */
public final class Optimizers {
    private Optimizers() {}

    /** All of Keras's optimizers that Lamina has. */
    public static List<Schema<Optimizer>> schemas() {
        return List.of(Sgd.SCHEMA, Adam.SCHEMA, Adam.ADAM_W_SCHEMA);
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
}
