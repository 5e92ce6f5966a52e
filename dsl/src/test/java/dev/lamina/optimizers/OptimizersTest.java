package dev.lamina.optimizers;

import static dev.lamina.optimizers.Optimizers.adafactor;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.adamW;
import static dev.lamina.optimizers.Optimizers.ftrl;
import static dev.lamina.optimizers.Optimizers.lossScale;
import static dev.lamina.optimizers.Optimizers.multiOptimizer;
import static dev.lamina.optimizers.Optimizers.muon;
import static dev.lamina.optimizers.Optimizers.nadam;
import static dev.lamina.optimizers.Optimizers.scheduleFreeAdamW;
import static dev.lamina.optimizers.Optimizers.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.DType;
import dev.lamina.TensorSpec;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.schedules.Schedules;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class OptimizersTest {
    private static final List<Trained> WEIGHTS = List.of(
            new Trained("hidden/kernel", TensorSpec.of(DType.FLOAT32, 3, 4), null),
            new Trained("hidden/bias", TensorSpec.of(DType.FLOAT32, 4), null),
            new Trained("embedding/embeddings", TensorSpec.of(DType.FLOAT32, 5, 2), null));

    private record Refusal(Supplier<Optimizer> make, String message) {}

    @TestFactory
    Stream<DynamicTest> saysWhatIsWrongWithAConfiguration() {
        return Stream.of(
                        new Refusal(
                                () -> adam(1e-3).beta1(1),
                                "Adam: beta_1 must be a number from 0 to less than 1; received 1.0"),
                        new Refusal(
                                () -> sgd(-1),
                                "SGD: learning_rate must be a number of at least 0 or a schedule; received -1.0"),
                        new Refusal(
                                () -> sgd(0.1).weightDecay(-0.1),
                                "SGD: weight_decay must be a number of at least 0 or null; received -0.1"),
                        new Refusal(
                                () -> sgd(0.1).clipnorm(1).clipvalue(2),
                                "SGD: only one of clipnorm, clipvalue and global_clipnorm can be set;"
                                        + " received clipnorm 1.0 and clipvalue 2.0"),
                        new Refusal(
                                () -> sgd(0.1).gradientAccumulationSteps(1),
                                "SGD: gradient_accumulation_steps must be an integer of at least 2 or null; received 1"),
                        new Refusal(
                                () -> sgd(0.1).useEma(1.5),
                                "SGD: ema_momentum must be a number from 0 to 1; received 1.5"),
                        new Refusal(
                                () -> sgd(0.1).emaOverwriteFrequency(0),
                                "SGD: ema_overwrite_frequency must be a positive integer or null; received 0"),
                        new Refusal(
                                () -> sgd(0.1).lossScaleFactor(0),
                                "SGD: loss_scale_factor must be a positive number or null; received 0.0"),
                        new Refusal(
                                () -> sgd(0.1).excludeFromWeightDecay("("),
                                "SGD: exclude_from_weight_decay must be a list of regular expressions, and is for optimizers"
                                        + " that hold no other; received [(]"),
                        new Refusal(
                                () -> ftrl(0.1).learningRatePower(0.5),
                                "Ftrl: learning_rate_power must be a number of at most 0; received 0.5"),
                        new Refusal(
                                () -> muon(0.1).excludeLayers("["),
                                "Muon: exclude_layers must be a list of regular expressions; received [[]"),
                        new Refusal(
                                () -> scheduleFreeAdamW(0.1).warmupSteps(-1),
                                "ScheduleFreeAdamW: warmup_steps must be an integer of at least 0; received -1"),
                        new Refusal(
                                () -> lossScale(sgd(0.1)).clipnorm(1),
                                "LossScaleOptimizer: clipnorm must be set on an optimizer inside, and here absent or null;"
                                        + " received 1.0"),
                        new Refusal(
                                () -> multiOptimizer(sgd(0.1), Map.of()).useEma(0.9),
                                "MultiOptimizer: use_ema must be set on an optimizer inside, and here false;"
                                        + " received true"),
                        new Refusal(
                                () -> multiOptimizer(sgd(0.1), Map.of()).learningRate(0.2),
                                "MultiOptimizer: learning_rate cannot be set, since each optimizer inside has its own;"
                                        + " received 0.2"),
                        new Refusal(
                                () -> multiOptimizer(lossScale(sgd(0.1)), Map.of()),
                                "OptimizerMap: an optimizer of some weights must be one that holds no other;"
                                        + " received LossScaleOptimizer"),
                        new Refusal(
                                () -> multiOptimizer(sgd(0.1), Map.of("*", adam(0.1))),
                                "OptimizerMap: the path of some weights must be a regular expression; received \"*\""))
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message,
                        () -> assertThatThrownBy(() -> refusal.make.get())
                                .isInstanceOf(ConfigException.class)
                                .hasMessage(refusal.message)));
    }

    @Test
    void assignsAWeightToOneOptimizer() {
        Optimizer multi = multiOptimizer(sgd(0.1), Map.of("hidden/.*", adam(0.1), ".*/bias", sgd(0.2)));
        assertThatThrownBy(() -> multi.kept(WEIGHTS))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("more than one optimizer is assigned to weight hidden/bias");
    }

    @Test
    void findsEachByItsName() {
        for (Schema<Optimizer> schema : Optimizers.schemas()) {
            boolean holdsOthers =
                    List.of("LossScaleOptimizer", "MultiOptimizer").contains(schema.className());
            if (!holdsOthers) {
                assertThat(Optimizers.named(schema.className()).schema()).isSameAs(schema);
                assertThat(Optimizers.named(schema.className().toLowerCase(java.util.Locale.ROOT))
                                .schema())
                        .isSameAs(schema);
            }
        }
        assertThatThrownBy(() -> Optimizers.named("adamm"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unknown optimizer \"adamm\"; did you mean adam?");
    }

    @Test
    void comesBackFromItsConfiguration() {
        for (Optimizer optimizer : List.of(
                nadam(0.01).beta1(0.8).epsilon(1e-5).useEma(0.9).emaOverwriteFrequency(7),
                adafactor(0.2).clipThreshold(2).relativeStep(false).gradientAccumulationSteps(4),
                muon(0.1)
                        .excludeLayers("head", "tail")
                        .rmsRate(null)
                        .adamWeightDecay(null)
                        .globalClipnorm(1),
                ftrl(0.1).l2ShrinkageRegularizationStrength(0.1).beta(0.2).lossScaleFactor(64))) {
            Map<String, Object> config = optimizer.configMap();
            Optimizer read = optimizer.schema().read(config, Place.root(OptimizersTest::refuse));
            assertThat(read.configMap()).isEqualTo(config);
            assertThat(read).hasToString(optimizer.toString());
        }
    }

    private static <T> T refuse(Class<T> kind, Object plain, Place place) {
        throw place.unexpected(plain, "nothing inside");
    }

    @Test
    void readsAnOptimizerMap() {
        Optimizer multi = multiOptimizer(adam(0.1), Map.of("a/.*", sgd(0.2))).lossScaleFactor(8);
        Optimizer read = multi.schema().read(multi.configMap(), Place.root(new OptimizersOnly()));
        assertThat(read.configMap()).isEqualTo(multi.configMap());
        assertThat(((MultiOptimizer) read).map().byPath()).containsOnlyKeys("a/.*");
    }

    /** Reads optimizers that stand inside others. */
    private static final class OptimizersOnly implements Place.ObjectReader {
        @Override
        @SuppressWarnings("unchecked") // the config is an object
        public <T> T read(Class<T> kind, Object plain, Place place) {
            Map<String, Object> object = (Map<String, Object>) plain;
            Schema<Optimizer> schema =
                    Optimizers.named((String) object.get("class_name")).schema();
            return kind.cast(schema.read((Map<String, Object>) object.get("config"), place));
        }
    }

    @Test
    void keepsValuesInTheOrderOfKerasFiles() {
        assertThat(names(sgd(0.1).momentum(0.9).useEma(0.9).gradientAccumulationSteps(2)))
                .startsWith(
                        "iteration",
                        "learning_rate",
                        "hidden_kernel_average",
                        "hidden_bias_average",
                        "embedding_embeddings_average",
                        "hidden_kernel_gradient_accumulator")
                .endsWith("hidden_kernel_momentum", "hidden_bias_momentum", "embedding_embeddings_momentum");
        assertThat(names(muon(0.1)))
                .containsExactly(
                        "iteration",
                        "learning_rate",
                        "hidden_kernel_momentum",
                        "hidden_bias_momentum",
                        "hidden_bias_velocity",
                        "embedding_embeddings_momentum",
                        "embedding_embeddings_velocity");
        assertThat(names(nadam(0.1).learningRate(Schedules.exponentialDecay(0.1, 2, 0.5))))
                .startsWith("iteration", "hidden_kernel_momentum")
                .endsWith("momentum_product");
    }

    private static List<String> names(Optimizer optimizer) {
        return optimizer.kept(WEIGHTS).stream().map(Kept::name).toList();
    }

    @Test
    void givesEveryValueItsOwnName() {
        List<Optimizer> optimizers = List.of(
                adamW(0.1),
                adafactor(0.1),
                lossScale(muon(0.1)),
                multiOptimizer(nadam(0.1), Map.of("hidden/kernel", nadam(0.2), "nothing", adam(0.1))));
        for (Optimizer optimizer : optimizers) {
            assertThat(names(optimizer)).doesNotHaveDuplicates();
        }
    }

    @Test
    void decaysWhatIsNotExcluded() {
        Optimizer optimizer = adamW(0.1).excludeFromWeightDecay("bias", "^emb");
        assertThat(WEIGHTS.stream().map(optimizer::weightDecay)).containsExactly(0.004, null, null);
        Optimizer muon = muon(0.1).adamWeightDecay(0.5).weightDecay(0.25);
        assertThat(WEIGHTS.stream().map(muon::weightDecay)).containsExactly(0.25, 0.5, 0.5);
    }
}
