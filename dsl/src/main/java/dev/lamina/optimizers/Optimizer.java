package dev.lamina.optimizers;

import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.schedules.LearningRate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a step of training changes the weights, given the gradients of the loss. Written in ops, like a layer; a backend may
 * have a fused kernel that does the same.
 *
 * <p>The order of a step is Keras's: gradients are accumulated, where that is asked for, and clipped, the weights decay, the
 * optimizer changes them, their moving averages follow, their constraints hold them. Source: {@code keras.optimizers.Optimizer}.
 */
public abstract class Optimizer extends Configured<Optimizer> {
    /**
     * What an optimizer knows of one weight in one step.
     *
     * @param weight the value, decayed
     * @param slots the values kept for this weight, in the order of {@link #slots}
     * @param shared the new values of what is kept once for all weights
     * @param learningRate a scalar of the weight's type
     * @param step a scalar of the weight's type that counts steps from 1
     */
    public record Step(
            Trained trained,
            SymbolicTensor weight,
            SymbolicTensor gradient,
            List<SymbolicTensor> slots,
            List<SymbolicTensor> shared,
            SymbolicTensor learningRate,
            SymbolicTensor step) {}

    /** New values of a weight and of its slots. */
    public record Change(SymbolicTensor weight, List<SymbolicTensor> slots) {}

    private final OptimizerKeys.Own own;

    Optimizer(Schema<Optimizer> schema, OptimizerKeys.Own own, Config config) {
        super(schema, config);
        this.own = own;
        List<Field<@Nullable Double>> given = Stream.of(
                        OptimizerKeys.CLIPNORM, OptimizerKeys.CLIPVALUE, OptimizerKeys.GLOBAL_CLIPNORM)
                .filter(field -> get(field) != null)
                .toList();
        if (given.size() > 1) {
            throw new ConfigException(schema.className() + ": only one of clipnorm, clipvalue and global_clipnorm can"
                    + " be set; received "
                    + String.join(
                            " and ",
                            given.stream()
                                    .map(field -> field.key() + " " + get(field))
                                    .toList()));
        }
    }

    /** The schema of one of Keras's own optimizers, with the keys that all have. */
    static Schema<Optimizer> schema(String className, OptimizerKeys.Own own, Function<Config, Optimizer> constructor) {
        return OptimizerKeys.schema(className, own, constructor);
    }

    static OptimizerKeys.Own own(String name, double learningRate, @Nullable Double weightDecay) {
        return OptimizerKeys.own(name, learningRate, weightDecay);
    }

    /** The name, such as {@code adam}. */
    public final String name() {
        return get(own.name());
    }

    /** The rate; that of the optimizer inside where this one holds another. */
    public LearningRate learningRate() {
        return get(own.learningRate());
    }

    public final Optimizer learningRate(double rate) {
        return learningRate(LearningRate.of(rate));
    }

    /** A rate that changes from step to step, such as a schedule. */
    public Optimizer learningRate(LearningRate rate) {
        return with(own.learningRate(), rate);
    }

    /** What part of each weight, times the learning rate, goes in each step; null for none. */
    public final @Nullable Double weightDecay() {
        return get(own.weightDecay());
    }

    public final Optimizer weightDecay(double decay) {
        return with(own.weightDecay(), decay);
    }

    /** What part of one weight, times the learning rate, goes in each step; null for none. */
    public @Nullable Double weightDecay(Trained weight) {
        return decays(weight) ? weightDecay() : null;
    }

    /** Whether a weight is not one of those that {@link #excludeFromWeightDecay} names. */
    final boolean decays(Trained weight) {
        return get(OptimizerKeys.WITHOUT_DECAY).stream()
                .noneMatch(pattern ->
                        Pattern.compile(pattern).matcher(weight.name()).find());
    }

    /**
     * This optimizer without decay of the weights in whose names, such as {@code bias} or {@code gamma}, one of some regular
     * expressions is found. Files do not hold this, as those of Keras do not.
     */
    public final Optimizer excludeFromWeightDecay(String... names) {
        if (!parts(List.of()).isEmpty() || !OptimizerKeys.WITHOUT_DECAY.codec().allows(List.of(names))) {
            throw new ConfigException(schema().className() + ": " + OptimizerKeys.WITHOUT_DECAY + " must be "
                    + OptimizerKeys.WITHOUT_DECAY.codec().expected()
                    + ", and is for optimizers that hold no other; received " + List.of(names));
        }
        return with(OptimizerKeys.WITHOUT_DECAY, List.of(names));
    }

    /** The largest norm of the gradient of one weight; longer ones are shortened. */
    public final Optimizer clipnorm(double norm) {
        return with(OptimizerKeys.CLIPNORM, norm);
    }

    /** The largest norm of all gradients together; longer ones are shortened. */
    public final Optimizer globalClipnorm(double norm) {
        return with(OptimizerKeys.GLOBAL_CLIPNORM, norm);
    }

    /** The largest size of each element of a gradient. */
    public final Optimizer clipvalue(double value) {
        return with(OptimizerKeys.CLIPVALUE, value);
    }

    /**
     * This optimizer with moving averages of the weights, which take their place at the end of a fit: {@code a ← momentum a + (1 −
     * momentum) w} in each step.
     */
    public final Optimizer useEma(double momentum) {
        return schema().create(config().set(OptimizerKeys.USE_EMA, true).set(OptimizerKeys.EMA_MOMENTUM, momentum));
    }

    /** How many steps lie between two at which the moving averages take the place of the weights. */
    public final Optimizer emaOverwriteFrequency(int steps) {
        return with(OptimizerKeys.EMA_OVERWRITE_FREQUENCY, steps);
    }

    /** By what the loss is multiplied while gradients are computed, so that small ones do not vanish in narrow types. */
    public final Optimizer lossScaleFactor(double factor) {
        return with(OptimizerKeys.LOSS_SCALE_FACTOR, factor);
    }

    /** Of how many steps the mean gradient is used, at the last of them. */
    public final Optimizer gradientAccumulationSteps(int steps) {
        return with(OptimizerKeys.GRADIENT_ACCUMULATION_STEPS, steps);
    }

    final boolean averages() {
        return get(OptimizerKeys.USE_EMA);
    }

    final double averagesMomentum() {
        return get(OptimizerKeys.EMA_MOMENTUM);
    }

    final @Nullable Integer averagesOverwrite() {
        return get(OptimizerKeys.EMA_OVERWRITE_FREQUENCY);
    }

    final @Nullable Integer accumulated() {
        return get(OptimizerKeys.GRADIENT_ACCUMULATION_STEPS);
    }

    final @Nullable Double lossScaleFactor() {
        return get(OptimizerKeys.LOSS_SCALE_FACTOR);
    }

    /** This optimizer with another scale of the loss. */
    final Optimizer scaledBy(@Nullable Double factor) {
        return java.util.Objects.equals(lossScaleFactor(), factor)
                ? this
                : with(OptimizerKeys.LOSS_SCALE_FACTOR, factor);
    }

    /** Whether a step does no more than clip, decay, {@link #change} and constrain. */
    public final boolean isPlain() {
        return parts(List.of()).isEmpty() && !averages() && accumulated() == null && lossScaleFactor() == null;
    }

    /**
     * The values that are kept for a weight. The slots of one list lie together in files, weight by weight; those of the
     * next list follow behind those of all weights. All weights have as many lists.
     */
    protected abstract List<List<Slot>> slots(Trained weight);

    /** What a step changes. */
    protected abstract Change change(Step step);

    /** Scalars that are kept once for all weights. */
    protected List<Slot> shared() {
        return List.of();
    }

    /**
     * New values of {@link #shared}.
     *
     * @param step a float32 scalar that counts steps from 1
     */
    protected List<SymbolicTensor> sharedChange(List<SymbolicTensor> old, SymbolicTensor step) {
        return old;
    }

    /** The gradients as the optimizer uses them. */
    public final List<SymbolicTensor> clipped(List<SymbolicTensor> gradients) {
        return new Clipping(
                        get(OptimizerKeys.CLIPNORM), get(OptimizerKeys.GLOBAL_CLIPNORM), get(OptimizerKeys.CLIPVALUE))
                .of(gradients);
    }

    /** All that is kept from step to step, in the order of files. */
    public List<Kept> kept(List<Trained> weights) {
        return Layout.of(this, weights).kept();
    }

    /** The positions among what is {@link #kept} of each weight's slots; for an optimizer that {@link #isPlain}. */
    public final List<List<Integer>> slotPositions(List<Trained> weights) {
        return Layout.of(this, weights).slots();
    }

    /** One step. */
    public Made step(Given given) {
        return PlainStep.of(this, given);
    }

    /** The rates that change from step to step, in the order in which a step wants them. */
    public List<LearningRate> schedules() {
        return learningRate() instanceof LearningRate.Constant ? List.of() : List.of(learningRate());
    }

    /** The position among what is {@link #kept} of the number of the step that schedules go by. */
    public int countPosition() {
        return 0;
    }

    /** The position among what is {@link #kept} of the learning rate; -1 where there are schedules, or several rates. */
    public int ratePosition() {
        return schedules().isEmpty() ? 1 : -1;
    }

    /** Whether a step may leave everything as it is, the number of the step included. */
    public boolean skipsSteps() {
        return false;
    }

    /**
     * The positions among what is {@link #kept} of the values that take the weights' places at the end of a fit, one for each
     * weight; -1 for none.
     */
    public List<Integer> finalValues(List<Trained> weights) {
        return averages()
                ? Layout.of(this, weights).averages()
                : weights.stream().map(weight -> -1).toList();
    }

    /**
     * By what the loss is to be multiplied before gradients are taken, a float32 scalar; null for 1.
     *
     * @param values of what is {@link #kept}
     */
    public @Nullable SymbolicTensor lossScale(List<SymbolicTensor> values) {
        Double factor = lossScaleFactor();
        return factor == null ? null : dev.lamina.Arithmetic.literal(factor, DType.FLOAT32);
    }

    /** The optimizers inside this one, whose values files hold a second time. */
    public List<Part> parts(List<Trained> weights) {
        return List.of();
    }

    /**
     * An optimizer inside another.
     *
     * @param path where files hold it, below the other, such as {@code inner_optimizer}
     * @param from the position of its first value among what the other keeps
     * @param to the position behind its last value
     */
    public record Part(String path, Optimizer optimizer, int from, int to) {}
}
