package dev.lamina.optimizers;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Configured;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.schedules.LearningRate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a step of training changes the weights, given the gradients of the loss. Written in ops, like a layer; a backend may
 * have a fused kernel that does the same.
 *
 * <p>The order of a step is Keras's: the gradients are clipped, the weights decay, the optimizer changes them, their
 * constraints hold them. Source: {@code keras.optimizers.Optimizer}.
 */
public abstract class Optimizer extends Configured<Optimizer> {
    private static final Schema.Home HOME = new Schema.Home("keras.optimizers", null);
    private static final Field<@Nullable Double> CLIPNORM =
            atLeastZero("clipnorm").orNull();
    private static final Field<@Nullable Double> GLOBAL_CLIPNORM =
            atLeastZero("global_clipnorm").orNull();
    private static final Field<@Nullable Double> CLIPVALUE =
            atLeastZero("clipvalue").orNull();
    private static final Field<Boolean> USE_EMA = only("use_ema", false);
    private static final Field<Double> EMA_MOMENTUM =
            Fields.number("ema_momentum").orElse(0.99);
    private static final Field<@Nullable Integer> EMA_OVERWRITE_FREQUENCY =
            Fields.integer("ema_overwrite_frequency").orNull();
    private static final Field<@Nullable Double> LOSS_SCALE_FACTOR = absent("loss_scale_factor");
    private static final Field<@Nullable Double> GRADIENT_ACCUMULATION_STEPS = absent("gradient_accumulation_steps");

    /** The keys whose defaults differ from optimizer to optimizer. */
    protected record Own(Field<String> name, Field<LearningRate> learningRate, Field<@Nullable Double> weightDecay) {}

    /**
     * A value that an optimizer keeps for each weight, of the weight's shape.
     *
     * @param name the name in Keras, such as {@code momentum}
     * @param initial what each element is before the first step
     */
    public record Slot(String name, double initial) {
        static Slot zeros(String name) {
            return new Slot(name, 0);
        }
    }

    /**
     * What an optimizer knows of one weight in one step.
     *
     * @param slots the values kept for this weight, in the order of {@link #slots()}
     * @param learningRate a float32 scalar
     * @param step a float32 scalar that counts steps from 1
     */
    public record Step(
            SymbolicTensor weight,
            SymbolicTensor gradient,
            List<SymbolicTensor> slots,
            SymbolicTensor learningRate,
            SymbolicTensor step) {}

    /** New values of a weight and of its slots. */
    public record Change(SymbolicTensor weight, List<SymbolicTensor> slots) {}

    private final Own own;

    protected Optimizer(Schema<Optimizer> schema, Own own, Config config) {
        super(schema, config);
        this.own = own;
    }

    private static Field<Double> atLeastZero(String key) {
        return Fields.number(key, "a number of at least 0", value -> value >= 0);
    }

    private static Field<Boolean> only(String key, boolean value) {
        return Field.of(
                        key,
                        Fields.codec(
                                value + ", the only value that Lamina has so far",
                                given -> given == value,
                                Fields.bool(key).codec()::read))
                .orElse(value);
    }

    private static Field<@Nullable Double> absent(String key) {
        return Fields.number(key, "absent, since Lamina does not have it so far", value -> false)
                .orNull();
    }

    static Own own(String name, double learningRate, @Nullable Double weightDecay) {
        Field<@Nullable Double> decay = atLeastZero("weight_decay").orNull();
        return new Own(
                Fields.string("name").orElse(name),
                Field.of("learning_rate", new LearningRate.RateCodec()).orElse(LearningRate.of(learningRate)),
                weightDecay == null ? decay : decay.orElse(weightDecay));
    }

    /** The schema of one of Keras's own optimizers, with the keys that all have. */
    static Schema<Optimizer> schema(String className, Own own, Function<Config, Optimizer> constructor) {
        Schema<Optimizer> schema =
                Schema.of(Optimizer.class, className, HOME, constructor).ignoring("jit_compile", "is_legacy_optimizer");
        schema.add(own.name);
        schema.add(own.learningRate);
        schema.add(own.weightDecay);
        for (Field<?> field : List.of(
                CLIPNORM,
                GLOBAL_CLIPNORM,
                CLIPVALUE,
                USE_EMA,
                EMA_MOMENTUM,
                EMA_OVERWRITE_FREQUENCY,
                LOSS_SCALE_FACTOR,
                GRADIENT_ACCUMULATION_STEPS)) {
            schema.add(field);
        }
        return schema;
    }

    /** The name, such as {@code adam}. */
    public final String name() {
        return get(own.name);
    }

    public final LearningRate learningRate() {
        return get(own.learningRate);
    }

    public final Optimizer learningRate(double rate) {
        return learningRate(LearningRate.of(rate));
    }

    /** A rate that changes from step to step, such as a schedule. */
    public final Optimizer learningRate(LearningRate rate) {
        return with(own.learningRate, rate);
    }

    /** What part of each weight, times the learning rate, goes in each step; null for none. */
    public final @Nullable Double weightDecay() {
        return get(own.weightDecay);
    }

    public final Optimizer weightDecay(double decay) {
        return with(own.weightDecay, decay);
    }

    /** The largest norm of the gradient of one weight; longer ones are shortened. */
    public final Optimizer clipnorm(double norm) {
        return with(CLIPNORM, norm);
    }

    /** The largest norm of all gradients together; longer ones are shortened. */
    public final Optimizer globalClipnorm(double norm) {
        return with(GLOBAL_CLIPNORM, norm);
    }

    /** The largest size of each element of a gradient. */
    public final Optimizer clipvalue(double value) {
        return with(CLIPVALUE, value);
    }

    /**
     * The values that are kept for each weight. The slots of one list lie together in files, weight by weight; those of the
     * next list follow behind those of all weights.
     */
    public abstract List<List<Slot>> slots();

    /** What a step changes. */
    public abstract Change change(Step step);

    /** The gradients as the optimizer uses them. */
    public final List<SymbolicTensor> clipped(List<SymbolicTensor> gradients) {
        Double norm = get(CLIPNORM);
        Double globalNorm = get(GLOBAL_CLIPNORM);
        Double value = get(CLIPVALUE);
        if (norm != null && norm > 0) {
            return gradients.stream()
                    .map(gradient -> gradient.times(shortening(norm, squaredNorm(gradient))))
                    .toList();
        }
        if (globalNorm != null && globalNorm > 0) {
            SymbolicTensor sum = gradients.stream()
                    .map(Optimizer::squaredNorm)
                    .reduce(SymbolicTensor::plus)
                    .orElseThrow();
            SymbolicTensor factor = shortening(globalNorm, sum);
            return gradients.stream().map(gradient -> gradient.times(factor)).toList();
        }
        if (value != null && value > 0) {
            return gradients.stream()
                    .map(gradient -> Elementwise.minimum(Elementwise.maximum(gradient, -value), value))
                    .toList();
        }
        return gradients;
    }

    private static SymbolicTensor squaredNorm(SymbolicTensor gradient) {
        return Reductions.sum(Elementwise.square(gradient));
    }

    /** {@code norm / max(norm, length)}: no gradient is lengthened. */
    private static SymbolicTensor shortening(double norm, SymbolicTensor squaredLength) {
        SymbolicTensor length = Elementwise.maximum(Elementwise.sqrt(squaredLength), norm);
        return dev.lamina.Arithmetic.literal(norm, length).div(length);
    }
}
