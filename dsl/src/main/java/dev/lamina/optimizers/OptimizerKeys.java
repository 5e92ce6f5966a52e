package dev.lamina.optimizers;

import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Plain;
import dev.lamina.config.Schema;
import dev.lamina.schedules.LearningRate;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The keys that all optimizers have. */
final class OptimizerKeys {
    private static final double EMA_MOMENTUM_DEFAULT = 0.99;
    static final Schema.Home HOME = new Schema.Home("keras.optimizers", null);
    static final Field<@Nullable Double> CLIPNORM = atLeastZero("clipnorm").orNull();
    static final Field<@Nullable Double> GLOBAL_CLIPNORM =
            atLeastZero("global_clipnorm").orNull();
    static final Field<@Nullable Double> CLIPVALUE = atLeastZero("clipvalue").orNull();
    static final Field<Boolean> USE_EMA = Fields.bool("use_ema").orElse(false);
    static final Field<Double> EMA_MOMENTUM = Fields.number(
                    "ema_momentum", "a number from 0 to 1", value -> value >= 0 && value <= 1)
            .orElse(EMA_MOMENTUM_DEFAULT);
    static final Field<@Nullable Integer> EMA_OVERWRITE_FREQUENCY =
            Fields.positive("ema_overwrite_frequency").orNull();
    static final Field<@Nullable Double> LOSS_SCALE_FACTOR = Fields.number(
                    "loss_scale_factor", "a positive number", value -> value > 0 && Double.isFinite(value))
            .orNull();
    static final Field<@Nullable Integer> GRADIENT_ACCUMULATION_STEPS = Fields.integer(
                    "gradient_accumulation_steps", "an integer of at least 2", value -> value >= 2)
            .orNull();

    /** In no file: regular expressions that are found in the names of weights which do not decay. */
    static final Field<List<String>> WITHOUT_DECAY =
            patterns("exclude_from_weight_decay").orElse(List.of());

    /** The keys whose defaults differ from optimizer to optimizer. */
    record Own(Field<String> name, Field<LearningRate> learningRate, Field<@Nullable Double> weightDecay) {}

    private OptimizerKeys() {}

    static Field<Double> atLeastZero(String key) {
        return Fields.number(key, "a number of at least 0", value -> value >= 0);
    }

    /** How slowly a mean forgets. */
    static Field<Double> beta(String key) {
        return Fields.number(key, "a number from 0 to less than 1", value -> value >= 0 && value < 1);
    }

    static Field<Double> epsilon(double value) {
        return atLeastZero("epsilon").orElse(value);
    }

    static Field<List<String>> patterns(String key) {
        return Field.of(
                key,
                Fields.codec(
                        "a list of regular expressions",
                        value -> value.stream().allMatch(OptimizerKeys::isPattern),
                        (plain, place) -> Plain.list(plain, place).stream()
                                .map(element -> Plain.string(element, place))
                                .toList()));
    }

    static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    static Own own(String name, double learningRate, @Nullable Double weightDecay) {
        Field<@Nullable Double> decay = atLeastZero("weight_decay").orNull();
        return new Own(
                Fields.string("name").orElse(name),
                Field.of("learning_rate", new LearningRate.RateCodec()).orElse(LearningRate.of(learningRate)),
                weightDecay == null ? decay : decay.orElse(weightDecay));
    }

    static Schema<Optimizer> schema(String className, Own own, Function<Config, Optimizer> constructor) {
        Schema<Optimizer> schema =
                Schema.of(Optimizer.class, className, HOME, constructor).ignoring("jit_compile", "is_legacy_optimizer");
        schema.add(own.name());
        schema.add(own.learningRate());
        schema.add(own.weightDecay());
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

    /** Declares keys that only the optimizers inside may have; files hold them with their defaults, or not at all. */
    static void refuse(Schema<Optimizer> schema, String... keys) {
        for (String key : keys) {
            boolean flag = key.equals(USE_EMA.key());
            String expected = "set on an optimizer inside, and here " + (flag ? "false" : "absent");
            if (flag) {
                Codec<Boolean> codec =
                        Fields.codec(expected, value -> !value, Fields.bool(key).codec()::read);
                schema.add(Field.of(key, codec).orElse(false).omittedByDefault());
            } else {
                Double allowed = key.equals(EMA_MOMENTUM.key()) ? EMA_MOMENTUM_DEFAULT : Double.valueOf(Double.NaN);
                Field<@Nullable Double> field =
                        Fields.number(key, expected, allowed::equals).orNull();
                schema.add(field.omittedByDefault());
            }
        }
    }
}
