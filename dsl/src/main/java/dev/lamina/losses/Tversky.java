package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 1 minus Tversky's index (Salehi et al. 2017), which weighs the two kinds of errors: {@code 1 − Σ y p / (Σ y p + α Σ y (1 − p) + β Σ (1 − y) p)}.
 * Shapes: targets and outputs are the same. With α = β = ½ this is {@link Dice}.
 *
 * <p>Source: {@code keras.losses.Tversky}.
 *
 * <pre>{@code
 * Training training = training().loss(tversky().alpha(0.3).beta(0.7));
 * }</pre>
 */
public final class Tversky extends Loss {
    private static final Field<String> NAME = named("tversky");
    static final Schema<Loss> SCHEMA = schema("Tversky", NAME, Tversky::new);
    private static final Field<Double> ALPHA = SCHEMA.add(Fields.number("alpha").orElse(0.5));
    private static final Field<Double> BETA = SCHEMA.add(Fields.number("beta").orElse(0.5));
    private static final Field<@Nullable List<Integer>> AXIS =
            SCHEMA.add(Fields.axes("axis").orNull());

    private Tversky(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Tversky of() {
        return (Tversky) SCHEMA.create(Config.empty());
    }

    /** The weight of what the outputs miss. */
    public Tversky alpha(double alpha) {
        return (Tversky) with(ALPHA, alpha);
    }

    /** The weight of what the outputs find where there is nothing. */
    public Tversky beta(double beta) {
        return (Tversky) with(BETA, beta);
    }

    /** The axes of a region, such as 1, 2 and 3 for one value for each image; all axes where none is given. */
    public Tversky axis(int... axes) {
        return (Tversky) with(AXIS, Overlap.axes(axes));
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Overlap.of(yTrue, yPred, get(AXIS)).tversky(get(ALPHA), get(BETA));
    }
}
