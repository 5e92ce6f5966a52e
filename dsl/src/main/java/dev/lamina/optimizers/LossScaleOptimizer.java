package dev.lamina.optimizers;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Logic;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.schedules.LearningRate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets another optimizer train in float16: the loss is multiplied by a scale, so that small gradients do not vanish, and gradients
 * are divided by it again. A step whose gradients are not finite changes nothing but halves the scale; after so many finite ones it
 * doubles (Micikevicius et al. 2018). Source: {@code keras.optimizers.LossScaleOptimizer}.
 *
 * <pre>{@code
 * LossScaleOptimizer optimizer = lossScale(adam(1e-3)).initialScale(1024).dynamicGrowthSteps(500);
 * }</pre>
 */
public final class LossScaleOptimizer extends Optimizer {
    private static final OptimizerKeys.Own OWN = own("loss_scale_optimizer", 0, null);
    static final Schema<Optimizer> SCHEMA =
            Schema.of(Optimizer.class, "LossScaleOptimizer", OptimizerKeys.HOME, LossScaleOptimizer::new);

    static {
        SCHEMA.add(OWN.name());
    }

    private static final Field<Optimizer> INNER = SCHEMA.add(Fields.configured("inner_optimizer", Optimizer.class));
    private static final Field<Double> INITIAL_SCALE =
            SCHEMA.add(Fields.number("initial_scale", "a positive number", value -> value > 0 && Double.isFinite(value))
                    .orElse(32768.0));
    private static final Field<Integer> GROWTH_STEPS =
            SCHEMA.add(Fields.positive("dynamic_growth_steps").orElse(2000));

    static {
        OptimizerKeys.refuse(
                SCHEMA,
                "weight_decay",
                "clipnorm",
                "global_clipnorm",
                "clipvalue",
                "use_ema",
                "ema_momentum",
                "ema_overwrite_frequency",
                "loss_scale_factor",
                "gradient_accumulation_steps");
    }

    /** Where the inner optimizer's values begin. */
    private static final int OWN_VALUES = 4;

    private LossScaleOptimizer(Config config) {
        super(SCHEMA, OWN, config);
    }

    static LossScaleOptimizer of(Optimizer inner) {
        return (LossScaleOptimizer) SCHEMA.create(Config.empty().set(INNER, inner.scaledBy(null)));
    }

    /** The optimizer that changes the weights. */
    public Optimizer inner() {
        return get(INNER).scaledBy(null);
    }

    /** The scale of the first steps. */
    public LossScaleOptimizer initialScale(double scale) {
        return (LossScaleOptimizer) with(INITIAL_SCALE, scale);
    }

    /** After how many finite steps the scale doubles. */
    public LossScaleOptimizer dynamicGrowthSteps(int steps) {
        return (LossScaleOptimizer) with(GROWTH_STEPS, steps);
    }

    @Override
    public LearningRate learningRate() {
        return inner().learningRate();
    }

    @Override
    public Optimizer learningRate(LearningRate rate) {
        return with(INNER, inner().learningRate(rate));
    }

    @Override
    public List<Kept> kept(List<Trained> weights) {
        List<Kept> kept = new ArrayList<>(List.of(
                Kept.scalar(Layout.COUNT, DType.INT64, 0),
                Kept.scalar(Layout.RATE, DType.FLOAT32, 0),
                Kept.scalar("step_counter", DType.INT64, 0),
                Kept.scalar("dynamic_scale", DType.FLOAT32, get(INITIAL_SCALE))));
        inner().kept(weights).forEach(one -> kept.add(one.under("inner_optimizer", one.copied())));
        return kept;
    }

    @Override
    public Made step(Given given) {
        SymbolicTensor counter = given.kept().get(2);
        SymbolicTensor scale = given.kept().get(3);
        List<SymbolicTensor> old = given.kept().subList(OWN_VALUES, given.kept().size());
        List<@Nullable SymbolicTensor> gradients = new ArrayList<>();
        given.gradients().forEach(gradient -> gradients.add(gradient == null ? null : gradient.div(scale)));
        Made made = inner().step(new Given(
                given.weights(), given.values(), Collections.unmodifiableList(gradients), old, given.rates()));
        SymbolicTensor finite = finite(given.gradients());
        SymbolicTensor grows = Comparisons.equal(counter, get(GROWTH_STEPS) - 1);
        SymbolicTensor counted = Selection.where(grows, Selection.zerosLike(counter), counter.plus(1));
        List<SymbolicTensor> kept = new ArrayList<>(given.kept().subList(0, 2));
        kept.add(Selection.where(finite, counted, Selection.zerosLike(counter)));
        kept.add(Selection.where(finite, Selection.where(grows, scale.times(2), scale), scale.times(0.5)));
        kept.addAll(chosen(finite, made.kept(), old));
        return new Made(chosen(finite, made.values(), given.values()), kept);
    }

    private static SymbolicTensor finite(List<@Nullable SymbolicTensor> gradients) {
        return gradients.stream()
                .filter(Objects::nonNull)
                .map(gradient -> Reductions.all(Comparisons.isfinite(Objects.requireNonNull(gradient))))
                .reduce(Logic::logicalAnd)
                .orElseGet(() -> Comparisons.equal(dev.lamina.Arithmetic.literal(1, DType.INT32), 1));
    }

    private static List<SymbolicTensor> chosen(
            SymbolicTensor finite, List<SymbolicTensor> made, List<SymbolicTensor> old) {
        List<SymbolicTensor> chosen = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            boolean same = made.get(i) == old.get(i);
            chosen.add(same ? old.get(i) : Selection.where(finite, made.get(i), old.get(i)));
        }
        return chosen;
    }

    @Override
    public SymbolicTensor lossScale(List<SymbolicTensor> values) {
        return values.get(3);
    }

    @Override
    public int countPosition() {
        return OWN_VALUES + inner().countPosition();
    }

    @Override
    public int ratePosition() {
        int position = inner().ratePosition();
        return position < 0 ? position : OWN_VALUES + position;
    }

    @Override
    public boolean skipsSteps() {
        return true;
    }

    @Override
    public List<LearningRate> schedules() {
        return inner().schedules();
    }

    @Override
    public List<Integer> finalValues(List<Trained> weights) {
        return inner().finalValues(weights).stream()
                .map(position -> position < 0 ? position : OWN_VALUES + position)
                .toList();
    }

    @Override
    public List<Part> parts(List<Trained> weights) {
        Optimizer inner = inner();
        return List.of(new Part(
                "inner_optimizer",
                inner,
                OWN_VALUES,
                OWN_VALUES + inner.kept(weights).size()));
    }

    @Override
    protected List<List<Slot>> slots(Trained weight) {
        return inner().slots(weight);
    }

    @Override
    protected Change change(Step step) {
        return inner().change(step);
    }
}
