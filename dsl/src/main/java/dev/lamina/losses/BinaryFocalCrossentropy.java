package dev.lamina.losses;

import static dev.lamina.losses.Crossentropy.complement;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;

/**
 * The binary crossentropy with less weight on what is already right (Lin et al. 2017, "Focal Loss for Dense Object Detection"): {@code
 * mean((1 − pₜ)^γ · −log pₜ)}, where pₜ is the probability of the target. Shapes: targets and outputs (batch, …, n).
 *
 * <p>Source: {@code keras.losses.BinaryFocalCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss(binaryFocalCrossentropy().gamma(2).alpha(0.25).applyClassBalancing(true));
 * }</pre>
 */
public final class BinaryFocalCrossentropy extends Loss {
    private static final Field<String> NAME = named("binary_focal_crossentropy");
    static final Schema<Loss> SCHEMA = schema("BinaryFocalCrossentropy", NAME, BinaryFocalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING = SCHEMA.add(BinaryCrossentropy.smoothing());
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));
    private static final Field<Boolean> APPLY_CLASS_BALANCING =
            SCHEMA.add(Fields.bool("apply_class_balancing").orElse(false));
    private static final Field<Double> ALPHA = SCHEMA.add(Fields.number("alpha").orElse(0.25));
    private static final Field<Double> GAMMA = SCHEMA.add(Fields.number("gamma").orElse(2.0));

    private BinaryFocalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static BinaryFocalCrossentropy of() {
        return (BinaryFocalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms of odds, to which no sigmoid has been applied. */
    public BinaryFocalCrossentropy fromLogits(boolean fromLogits) {
        return (BinaryFocalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** How far targets are moved from 0 and 1 towards ½. */
    public BinaryFocalCrossentropy labelSmoothing(double labelSmoothing) {
        return (BinaryFocalCrossentropy) with(LABEL_SMOOTHING, labelSmoothing);
    }

    /** The axis over which the mean is taken. */
    public BinaryFocalCrossentropy axis(int axis) {
        return (BinaryFocalCrossentropy) with(AXIS, axis);
    }

    /** Whether targets 1 count α times, and targets 0 1 − α times. */
    public BinaryFocalCrossentropy applyClassBalancing(boolean applyClassBalancing) {
        return (BinaryFocalCrossentropy) with(APPLY_CLASS_BALANCING, applyClassBalancing);
    }

    /** The weight α of targets 1. */
    public BinaryFocalCrossentropy alpha(double alpha) {
        return (BinaryFocalCrossentropy) with(ALPHA, alpha);
    }

    /** The exponent γ; 0 makes it the plain crossentropy. */
    public BinaryFocalCrossentropy gamma(double gamma) {
        return (BinaryFocalCrossentropy) with(GAMMA, gamma);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        SymbolicTensor truth = Crossentropy.smoothed(yTrue, get(LABEL_SMOOTHING));
        SymbolicTensor p = get(FROM_LOGITS) ? Nn.sigmoid(yPred) : yPred;
        SymbolicTensor crossentropy = Crossentropy.binaryElements(truth, p, false);
        SymbolicTensor right = truth.times(p).plus(complement(truth).times(complement(p)));
        SymbolicTensor focal = Elementwise.pow(complement(right), get(GAMMA)).times(crossentropy);
        if (get(APPLY_CLASS_BALANCING)) {
            double alpha = get(ALPHA);
            focal = truth.times(alpha).plus(complement(truth).times(1 - alpha)).times(focal);
        }
        return Reductions.mean(focal, get(AXIS));
    }
}
