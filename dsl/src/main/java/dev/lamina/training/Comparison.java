package dev.lamina.training;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ConfigException;
import dev.lamina.losses.Loss;
import dev.lamina.losses.Reduction;
import dev.lamina.lowering.Objective;
import dev.lamina.lowering.Program;
import dev.lamina.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Compares the outputs of a model with targets, in ops. */
final class Comparison {
    private final Training training;
    private final Model model;
    private final List<SymbolicTensor> outputs;
    private final BiFunction<String, TensorSpec, SymbolicTensor> feed;
    private final List<Program.Scalar> losses = new ArrayList<>();
    private final List<Program.Scalar> metrics = new ArrayList<>();

    Comparison(
            Training training,
            Model model,
            List<SymbolicTensor> outputs,
            BiFunction<String, TensorSpec, SymbolicTensor> feed) {
        this.training = training;
        this.model = model;
        this.outputs = outputs;
        this.feed = feed;
    }

    Objective.Scalars of(List<@Nullable TensorSpec> targetSpecs, List<@Nullable TensorSpec> weightSpecs) {
        List<@Nullable SymbolicTensor> targets = feeds(targetSpecs, "target");
        List<@Nullable SymbolicTensor> weights = feeds(weightSpecs, "sample_weight");
        addLosses(targets, weights);
        addMetrics(targets);
        return new Objective.Scalars(List.copyOf(losses), List.copyOf(metrics));
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
            SymbolicTensor value = loss.on(target, outputs.get(i), weights.get(i));
            String name = model.outputNames().get(i) + "_loss";
            if (count > 1) {
                metrics.add(new Program.Scalar(name, value));
            }
            Double factor = factors.get(i);
            losses.add(new Program.Scalar(name, factor == null ? value : value.times(factor)));
        }
    }

    /** A metric of a model with several outputs has the output's name before its own. */
    private void addMetrics(List<@Nullable SymbolicTensor> targets) {
        List<List<Metric>> each = training.metricsOf(model);
        for (int i = 0; i < each.size(); i++) {
            SymbolicTensor target = targets.get(i);
            if (target == null) {
                continue;
            }
            String prefix = outputs.size() == 1 ? "" : model.outputNames().get(i) + "_";
            for (Metric metric : each.get(i)) {
                metrics.add(
                        new Program.Scalar(unused(prefix + metric.name()), metric.on(target, outputs.get(i), null)));
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
        return metrics.stream().anyMatch(metric -> metric.name().equals(name));
    }
}
