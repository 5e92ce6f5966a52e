package dev.lamina.training;

import dev.lamina.DTypePolicy;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Place;
import dev.lamina.losses.Loss;
import dev.lamina.losses.LossFunction;
import dev.lamina.losses.Losses;
import dev.lamina.lowering.Objective;
import dev.lamina.metrics.Metric;
import dev.lamina.metrics.Metrics;
import dev.lamina.optimizers.LossScaleOptimizer;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained: what {@code compile()} takes in Keras, as an immutable value. A setter returns a changed copy.
 *
 * <p>Source: {@code keras.Model.compile}.
 */
public final class Training {
    private static final Training DEFAULT =
            new Training(Optimizers.adam(0.001), PerOutput.none(), PerOutput.none(), Metered.NONE, true);

    private final Optimizer optimizer;
    private final PerOutput<Spelled<Loss>> losses;
    private final PerOutput<Double> lossWeights;
    private final Metered metrics;
    private final boolean autoScaleLoss;

    Training(
            Optimizer optimizer,
            PerOutput<Spelled<Loss>> losses,
            PerOutput<Double> lossWeights,
            Metered metrics,
            boolean autoScaleLoss) {
        this.optimizer = optimizer;
        this.losses = losses;
        this.lossWeights = lossWeights;
        this.metrics = metrics;
        this.autoScaleLoss = autoScaleLoss;
    }

    /** Training by Adam at a rate of 0.001, so far without a loss beside those that layers add. */
    public static Training training() {
        return DEFAULT;
    }

    /**
     * The training of a model as Keras's {@code compile_config} holds it.
     *
     * @throws dev.lamina.errors.ConfigException if it holds what Lamina does not know, with its path
     */
    public static Training read(Map<String, @Nullable Object> plain, Place place, Model model) {
        return CompileConfig.read(plain, place, model);
    }

    /**
     * Keras's {@code compile_config} of a model.
     *
     * @throws dev.lamina.errors.ConfigException if a loss or metric is a function without a name that a file can hold
     */
    public Map<String, @Nullable Object> toPlain(Model model) {
        return CompileConfig.write(
                optimizer,
                losses,
                lossWeights,
                metrics.forEach(model.outputs().list().size()));
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    public Training optimizer(Optimizer changed) {
        return new Training(changed, losses, lossWeights, metrics, autoScaleLoss);
    }

    /**
     * Whether the loss of a model of {@code mixed_float16} is scaled by itself, which is the default: see {@link #of(Model)}. No file
     * holds this, as none of Keras does.
     */
    public Training autoScaleLoss(boolean changed) {
        return new Training(optimizer, losses, lossWeights, metrics, changed);
    }

    /**
     * This training as {@code compile()} has it for a model: that of a model whose {@linkplain Model#dtype() policy} is
     * {@code mixed_float16} has its optimizer in a {@link LossScaleOptimizer}, as gradients in float16 vanish below 6e-8.
     */
    public Training of(Model model) {
        boolean scales = autoScaleLoss
                && model.dtype().equals(DTypePolicy.MIXED_FLOAT16)
                && !(optimizer instanceof LossScaleOptimizer);
        return scales ? optimizer(Optimizers.lossScale(optimizer)) : this;
    }

    private Training withLosses(PerOutput<Spelled<Loss>> changed) {
        return new Training(optimizer, changed, lossWeights, metrics, autoScaleLoss);
    }

    /** The loss of every output. */
    public Training loss(Loss loss) {
        return withLosses(PerOutput.one(Spelled.object(loss)));
    }

    /**
     * The loss of every output, by Keras's name, such as {@code "mse"}; files keep the name.
     *
     * @throws dev.lamina.errors.ConfigException if there is no such loss
     */
    public Training loss(String name) {
        return withLosses(PerOutput.one(new Spelled<>(Losses.named(name), name)));
    }

    /** A loss of one's own for every output. */
    public Training loss(LossFunction function) {
        return loss(Loss.of("loss", function));
    }

    /** A loss for each output, in order; null where an output has none. */
    public Training losses(@Nullable Loss... each) {
        List<@Nullable Spelled<Loss>> spelled = new ArrayList<>();
        for (Loss loss : each) {
            spelled.add(loss == null ? null : Spelled.object(loss));
        }
        return withLosses(PerOutput.list(spelled));
    }

    /** Losses by the names of outputs; an output that is left out has none. */
    public Training losses(Map<String, Loss> byOutput) {
        Map<String, Spelled<Loss>> spelled = new LinkedHashMap<>();
        byOutput.forEach((name, loss) -> spelled.put(name, Spelled.object(loss)));
        return withLosses(PerOutput.map(spelled));
    }

    /** What the losses of the outputs are multiplied by in the sum that training minimizes. */
    public Training lossWeights(double... each) {
        List<Double> weights = Arrays.stream(each).boxed().toList();
        return new Training(optimizer, losses, PerOutput.list(weights), metrics, autoScaleLoss);
    }

    /** The same by the names of outputs; 1 where an output is left out. */
    public Training lossWeights(Map<String, Double> byOutput) {
        return new Training(optimizer, losses, PerOutput.map(byOutput), metrics, autoScaleLoss);
    }

    private Training withMetrics(PerOutput<List<Spelled<Metric>>> changed) {
        return new Training(optimizer, losses, lossWeights, new Metered(changed, metrics.weighted()), autoScaleLoss);
    }

    private Training withWeightedMetrics(PerOutput<List<Spelled<Metric>>> changed) {
        return new Training(optimizer, losses, lossWeights, new Metered(metrics.plain(), changed), autoScaleLoss);
    }

    /** What is reported of every output. */
    public Training metrics(Metric... all) {
        return withMetrics(PerOutput.one(spelled(List.of(all))));
    }

    /**
     * What is reported of every output, by Keras's names, such as {@code "accuracy"}; files and reports keep the names.
     *
     * @throws dev.lamina.errors.ConfigException if there is no such metric
     */
    public Training metrics(String... names) {
        return withMetrics(PerOutput.one(spelled(names)));
    }

    /** What is reported of outputs, by their names. */
    public Training metrics(Map<String, List<Metric>> byOutput) {
        return withMetrics(PerOutput.map(spelled(byOutput)));
    }

    /** What is reported of every output, each example counting as often as its weight says. */
    public Training weightedMetrics(Metric... all) {
        return withWeightedMetrics(PerOutput.one(spelled(List.of(all))));
    }

    /** The same by Keras's names; see {@link #metrics(String...)}. */
    public Training weightedMetrics(String... names) {
        return withWeightedMetrics(PerOutput.one(spelled(names)));
    }

    /** What is reported of outputs, by their names, each example counting as often as its weight says. */
    public Training weightedMetrics(Map<String, List<Metric>> byOutput) {
        return withWeightedMetrics(PerOutput.map(spelled(byOutput)));
    }

    private static List<Spelled<Metric>> spelled(String... names) {
        return Arrays.stream(names)
                .map(name -> new Spelled<>(Metrics.named(name), Metrics.spelling(name)))
                .toList();
    }

    private static Map<String, List<Spelled<Metric>>> spelled(Map<String, List<Metric>> byOutput) {
        Map<String, List<Spelled<Metric>>> spelled = new LinkedHashMap<>();
        byOutput.forEach((name, metric) -> spelled.put(name, spelled(metric)));
        return spelled;
    }

    private static List<Spelled<Metric>> spelled(List<Metric> all) {
        return all.stream().map(Spelled::object).toList();
    }

    /** The loss of each output of a model; null where an output has none. */
    public List<@Nullable Loss> lossesOf(Model model) {
        List<@Nullable Loss> result = new ArrayList<>();
        for (Spelled<Loss> loss : losses.resolve(model, "loss")) {
            result.add(loss == null ? null : loss.value());
        }
        return result;
    }

    /** The metrics of each output of a model. */
    public List<List<Metric>> metricsOf(Model model) {
        return metricsOf(metrics.plain(), model, "metrics");
    }

    /** The metrics of each output of a model that weigh examples. */
    public List<List<Metric>> weightedMetricsOf(Model model) {
        return metricsOf(metrics.weighted(), model, "weightedMetrics");
    }

    private static List<List<Metric>> metricsOf(PerOutput<List<Spelled<Metric>>> metrics, Model model, String what) {
        List<List<Metric>> result = new ArrayList<>();
        for (List<Spelled<Metric>> each : metrics.resolve(model, what)) {
            result.add(
                    each == null ? List.of() : each.stream().map(Spelled::value).toList());
        }
        return result;
    }

    List<@Nullable Double> lossWeightsOf(Model model) {
        return lossWeights.resolve(model, "lossWeights");
    }

    /** For each output, whether a loss or a metric compares it with targets. */
    public List<Boolean> needsTargets(Model model) {
        List<@Nullable Loss> loss = lossesOf(model);
        List<List<Metric>> plain = metricsOf(model);
        List<List<Metric>> weighted = weightedMetricsOf(model);
        return IntStream.range(0, loss.size())
                .mapToObj(i -> loss.get(i) != null
                        || !plain.get(i).isEmpty()
                        || !weighted.get(i).isEmpty())
                .toList();
    }

    /**
     * What a program minimizes and reports.
     *
     * @param targets the spec of the targets of each output; null where there are none
     * @param weights the spec of the weights of the examples for each output; null where all count the same
     */
    public Objective objective(List<@Nullable TensorSpec> targets, List<@Nullable TensorSpec> weights) {
        return (Model model,
                List<SymbolicTensor> outputs,
                List<@Nullable SymbolicTensor> masks,
                BiFunction<String, TensorSpec, SymbolicTensor> feed) ->
                new Comparison(this, model, outputs, masks, feed).of(targets, weights);
    }
}
