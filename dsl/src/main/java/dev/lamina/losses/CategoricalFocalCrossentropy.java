package dev.lamina.losses;

import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Reductions;
import java.util.Arrays;
import java.util.List;

/**
 * The categorical crossentropy with less weight on what is already right (Lin et al. 2017, "Focal Loss for Dense Object Detection"): {@code
 * −Σ α (1 − p)^γ y log p}. Shapes: targets and outputs (batch, …, classes).
 *
 * <p>Source: {@code keras.losses.CategoricalFocalCrossentropy}.
 *
 * <pre>{@code
 * Training training = training().loss(categoricalFocalCrossentropy().gamma(2));
 * }</pre>
 */
public final class CategoricalFocalCrossentropy extends Loss {
    private static final Field<String> NAME = named("categorical_focal_crossentropy");
    static final Schema<Loss> SCHEMA = schema("CategoricalFocalCrossentropy", NAME, CategoricalFocalCrossentropy::new);
    private static final Field<Boolean> FROM_LOGITS =
            SCHEMA.add(Fields.bool("from_logits").orElse(false));
    private static final Field<Double> LABEL_SMOOTHING = SCHEMA.add(BinaryCrossentropy.smoothing());
    private static final Field<Integer> AXIS = SCHEMA.add(Fields.integer("axis").orElse(-1));
    private static final Field<List<Double>> ALPHA =
            SCHEMA.add(Fields.numbers("alpha").orElse(List.of(0.25)));
    private static final Field<Double> GAMMA = SCHEMA.add(Fields.number("gamma").orElse(2.0));

    private CategoricalFocalCrossentropy(Config config) {
        super(SCHEMA, NAME, config);
    }

    static CategoricalFocalCrossentropy of() {
        return (CategoricalFocalCrossentropy) SCHEMA.create(Config.empty());
    }

    /** Whether the outputs are logarithms, to which no softmax has been applied. */
    public CategoricalFocalCrossentropy fromLogits(boolean fromLogits) {
        return (CategoricalFocalCrossentropy) with(FROM_LOGITS, fromLogits);
    }

    /** How far targets are moved towards the same probability for all classes. */
    public CategoricalFocalCrossentropy labelSmoothing(double labelSmoothing) {
        return (CategoricalFocalCrossentropy) with(LABEL_SMOOTHING, labelSmoothing);
    }

    /** The axis of the classes. */
    public CategoricalFocalCrossentropy axis(int axis) {
        return (CategoricalFocalCrossentropy) with(AXIS, axis);
    }

    /** The weight α of all classes, or of each. */
    public CategoricalFocalCrossentropy alpha(double... alpha) {
        return (CategoricalFocalCrossentropy)
                with(ALPHA, Arrays.stream(alpha).boxed().toList());
    }

    /** The exponent γ; 0 makes it the weighted crossentropy. */
    public CategoricalFocalCrossentropy gamma(double gamma) {
        return (CategoricalFocalCrossentropy) with(GAMMA, gamma);
    }

    @Override
    protected SymbolicTensor values(SymbolicTensor yTrue, SymbolicTensor yPred) {
        int axis = get(AXIS);
        SymbolicTensor truth = Crossentropy.smoothedClasses(yTrue, get(LABEL_SMOOTHING));
        SymbolicTensor p = Crossentropy.scaled(get(FROM_LOGITS) ? Nn.softmax(yPred, axis) : yPred, axis);
        SymbolicTensor crossentropy = truth.times(Elementwise.log(p)).unaryMinus();
        SymbolicTensor weights = weighted(Elementwise.pow(Crossentropy.complement(p), get(GAMMA)));
        return Reductions.sum(weights.times(crossentropy), axis);
    }

    private SymbolicTensor weighted(SymbolicTensor x) {
        List<Double> alpha = get(ALPHA);
        if (alpha.size() == 1) {
            return x.times(alpha.get(0));
        }
        double[] values = alpha.stream().mapToDouble(Double::doubleValue).toArray();
        return x.times(Arithmetic.literal(NdArray.of(values, values.length).cast(x.dtype())));
    }
}
