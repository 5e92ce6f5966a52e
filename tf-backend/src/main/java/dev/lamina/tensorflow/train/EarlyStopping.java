package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends training once a value has not become better for some epochs. Source: {@code keras.callbacks.EarlyStopping}.
 *
 * <p>A setter returns a changed copy. What one training remembers is forgotten when the next begins.
 */
public final class EarlyStopping implements Callback {
    private static final String WEIGHTS = "weights/";

    private record Settings(
            Monitor monitor, int patience, @Nullable Double baseline, boolean restoreBestWeights, int startFromEpoch) {}

    private final Settings settings;
    private @Nullable TrainedModel model;
    private @Nullable Map<String, NdArray> bestWeights;
    private double best;
    private int bestEpoch;
    private int waited;
    private int stoppedEpoch = -1;

    private EarlyStopping(Settings settings) {
        this.settings = settings;
    }

    static EarlyStopping of(String monitor) {
        return new EarlyStopping(new Settings(new Monitor(monitor, Mode.AUTO, 0), 0, null, false, 0));
    }

    /** How many epochs without a better value are let pass. */
    public EarlyStopping patience(int epochs) {
        return new EarlyStopping(new Settings(
                settings.monitor, epochs, settings.baseline, settings.restoreBestWeights, settings.startFromEpoch));
    }

    /** The least change that counts as better. */
    public EarlyStopping minDelta(double delta) {
        Monitor changed = new Monitor(settings.monitor.name(), settings.monitor.mode(), Math.abs(delta));
        return new EarlyStopping(new Settings(
                changed, settings.patience, settings.baseline, settings.restoreBestWeights, settings.startFromEpoch));
    }

    public EarlyStopping mode(Mode mode) {
        Monitor changed = new Monitor(settings.monitor.name(), mode, settings.monitor.minDelta());
        return new EarlyStopping(new Settings(
                changed, settings.patience, settings.baseline, settings.restoreBestWeights, settings.startFromEpoch));
    }

    /** A value that has to be surpassed before epochs count as better. */
    public EarlyStopping baseline(double value) {
        return new EarlyStopping(new Settings(
                settings.monitor, settings.patience, value, settings.restoreBestWeights, settings.startFromEpoch));
    }

    /** Whether the weights of the best epoch are put back at the end. */
    public EarlyStopping restoreBestWeights(boolean restore) {
        return new EarlyStopping(
                new Settings(settings.monitor, settings.patience, settings.baseline, restore, settings.startFromEpoch));
    }

    /** The first epoch that counts, from 0. */
    public EarlyStopping startFromEpoch(int epoch) {
        return new EarlyStopping(new Settings(
                settings.monitor, settings.patience, settings.baseline, settings.restoreBestWeights, epoch));
    }

    /** The epoch behind which training was ended; -1 if it was not. */
    public int stoppedEpoch() {
        return stoppedEpoch;
    }

    /** The epoch with the best value. */
    public int bestEpoch() {
        return bestEpoch;
    }

    @Override
    public void trainBegins(Plan plan) {
        model = plan.model();
        best = settings.monitor.worst();
        bestEpoch = 0;
        bestWeights = null;
        waited = 0;
        stoppedEpoch = -1;
    }

    @Override
    public void epochEnds(int epoch, Map<String, Double> logs) {
        TrainedModel trained = model;
        if (trained == null || epoch < settings.startFromEpoch) {
            return;
        }
        double value = settings.monitor.value(logs, "EarlyStopping");
        if (settings.restoreBestWeights && bestWeights == null) {
            bestWeights = trained.weights();
        }
        waited++;
        if (settings.monitor.isBetter(value, best)) {
            best = value;
            bestEpoch = epoch;
            if (settings.restoreBestWeights) {
                bestWeights = trained.weights();
            }
            Double baseline = settings.baseline;
            if (baseline == null || settings.monitor.isBetter(value, baseline)) {
                waited = 0;
            }
        } else if (waited >= settings.patience && epoch > 0) {
            stoppedEpoch = epoch;
            trained.stopTraining();
        }
    }

    @Override
    public Map<String, NdArray> state() {
        Map<String, NdArray> state = new LinkedHashMap<>();
        state.put("best", Backup.number(best));
        state.put("bestEpoch", Backup.number(bestEpoch));
        state.put("waited", Backup.number(waited));
        state.put("stoppedEpoch", Backup.number(stoppedEpoch));
        if (bestWeights != null) {
            bestWeights.forEach((name, value) -> state.put(WEIGHTS + name, Backup.storable(value)));
        }
        return state;
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        best = Backup.number(state, "best");
        bestEpoch = (int) Backup.number(state, "bestEpoch");
        waited = (int) Backup.number(state, "waited");
        stoppedEpoch = (int) Backup.number(state, "stoppedEpoch");
        Map<String, NdArray> weights = Backup.under(WEIGHTS, state);
        if (model != null && !weights.isEmpty()) {
            Map<String, NdArray> now = model.weights();
            weights.replaceAll(
                    (name, value) -> value.cast(now.getOrDefault(name, value).dtype()));
            bestWeights = weights;
        }
    }

    @Override
    public void trainEnds(Map<String, Double> logs) {
        if (model != null && bestWeights != null) {
            model.setWeights(bestWeights);
        }
        bestWeights = null;
    }
}
