package dev.lamina.optimizers;

import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Moves each matrix by its momentum made nearly orthogonal (Jordan et al. 2024): {@code m ← μ m + g}, {@code x = (g + μ m) / ‖g + μ m‖}, some
 * times {@code x ← a x + (b x xᵀ + c (x xᵀ)²) x}, {@code w ← w − α rms_rate √max(rows, columns) · x}. All other weights, embeddings among them,
 * are changed as by AdamW. Source: {@code keras.optimizers.Muon}.
 *
 * <pre>{@code
 * Muon optimizer = muon(0.02).excludeLayers("head");
 * }</pre>
 */
public final class Muon extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("muon", 0.001, 0.004);
    static final Schema<Optimizer> SCHEMA = schema("Muon", OWN, Muon::new);
    private static final Field<Double> ADAM_BETA_1 =
            SCHEMA.add(OptimizerKeys.beta("adam_beta_1").orElse(0.9));
    private static final Field<Double> ADAM_BETA_2 =
            SCHEMA.add(OptimizerKeys.beta("adam_beta_2").orElse(0.999));
    private static final Field<Double> EPSILON = SCHEMA.add(OptimizerKeys.epsilon(1e-7));
    private static final Field<List<String>> EXCLUDE_LAYERS = SCHEMA.add(
            OptimizerKeys.patterns("exclude_layers").orElse(List.of()).nullMeansDefault());
    private static final Field<Double> A = SCHEMA.add(Fields.number("muon_a").orElse(3.4445));
    private static final Field<Double> B = SCHEMA.add(Fields.number("muon_b").orElse(-4.775));
    private static final Field<Double> C = SCHEMA.add(Fields.number("muon_c").orElse(2.0315));
    private static final Field<Double> ADAM_LR_RATIO =
            SCHEMA.add(Fields.number("adam_lr_ratio").orElse(1.0));
    private static final Field<Double> MOMENTUM =
            SCHEMA.add(Fields.number("momentum", "a number from 0 to 1", value -> value >= 0 && value <= 1)
                    .orElse(0.95));
    private static final Field<Integer> NS_STEPS =
            SCHEMA.add(Fields.integer("ns_steps", "an integer of at least 0", value -> value >= 0)
                    .orElse(5));
    private static final Field<Boolean> NESTEROV =
            SCHEMA.add(Fields.bool("nesterov").orElse(true));
    private static final Field<Boolean> EXCLUDE_EMBEDDINGS =
            SCHEMA.add(Fields.bool("exclude_embeddings").orElse(true));
    private static final Field<@Nullable Double> ADAM_WEIGHT_DECAY =
            SCHEMA.add(OptimizerKeys.atLeastZero("adam_weight_decay").orNull().orElse(0.004));
    private static final Field<@Nullable Double> RMS_RATE =
            SCHEMA.add(Fields.number("rms_rate").orNull().orElse(0.2));

    private Muon(Config config) {
        super(SCHEMA, OWN, config);
    }

    static Muon of(double learningRate) {
        return (Muon) SCHEMA.create(Config.empty()).learningRate(learningRate);
    }

    /** What part of the last momentum the next one keeps. */
    public Muon momentum(double momentum) {
        return (Muon) with(MOMENTUM, momentum);
    }

    /** Whether the gradient counts once more beside the momentum. */
    public Muon nesterov(boolean nesterov) {
        return (Muon) with(NESTEROV, nesterov);
    }

    /** How many times a matrix comes nearer to an orthogonal one. */
    public Muon nsSteps(int steps) {
        return (Muon) with(NS_STEPS, steps);
    }

    /** The factors a, b and c by which a matrix comes nearer to an orthogonal one. */
    public Muon newtonSchulz(double a, double b, double c) {
        return (Muon) SCHEMA.create(config().set(A, a).set(B, b).set(C, c));
    }

    /** The root mean square of an update of a square matrix, in units of the learning rate; null for orthogonal updates. */
    public Muon rmsRate(@Nullable Double rate) {
        return (Muon) with(RMS_RATE, rate);
    }

    /** Regular expressions that are found in the paths of weights which are changed as by AdamW. */
    public Muon excludeLayers(String... patterns) {
        return (Muon) with(EXCLUDE_LAYERS, List.of(patterns));
    }

    /** Whether weights whose paths hold {@code embedding} are changed as by AdamW. */
    public Muon excludeEmbeddings(boolean exclude) {
        return (Muon) with(EXCLUDE_EMBEDDINGS, exclude);
    }

    /** How slowly the means of AdamW forget: of gradients, and of squared gradients. */
    public Muon adamBetas(double beta1, double beta2) {
        return (Muon) SCHEMA.create(config().set(ADAM_BETA_1, beta1).set(ADAM_BETA_2, beta2));
    }

    /** By what the learning rate of AdamW is larger. */
    public Muon adamLrRatio(double ratio) {
        return (Muon) with(ADAM_LR_RATIO, ratio);
    }

    /** The decay of the weights that are changed as by AdamW. */
    public Muon adamWeightDecay(@Nullable Double decay) {
        return (Muon) with(ADAM_WEIGHT_DECAY, decay);
    }

    /** Keeps steps of AdamW finite where gradients vanish. */
    public Muon epsilon(double epsilon) {
        return (Muon) with(EPSILON, epsilon);
    }

    private boolean byAdam(Trained weight) {
        return weight.spec().shape().rank() != 2
                || (get(EXCLUDE_EMBEDDINGS)
                        && weight.path().toLowerCase(Locale.ROOT).contains("embedding"))
                || get(EXCLUDE_LAYERS).stream()
                        .anyMatch(pattern ->
                                Pattern.compile(pattern).matcher(weight.path()).find());
    }

    @Override
    public @Nullable Double weightDecay(Trained weight) {
        if (!decays(weight)) {
            return null;
        }
        return byAdam(weight) ? get(ADAM_WEIGHT_DECAY) : weightDecay();
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        Slot momentum = Slot.zeros("momentum");
        return List.of(byAdam(weight) ? List.of(momentum, Slot.zeros("velocity")) : List.of(momentum));
    }

    @Override
    protected Change change(Step step) {
        return byAdam(step.trained()) ? adam(step) : muon(step);
    }

    private Change muon(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor m = step.slots().get(0).times(get(MOMENTUM)).plus(g);
        SymbolicTensor update = orthogonal(get(NESTEROV) ? g.plus(m.times(get(MOMENTUM))) : m);
        Shape shape = step.weight().shape();
        Double rmsRate = get(RMS_RATE);
        double size = rmsRate == null ? 1 : rmsRate * Math.sqrt(Math.max(shape.size(0), shape.size(1)));
        return new Change(step.weight().minus(update.times(step.learningRate()).times(size)), List.of(m));
    }

    private SymbolicTensor orthogonal(SymbolicTensor matrix) {
        boolean tall = matrix.shape().size(0) > matrix.shape().size(1);
        SymbolicTensor x = tall ? Shapes.transpose(matrix) : matrix;
        x = x.div(Elementwise.sqrt(Reductions.sum(Elementwise.square(x))).plus(1e-7));
        for (int i = 0; i < get(NS_STEPS); i++) {
            SymbolicTensor square = Linear.matmul(x, Shapes.transpose(x));
            SymbolicTensor mixed = square.times(get(B)).plus(Linear.matmul(square.times(get(C)), square));
            x = x.times(get(A)).plus(Linear.matmul(mixed, x));
        }
        return tall ? Shapes.transpose(x) : x;
    }

    private Change adam(Step step) {
        SymbolicTensor g = step.gradient();
        SymbolicTensor m = Moments.mean(step.slots().get(0), g, get(ADAM_BETA_1));
        SymbolicTensor v = Moments.mean(step.slots().get(1), Elementwise.square(g), get(ADAM_BETA_2));
        SymbolicTensor rate =
                Moments.rate(step, get(ADAM_BETA_1), get(ADAM_BETA_2)).times(get(ADAM_LR_RATIO));
        SymbolicTensor move = m.times(rate).div(Elementwise.sqrt(v).plus(get(EPSILON)));
        return new Change(step.weight().minus(move), List.of(m, v));
    }
}
