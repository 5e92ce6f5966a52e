package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Multiplies the learning rate once a value has not become better for some epochs. Source: {@code
 * keras.callbacks.ReduceLROnPlateau}. A setter returns a changed copy.
 */
public final class ReduceLearningRateOnPlateau implements Callback {
    private record Settings(Monitor monitor, double factor, int patience, int cooldown, double least) {}

    private final Settings settings;
    private @Nullable TrainedModel model;
    private double best;
    private int waited;
    private int cooling;

    private ReduceLearningRateOnPlateau(Settings settings) {
        this.settings = settings;
    }

    static ReduceLearningRateOnPlateau of(String monitor) {
        return new ReduceLearningRateOnPlateau(new Settings(new Monitor(monitor, Mode.AUTO, 1e-4), 0.1, 10, 0, 0));
    }

    /** What the learning rate is multiplied by; less than 1. */
    public ReduceLearningRateOnPlateau factor(double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor is more than 0 and less than 1; received " + factor);
        }
        return new ReduceLearningRateOnPlateau(
                new Settings(settings.monitor, factor, settings.patience, settings.cooldown, settings.least));
    }

    /** How many epochs without a better value are let pass. */
    public ReduceLearningRateOnPlateau patience(int epochs) {
        return new ReduceLearningRateOnPlateau(
                new Settings(settings.monitor, settings.factor, epochs, settings.cooldown, settings.least));
    }

    /** How many epochs behind a change do not count. */
    public ReduceLearningRateOnPlateau cooldown(int epochs) {
        return new ReduceLearningRateOnPlateau(
                new Settings(settings.monitor, settings.factor, settings.patience, epochs, settings.least));
    }

    /** The learning rate to stop at. */
    public ReduceLearningRateOnPlateau minLearningRate(double rate) {
        return new ReduceLearningRateOnPlateau(
                new Settings(settings.monitor, settings.factor, settings.patience, settings.cooldown, rate));
    }

    /** The least change that counts as better. */
    public ReduceLearningRateOnPlateau minDelta(double delta) {
        Monitor changed = new Monitor(settings.monitor.name(), settings.monitor.mode(), delta);
        return new ReduceLearningRateOnPlateau(
                new Settings(changed, settings.factor, settings.patience, settings.cooldown, settings.least));
    }

    @Override
    public void trainBegins(Plan plan) {
        model = plan.model();
        best = settings.monitor.worst();
        waited = 0;
        cooling = 0;
    }

    @Override
    public Map<String, NdArray> state() {
        return Map.of("best", Backup.number(best), "waited", Backup.number(waited), "cooling", Backup.number(cooling));
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        best = Backup.number(state, "best");
        waited = (int) Backup.number(state, "waited");
        cooling = (int) Backup.number(state, "cooling");
    }

    @Override
    public void epochEnds(int epoch, Map<String, Double> logs) {
        TrainedModel trained = model;
        if (trained == null) {
            return;
        }
        double value = settings.monitor.value(logs, "ReduceLearningRateOnPlateau");
        if (cooling > 0) {
            cooling--;
            waited = 0;
        }
        if (settings.monitor.isBetter(value, best)) {
            best = value;
            waited = 0;
        } else if (cooling == 0 && ++waited >= settings.patience) {
            double rate = trained.learningRate();
            if (rate > settings.least) {
                trained.learningRate(Math.max(rate * settings.factor, settings.least));
                cooling = settings.cooldown;
                waited = 0;
            }
        }
    }
}
