package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.errors.ConfigException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Saves the model behind each epoch, or where it became better. The path may name {@code {epoch}} (from 1) and logs, such as {@code
 * model-{epoch:02d}-{val_loss:.2f}.keras}. Source: {@code keras.callbacks.ModelCheckpoint}. A setter returns a changed copy.
 */
public final class ModelCheckpoint implements Callback {
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::(0?\\d*)(?:\\.(\\d+))?[df]?)?}");

    private record Settings(
            String path,
            Monitor monitor,
            boolean bestOnly,
            boolean weightsOnly,
            int steps,
            @Nullable Double threshold) {}

    private final Settings settings;
    private @Nullable TrainedModel model;
    private double best;
    private int epoch;
    private long passed;

    private ModelCheckpoint(Settings settings) {
        this.settings = settings;
    }

    static ModelCheckpoint of(Path path) {
        return new ModelCheckpoint(
                new Settings(path.toString(), new Monitor("val_loss", Mode.AUTO, 0), false, false, 0, null));
    }

    /** Saves only where a value is better than ever, such as {@code val_loss}. */
    public ModelCheckpoint saveBestOnly(String monitor) {
        Monitor watched = new Monitor(monitor, settings.monitor.mode(), 0);
        return new ModelCheckpoint(
                new Settings(settings.path, watched, true, settings.weightsOnly, settings.steps, settings.threshold));
    }

    public ModelCheckpoint mode(Mode mode) {
        Monitor watched = new Monitor(settings.monitor.name(), mode, 0);
        return new ModelCheckpoint(new Settings(
                settings.path, watched, settings.bestOnly, settings.weightsOnly, settings.steps, settings.threshold));
    }

    /** Saves the weights alone, to a path that ends on {@code .weights.h5}. */
    public ModelCheckpoint saveWeightsOnly(boolean weightsOnly) {
        return new ModelCheckpoint(new Settings(
                settings.path, settings.monitor, settings.bestOnly, weightsOnly, settings.steps, settings.threshold));
    }

    /** Saves every so many steps rather than behind each epoch. */
    public ModelCheckpoint everySteps(int steps) {
        return new ModelCheckpoint(new Settings(
                settings.path, settings.monitor, settings.bestOnly, settings.weightsOnly, steps, settings.threshold));
    }

    /** The value that the first one to be saved has to surpass, as when training goes on. */
    public ModelCheckpoint initialValueThreshold(double value) {
        return new ModelCheckpoint(new Settings(
                settings.path, settings.monitor, settings.bestOnly, settings.weightsOnly, settings.steps, value));
    }

    @Override
    public void trainBegins(Plan plan) {
        model = plan.model();
        Double threshold = settings.threshold;
        best = threshold == null ? settings.monitor.worst() : threshold;
        passed = 0;
    }

    @Override
    public Map<String, NdArray> state() {
        return Map.of("best", Backup.number(best), "passed", Backup.number((double) passed));
    }

    @Override
    public void restore(Map<String, NdArray> state) {
        best = Backup.number(state, "best");
        passed = (long) Backup.number(state, "passed");
    }

    @Override
    public void epochBegins(int number) {
        epoch = number;
    }

    @Override
    public void trainBatchEnds(int batch, Map<String, Double> logs) {
        passed++;
        if (settings.steps > 0 && passed % settings.steps == 0) {
            save(logs);
        }
    }

    @Override
    public void epochEnds(int number, Map<String, Double> logs) {
        if (settings.steps == 0) {
            save(logs);
        }
    }

    private void save(Map<String, Double> logs) {
        TrainedModel trained = model;
        if (trained == null) {
            return;
        }
        if (settings.bestOnly) {
            double value = settings.monitor.value(logs, "ModelCheckpoint");
            if (!settings.monitor.isBetter(value, best)) {
                return;
            }
            best = value;
        }
        Path file = Path.of(path(settings.path, epoch + 1, logs));
        if (settings.weightsOnly) {
            trained.saveWeights(file);
        } else {
            trained.save(file);
        }
    }

    /** The path with its places filled, in Python's format. */
    static String path(String pattern, int epoch, Map<String, Double> logs) {
        return PLACE.matcher(pattern).replaceAll(place -> {
            String name = place.group(1);
            Double value = logs.get(name);
            if (!name.equals("epoch") && value == null) {
                throw new ConfigException("the path " + pattern + " names \"" + name
                        + "\", which is not reported; known are" + " epoch, " + String.join(", ", logs.keySet()));
            }
            String width = place.group(2) == null ? "" : place.group(2);
            String text = name.equals("epoch")
                    ? String.format(Locale.ROOT, "%" + width + "d", epoch)
                    : place.group(3) == null
                            ? String.valueOf(value)
                            : String.format(Locale.ROOT, "%" + width + "." + place.group(3) + "f", value);
            return Matcher.quoteReplacement(text);
        });
    }
}
