package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;

/**
 * Between the crossentropy (q → 0) and the absolute error (q → 1), for targets of which some are wrong (Zhang and Sabuncu 2018): {@code (1 −
 * p[y]^q) / q}. Shapes: targets (batch, …), class numbers; outputs (batch, …, classes), probabilities.
 *
 * <p>Source: {@code keras.losses.CategoricalGeneralizedCrossEntropy}.
 *
 * <pre>{@code
 * Training training = training().loss(categoricalGeneralizedCrossEntropy().q(0.7));
 * }</pre>
 */
public final class CategoricalGeneralizedCrossEntropy extends Loss {
    private static final Field<String> NAME = named("categorical_generalized_cross_entropy");
    static final Schema<Loss> SCHEMA =
            schema("CategoricalGeneralizedCrossEntropy", NAME, CategoricalGeneralizedCrossEntropy::new);
    private static final Field<Double> Q =
            SCHEMA.add(Fields.number("q", "a number between 0 and 1", value -> value > 0 && value < 1)
                    .orElse(0.5));

    private CategoricalGeneralizedCrossEntropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static CategoricalGeneralizedCrossEntropy of() {
        return (CategoricalGeneralizedCrossEntropy) SCHEMA.create(Config.empty());
    }

    /** Between 0 and 1: the more, the less the loss minds targets that the outputs contradict. */
    public CategoricalGeneralizedCrossEntropy q(double q) {
        return (CategoricalGeneralizedCrossEntropy) with(Q, q);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        SymbolicTensor truth = Crossentropy.oneHot(yTrue, yPred);
        SymbolicTensor right = Reductions.sum(yPred.times(truth), -1);
        double q = get(Q);
        return Crossentropy.complement(Elementwise.pow(right, q)).div(q);
    }
}
