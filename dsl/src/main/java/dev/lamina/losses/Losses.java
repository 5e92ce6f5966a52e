package dev.lamina.losses;

import dev.lamina.config.Schema;
import java.util.List;
import java.util.stream.Stream;

/** Makes losses; made for {@code import static}. Source: {@code keras.losses}. */
public final class Losses {
    private Losses() {}

    /** All of Keras's losses that Lamina has. */
    public static List<Schema<Loss>> schemas() {
        return Stream.of(PlainLoss.values()).map(PlainLoss::schema).toList();
    }

    /** {@code mean((y − p)²)} */
    public static Loss meanSquaredError() {
        return PlainLoss.MEAN_SQUARED_ERROR.loss();
    }

    /** {@code mean(|y − p|)} */
    public static Loss meanAbsoluteError() {
        return PlainLoss.MEAN_ABSOLUTE_ERROR.loss();
    }
}
