package dev.lamina.layers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Warps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Makes some changes to a batch in training, each drawn among eleven; gives its input back in inference. All changes are computed, and those
 * that were drawn are taken, as in Keras.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandAugment}; Cubuk et al. 2019.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randAugment().factor(0.3)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandAugment extends RandomImageLayer<RandAugment> {
    static final Schema<RandAugment> SCHEMA = images("RandAugment", RandAugment::new);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);
    private static final Field<Integer> NUM_OPS =
            SCHEMA.add(Fields.positive("num_ops").orElse(2));
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(0.5);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<Interpolation> INTERPOLATION = SCHEMA.add(Warps.INTERPOLATION);

    static {
        SCHEMA.add(SEED);
    }

    private RandAugment(Config config) {
        super(SCHEMA, config);
    }

    static RandAugment of() {
        return SCHEMA.create(Config.empty());
    }

    /** The number of changes; 2 by default. */
    public RandAugment numOps(int numOps) {
        return with(NUM_OPS, numOps);
    }

    /** The strength of the changes: up to one number, or between two; up to 0.5 by default. */
    public RandAugment factor(double... factor) {
        return with(FACTOR.field(), FACTOR.given(factor));
    }

    /** How elements between others are found; {@link Interpolation#BILINEAR} by default. */
    public RandAugment interpolation(Interpolation interpolation) {
        return with(INTERPOLATION, interpolation);
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandAugment valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        Augmentations all = new Augmentations(
                FACTOR.of(get(FACTOR.field())), ValueRange.of(get(VALUE_RANGE)), get(INTERPOLATION), dataFormat());
        List<SymbolicTensor> chosen = new ArrayList<>();
        for (int i = 0; i < get(NUM_OPS); i++) {
            chosen.add(Rounding.floor(draws.of(0, Augmentations.ALL.size())));
        }
        List<UnaryOperator<SymbolicTensor>> changes = Augmentations.ALL.stream()
                .map(kind -> all.drawn(kind, images, draws))
                .toList();
        return x -> {
            SymbolicTensor result = x;
            for (SymbolicTensor choice : chosen) {
                SymbolicTensor changed = result;
                for (int i = 0; i < changes.size(); i++) {
                    changed = Selection.where(
                            Comparisons.equal(choice, i), changes.get(i).apply(result), changed);
                }
                result = changed;
            }
            return result;
        };
    }
}
