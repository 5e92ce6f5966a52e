package dev.lamina.training;

import static dev.lamina.Lamina.input;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.metrics.Metrics.meanAbsoluteError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.schedules.Schedules.cosineDecay;
import static dev.lamina.training.Training.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.Model;
import dev.lamina.config.Configured;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.json.Catalog;
import dev.lamina.json.KerasDocument;
import dev.lamina.json.KerasJson;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Losses;
import dev.lamina.losses.Reduction;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import dev.lamina.schedules.Schedules;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingTest {
    private static Model twoHeads() {
        var x = input("x", 3);
        return Model.of("heads", x, List.of(x.then(dense(2).name("left")), x.then(dense(2).name("right"))));
    }

    static Stream<Training> trainings() {
        return Stream.of(
                training(),
                training().loss("mse").metrics("mae", "accuracy"),
                training().loss("mse").metrics("huber", "kld").weightedMetrics("log_cosh", "MSE"),
                training().loss(binaryCrossentropy().fromLogits(true)).metrics(meanAbsoluteError()),
                training().optimizer(sgd(0.1).momentum(0.9).nesterov(true)).losses(meanSquaredError(), null),
                training().optimizer(adam(cosineDecay(0.1, 10).alpha(0.1))).lossWeights(1, 2),
                training()
                        .losses(Map.of("left", meanSquaredError().reduction(Reduction.SUM)))
                        .lossWeights(Map.of("left", 0.5))
                        .metrics(Map.of("right", List.of(meanAbsoluteError()))));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void readsWhatItWrites(Training training) {
        Model model = twoHeads();
        KerasDocument document =
                KerasJson.document(KerasJson.write(model, training.toPlain(model)), Catalog.standard());
        Training read = Training.read(document.compileConfig(), document.compilePlace(), document.model());
        assertThat(read.toPlain(model)).isEqualTo(training.toPlain(model));
    }

    /** Keras takes fewer strings for metrics than for losses. */
    @Test
    void spellsMetricsAsKerasReadsThem() {
        Map<String, Object> huber = new LinkedHashMap<>(Map.of(
                "module", "builtins", "class_name", "function", "config", "huber", "registered_name", "function"));
        var x = input("x", 3);
        Model model = Model.of("one", x, x.then(dense(2)));
        assertThat(training().metrics("huber", "MSE", "kl_divergence").toPlain(model))
                .containsEntry("metrics", List.of(huber, "MSE", "kl_divergence"));
        assertThat(training().metrics("kld").toPlain(model).get("metrics").toString())
                .contains("class_name=KLDivergence", "name=kld");
    }

    @Test
    void aFunctionOfALossIsTheMetricOfItsMean() {
        assertThat(Metrics.named("log_cosh").toPlain())
                .isEqualTo(Metrics.meanMetricWrapper("log_cosh").toPlain());
        assertThatThrownBy(() -> Metrics.named("hubert"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("unknown metric \"hubert\"; ");
    }

    @Test
    void refusesLossesForOutputsThatAreNotThere() {
        assertThatThrownBy(() ->
                        training().losses(Map.of("lefft", meanSquaredError())).lossesOf(twoHeads()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("""
                        model "heads" cannot be trained with the loss it was given
                          outputs   left, right
                          loss      "lefft" is no output; did you mean left?
                          try       one for each output, null or left out where an output has none""");
    }

    @Test
    void namesTheNearestLoss() {
        assertThatThrownBy(() -> training().loss("mean_squarred_error"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("unknown loss \"mean_squarred_error\"; did you mean mean_squared_error?");
    }

    @Test
    void knowsEveryFactorysClassInFiles() throws ReflectiveOperationException {
        checkComplete(Losses.class, Loss.class, Losses.schemas());
        checkComplete(Metrics.class, Metric.class, Metrics.schemas());
        checkComplete(Optimizers.class, Optimizer.class, Optimizers.schemas());
        checkComplete(Schedules.class, dev.lamina.schedules.Schedule.class, Schedules.schemas());
    }

    /** Every public factory makes an object whose schema is listed. */
    private static <T extends Configured<T>> void checkComplete(
            Class<?> factories, Class<T> kind, Collection<Schema<T>> schemas) throws ReflectiveOperationException {
        for (Method factory : factories.getDeclaredMethods()) {
            if (!Modifier.isPublic(factory.getModifiers())
                    || !kind.isAssignableFrom(factory.getReturnType())
                    || factory.getName().equals("named")) {
                continue;
            }
            Object[] arguments = Stream.of(factory.getParameterTypes())
                    .map(TrainingTest::argument)
                    .toArray();
            if (factory.getName().equals("piecewiseConstantDecay")) {
                arguments = new Object[] {List.of(1), List.of(1.0, 2.0)};
            }
            assertThat(schemas)
                    .as(factory.getName())
                    .contains(kind.cast(factory.invoke(null, arguments)).schema());
        }
    }

    private static Object argument(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == int[].class) {
            return new int[] {0};
        }
        if (type == String.class) {
            return "huber";
        }
        if (type == Map.class || type == Optimizer.class) {
            return type == Map.class ? Map.of() : Optimizers.sgd(0.1);
        }
        return type == double.class ? (Object) 0.5 : cosineDecay(0.1, 10);
    }
}
