package dev.lamina.tensorflow.saved;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.TANH;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.losses.Losses.meanSquaredError;
import static dev.lamina.optimizers.Optimizers.adafactor;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.optimizers.Optimizers.ftrl;
import static dev.lamina.optimizers.Optimizers.lamb;
import static dev.lamina.optimizers.Optimizers.lossScale;
import static dev.lamina.optimizers.Optimizers.multiOptimizer;
import static dev.lamina.optimizers.Optimizers.muon;
import static dev.lamina.optimizers.Optimizers.nadam;
import static dev.lamina.optimizers.Optimizers.rmsProp;
import static dev.lamina.optimizers.Optimizers.scheduleFreeAdamW;
import static dev.lamina.optimizers.Optimizers.sgd;
import static dev.lamina.schedules.Schedules.cosineDecayRestarts;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.SymbolicTensor;
import dev.lamina.optimizers.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models whose optimizers keep more than a mean for each weight. */
final class SavedOptimizers {
    private SavedOptimizers() {}

    static List<SavedCase> all() {
        Map<String, Optimizer> optimizers = new LinkedHashMap<>();
        optimizers.put("nadam", nadam(0.01));
        optimizers.put("ftrl", ftrl(0.05).l1RegularizationStrength(0.01));
        optimizers.put("lamb", lamb(0.01).weightDecay(0.01));
        optimizers.put("adafactor", adafactor(0.02));
        optimizers.put("muon", muon(0.01));
        optimizers.put("schedule_free", scheduleFreeAdamW(0.01).warmupSteps(4));
        optimizers.put("loss_scale", lossScale(adam(0.01)).initialScale(1024).dynamicGrowthSteps(4));
        optimizers.put(
                "loss_scale_schedule", lossScale(sgd(0).momentum(0.9).learningRate(cosineDecayRestarts(0.02, 3))));
        optimizers.put(
                "by_path",
                multiOptimizer(adam(0.01), Map.of("conv/.*", sgd(0.02).momentum(0.9), "nothing", rmsProp(0.1))));
        optimizers.put("averages", sgd(0.02).momentum(0.9).useEma(0.8).emaOverwriteFrequency(13));
        optimizers.put("accumulated", adam(0.02).gradientAccumulationSteps(2).clipnorm(0.5));
        return optimizers.entrySet().stream()
                .map(entry -> new SavedCase(
                        "optimizer_" + entry.getKey(),
                        model(),
                        training().optimizer(entry.getValue()).loss(meanSquaredError())))
                .toList();
    }

    /** Weights of one, two and four axes. */
    private static Model model() {
        SymbolicTensor x = input("x", 3, 3, 2);
        SymbolicTensor y = x.then(conv2d(2, 2).activation(TANH).name("conv")).then(flatten());
        return Model.of(
                "model", x, y.then(dense(4).activation(TANH).name("hidden")).then(dense(2).name("out")));
    }
}
