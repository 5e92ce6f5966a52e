package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.TensorSpec;
import dev.lamina.losses.Loss;
import dev.lamina.losses.LossFunction;
import dev.lamina.lowering.Objective;
import dev.lamina.metrics.Metric;
import dev.lamina.optimizers.Optimizer;
import dev.lamina.optimizers.Optimizers;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained: what {@code compile()} takes in Keras, as an immutable value. A setter returns a changed copy.
 *
 * <p>Source: {@code keras.Model.compile}.
 */
public final class Training {
    private static final Training DEFAULT =
            new Training(Optimizers.adam(0.001), PerOutput.none(), PerOutput.none(), PerOutput.none());

    private final Optimizer optimizer;
    private final PerOutput<Loss> losses;
    private final PerOutput<Double> lossWeights;
    private final PerOutput<List<Metric>> metrics;

    private Training(
            Optimizer optimizer,
            PerOutput<Loss> losses,
            PerOutput<Double> lossWeights,
            PerOutput<List<Metric>> metrics) {
        this.optimizer = optimizer;
        this.losses = losses;
        this.lossWeights = lossWeights;
        this.metrics = metrics;
    }

    /** Training by Adam at a rate of 0.001, so far without a loss beside those that layers add. */
    public static Training training() {
        return DEFAULT;
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    public Training optimizer(Optimizer changed) {
        return new Training(changed, losses, lossWeights, metrics);
    }

    /** The loss of every output. */
    public Training loss(Loss loss) {
        return new Training(optimizer, PerOutput.one(loss), lossWeights, metrics);
    }

    /** A loss of one's own for every output. */
    public Training loss(LossFunction function) {
        return loss(Loss.of("loss", function));
    }

    /** A loss for each output, in order; null where an output has none. */
    public Training losses(@Nullable Loss... each) {
        return new Training(optimizer, PerOutput.list(java.util.Arrays.asList(each)), lossWeights, metrics);
    }

    /** Losses by the names of outputs; an output that is left out has none. */
    public Training losses(Map<String, Loss> byOutput) {
        return new Training(optimizer, PerOutput.map(byOutput), lossWeights, metrics);
    }

    /** What the losses of the outputs are multiplied by in the sum that training minimizes. */
    public Training lossWeights(double... each) {
        List<Double> weights = java.util.Arrays.stream(each).boxed().toList();
        return new Training(optimizer, losses, PerOutput.list(weights), metrics);
    }

    /** The same by the names of outputs; 1 where an output is left out. */
    public Training lossWeights(Map<String, Double> byOutput) {
        return new Training(optimizer, losses, PerOutput.map(byOutput), metrics);
    }

    /** What is reported of the output of a model that has one. */
    public Training metrics(Metric... all) {
        return new Training(optimizer, losses, lossWeights, PerOutput.one(List.of(all)));
    }

    /** What is reported of outputs, by their names. */
    public Training metrics(Map<String, List<Metric>> byOutput) {
        return new Training(optimizer, losses, lossWeights, PerOutput.map(byOutput));
    }

    /** The loss of each output of a model; null where an output has none. */
    public List<@Nullable Loss> lossesOf(Model model) {
        return losses.resolve(model, "loss");
    }

    /** The metrics of each output of a model. */
    List<@Nullable List<Metric>> metricsOf(Model model) {
        return metrics.resolve(model, "metrics");
    }

    List<@Nullable Double> lossWeightsOf(Model model) {
        return lossWeights.resolve(model, "lossWeights");
    }

    /** The outputs that a loss or a metric compares with targets, one answer for each. */
    public List<Boolean> needsTargets(Model model) {
        List<@Nullable Loss> loss = lossesOf(model);
        List<@Nullable List<Metric>> metric = metricsOf(model);
        return java.util.stream.IntStream.range(0, loss.size())
                .mapToObj(i -> loss.get(i) != null || metric.get(i) != null)
                .toList();
    }

    /**
     * What a program minimizes and reports.
     *
     * @param targets the spec of the targets of each output; null where there are none
     * @param weights the spec of the weights of the examples for each output; null where all count the same
     */
    public Objective objective(List<@Nullable TensorSpec> targets, List<@Nullable TensorSpec> weights) {
        return (model, outputs, feed) -> new Comparison(this, model, outputs, feed).of(targets, weights);
    }
}
