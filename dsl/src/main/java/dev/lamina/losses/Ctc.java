package dev.lamina.losses;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;

/**
 * Connectionist temporal classification (Graves et al. 2006): minus the logarithm of the probability of a sequence of labels, over all ways to
 * spread it over the time steps of the outputs. Shapes: targets (batch, labels), class numbers from 1 on with zeros behind them; outputs (batch,
 * time, classes), logits; class 0 is the blank. Times and labels must be known when the model is described: the recursion over time is written out.
 *
 * <p>A sequence that cannot be spread over the time steps has a loss of about 700, since the logarithm of 0 is that of the smallest number.
 *
 * <p>Source: {@code keras.losses.CTC}.
 *
 * <pre>{@code
 * Training training = training().loss(ctc());
 * }</pre>
 */
public final class Ctc extends Loss {
    private static final Field<String> NAME = named("ctc");
    static final Schema<Loss> SCHEMA = schema("CTC", NAME, Ctc::new);

    private Ctc(Config config) {
        super(SCHEMA, NAME, config);
    }

    static Ctc of() {
        return (Ctc) SCHEMA.create(Config.empty());
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        return Alignment.of(yTrue, yPred).loss();
    }
}
