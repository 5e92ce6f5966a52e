package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Selection;
import java.util.function.UnaryOperator;

/**
 * Mixes each image of a batch with another one in training, by a weight from a beta distribution; gives its input back in inference. The
 * labels are not mixed: a layer here sees images alone.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.MixUp}; Zhang et al. 2018.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(mixUp()); // (?, 28, 28, 3)
 * }</pre>
 */
public final class MixUp extends RandomImageLayer<MixUp> {
    static final Schema<MixUp> SCHEMA = images("MixUp", MixUp::new);
    private static final Field<Double> ALPHA =
            SCHEMA.add(Fields.number("alpha", "a number of more than 0", value -> value > 0)
                    .orElse(0.2));

    static {
        SCHEMA.add(SEED);
    }

    private MixUp(Config config) {
        super(SCHEMA, config);
    }

    static MixUp of() {
        return SCHEMA.create(Config.empty());
    }

    /** The parameter of the beta distribution: small for weights near 0 and 1; 0.2 by default. */
    public MixUp alpha(double alpha) {
        return with(ALPHA, alpha);
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor order = draws.order(images);
        SymbolicTensor alpha = Selection.fullLike(Draws.first(images), get(ALPHA));
        SymbolicTensor weight = draws.beta(alpha);
        return x -> weight.times(x).plus(Elementwise.subtract(1, weight).times(Gathering.take(x, order, 0)));
    }
}
