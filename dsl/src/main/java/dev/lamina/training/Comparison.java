package dev.lamina.training;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Reduction;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.metrics.Metric;
import dev.lamina.ops.Core;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compares the outputs of a model with targets, in ops. */
final class Comparison {
    private final Training training;
    private final Model model;
    private final List<SymbolicTensor> outputs;
    private final List<@Nullable SymbolicTensor> masks;
    private final BiFunction<String, TensorSpec, SymbolicTensor> feed;
    private final List<Program.Scalar> losses = new ArrayList<>();
    private final List<Program.Scalar> metrics = new ArrayList<>();
    private final List<Program.Measure> measures = new ArrayList<>();

    Comparison(
            Training training,
            Model model,
            List<SymbolicTensor> outputs,
            List<@Nullable SymbolicTensor> masks,
            BiFunction<String, TensorSpec, SymbolicTensor> feed) {
        this.training = training;
        this.model = model;
        this.outputs = outputs;
        this.masks = masks;
        this.feed = feed;
    }

    Objective.Scalars of(List<@Nullable TensorSpec> targetSpecs, List<@Nullable TensorSpec> weightSpecs) {
        List<@Nullable SymbolicTensor> targets = feeds(targetSpecs, "target");
        List<@Nullable SymbolicTensor> weights = feeds(weightSpecs, "sample_weight");
        addLosses(targets, weights);
        addMetrics(training.metricsOf(model), targets, Collections.nCopies(targets.size(), null), "");
        addMetrics(training.weightedMetricsOf(model), targets, weights, "weighted_");
        return new Objective.Scalars(List.copyOf(losses), List.copyOf(metrics), List.copyOf(measures));
    }

    private List<@Nullable SymbolicTensor> feeds(List<@Nullable TensorSpec> specs, String role) {
        List<@Nullable SymbolicTensor> fed = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            TensorSpec spec = specs.get(i);
            fed.add(spec == null ? null : feed.apply(model.outputNames().get(i) + "/" + role, spec));
        }
        return fed;
    }

    private void addLosses(List<@Nullable SymbolicTensor> targets, List<@Nullable SymbolicTensor> weights) {
        List<@Nullable Loss> each = training.lossesOf(model);
        List<@Nullable Double> factors = training.lossWeightsOf(model);
        long count = each.stream().filter(java.util.Objects::nonNull).count();
        for (int i = 0; i < each.size(); i++) {
            Loss loss = each.get(i);
            SymbolicTensor target = targets.get(i);
            if (loss == null || target == null) {
                continue;
            }
            if (loss.reduction() == Reduction.NONE) {
                throw new ConfigException("the loss " + loss.name() + " does not reduce its values, and training"
                        + " minimizes a scalar\n  try   reduction(SUM_OVER_BATCH_SIZE)");
            }
            SymbolicTensor value =
                    Core.cast(loss.on(target, outputs.get(i), weights.get(i), masks.get(i)), DType.FLOAT32);
            String name = model.outputNames().get(i) + "_loss";
            if (count > 1) {
                metrics.add(new Program.Scalar(name, value));
            }
            Double factor = factors.get(i);
            losses.add(new Program.Scalar(name, factor == null ? value : value.times(factor)));
        }
    }

    /**
     * A metric of a model with several outputs has the output's name before its own.
     *
     * @param other what comes before the name of a metric where another has that name
     */
    private void addMetrics(
            List<List<Metric>> each,
            List<@Nullable SymbolicTensor> targets,
            List<@Nullable SymbolicTensor> weights,
            String other) {
        for (int i = 0; i < each.size(); i++) {
            SymbolicTensor target = targets.get(i);
            if (target == null) {
                continue;
            }
            String prefix = outputs.size() == 1 ? "" : model.outputNames().get(i) + "_";
            for (Metric metric : each.get(i)) {
                Program.Measure measure = metric.on(target, outputs.get(i), weights.get(i), masks.get(i));
                String name = prefix + metric.name();
                String free = unused(isUsed(name) ? prefix + other + metric.name() : name);
                measures.add(new Program.Measure(free, measure.result(), measure.kept()));
            }
        }
    }

    /** As Keras does, the second metric of a name gets a number. */
    private String unused(String name) {
        String free = name;
        for (int i = 1; isUsed(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }

    private boolean isUsed(String name) {
        return metrics.stream().anyMatch(metric -> metric.name().equals(name))
                || measures.stream().anyMatch(measure -> measure.name().equals(name));
    }
}
