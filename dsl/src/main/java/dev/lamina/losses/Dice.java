package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 1 minus Dice's coefficient, for the overlap of regions in images: {@code 1 − 2 Σ y p / (Σ y + Σ p)}. Shapes: targets and outputs are the same.
 *
 * <p>Source: {@code keras.losses.Dice}.
 *
 * <pre>{@code
 * Training training = training().loss(dice().axis(1, 2, 3));
 * }</pre>
 */
public final class Dice extends Loss {
    private static final Field<String> NAME = named("dice");
    static final Schema<Loss> SCHEMA = schema("Dice", NAME, Dice::new);
    private static final Field<@Nullable List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orNull());

    private Dice(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Dice of() {
        return (Dice) SCHEMA.create(Config.empty());
    }

    /** The axes of a region, such as 1, 2 and 3 for one value for each image; all axes where none is given. */
    public Dice axis(int... axes) {
        return (Dice) with(AXIS, Overlap.axes(axes));
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Overlap.of(yTrue, yPred, get(AXIS)).dice();
    }
}
