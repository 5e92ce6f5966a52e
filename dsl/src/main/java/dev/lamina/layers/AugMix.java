package dev.lamina.layers;

import dev.lamina.Index;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Warps;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Mixes each image in training with chains of changes to it, by weights from a Dirichlet and a beta distribution; gives its input back in
 * inference. The kinds of the changes are chosen when the model is built, as Keras chooses them when it traces a graph; how strong they are,
 * and the weights, are drawn anew in each step.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.AugMix}; Hendrycks et al. 2020.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(augMix().numChains(2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class AugMix extends RandomImageLayer<AugMix> {
    static final Schema<AugMix> SCHEMA = images("AugMix", AugMix::new);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);
    private static final Field<Integer> NUM_CHAINS =
            SCHEMA.add(Fields.positive("num_chains").orElse(3));
    private static final Field<Integer> CHAIN_DEPTH =
            SCHEMA.add(Fields.positive("chain_depth").orElse(3));
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(0.3);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<Double> ALPHA =
            SCHEMA.add(Fields.number("alpha", "a number of more than 0", value -> value > 0)
                    .orElse(1.0));
    private static final Field<Boolean> ALL_OPS =
            SCHEMA.add(Fields.bool("all_ops").orElse(true));
    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);

    static {
        SCHEMA.add(SEED);
    }

    private AugMix(Config config) {
        super(SCHEMA, config);
    }

    static AugMix of() {
        return SCHEMA.create(Config.empty());
    }

    /** The number of chains; 3 by default. */
    public AugMix numChains(int chains) {
        return with(NUM_CHAINS, chains);
    }

    /** The most changes in a chain; 3 by default. */
    public AugMix chainDepth(int depth) {
        return with(CHAIN_DEPTH, depth);
    }

    /** The strength of the changes: up to one number, or between two; up to 0.3 by default. */
    public AugMix factor(double... factor) {
        return with(FACTOR.field(), FACTOR.given(factor));
    }

    /** The parameter of the distributions of the weights; 1 by default. */
    public AugMix alpha(double alpha) {
        return with(ALPHA, alpha);
    }

    /** Whether changes of brightness, colour, contrast and sharpness are among them; true by default. */
    public AugMix allOps(boolean all) {
        return with(ALL_OPS, all);
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public AugMix interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public AugMix valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        Augmentations all = new Augmentations(
                FACTOR.of(get(FACTOR.field())), ValueRange.of(get(VALUE_RANGE)), get(INTERPOLATION), dataFormat());
        List<Augmentations.Kind> kinds = get(ALL_OPS) ? Augmentations.ALL : Augmentations.SOME;
        SymbolicTensor gamma = draws.gamma(Selection.fullLike(draws.of(0, 0, get(NUM_CHAINS)), get(ALPHA)));
        SymbolicTensor weights = gamma.div(Reductions.sum(gamma));
        SymbolicTensor own = draws.beta(Selection.fullLike(draws.of(0, 0), get(ALPHA)));
        SplittableRandom choice = new SplittableRandom(draws.number());
        List<List<UnaryOperator<SymbolicTensor>>> chains = new ArrayList<>();
        for (int chain = 0; chain < get(NUM_CHAINS); chain++) {
            List<UnaryOperator<SymbolicTensor>> changes = new ArrayList<>();
            for (int depth = 0; depth < get(CHAIN_DEPTH); depth++) {
                int kind = choice.nextInt(kinds.size() + 1);
                if (kind < kinds.size()) {
                    changes.add(all.drawn(kinds.get(kind), images, draws));
                }
            }
            chains.add(changes);
        }
        return x -> mixed(x, chains, weights, own);
    }

    private SymbolicTensor mixed(
            SymbolicTensor x,
            List<List<UnaryOperator<SymbolicTensor>>> chains,
            SymbolicTensor weights,
            SymbolicTensor own) {
        SymbolicTensor sum = Selection.zerosLike(x);
        for (int i = 0; i < chains.size(); i++) {
            SymbolicTensor changed = x;
            for (UnaryOperator<SymbolicTensor> change : chains.get(i)) {
                changed = change.apply(changed);
            }
            sum = sum.plus(changed.times(weights.get(Index.at(i))));
        }
        return ValueRange.of(get(VALUE_RANGE))
                .clip(own.times(x).plus(Elementwise.subtract(1, own).times(sum)));
    }
}
