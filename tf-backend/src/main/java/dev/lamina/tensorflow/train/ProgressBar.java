package dev.lamina.tensorflow.train;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Shows how training goes, in Keras's words. On a terminal one line grows with the epoch; otherwise each epoch is one line. Source:
 * {@code keras.callbacks.ProgbarLogger}.
 */
public final class ProgressBar implements Callback {
    private static final int WIDTH = 20;
    private static final long REDRAW_NANOS = 100_000_000;

    private final PrintStream out;
    private final boolean redraws;
    private int epochs;
    private int batches;
    private int done;
    private int epoch;
    private long began;
    private long drawn;
    private boolean training;

    private ProgressBar(PrintStream out, boolean redraws) {
        this.out = out;
        this.redraws = redraws;
    }

    /**
     * A progress bar.
     *
     * @param redraws whether a line may be written again over itself, as on a terminal
     */
    public static ProgressBar on(PrintStream out, boolean redraws) {
        return new ProgressBar(out, redraws);
    }

    @Override
    public void trainBegins(Plan plan) {
        training = true;
        epochs = plan.epochs();
        batches = plan.batches();
    }

    @Override
    public void epochBegins(int number) {
        epoch = number;
        done = 0;
        began = System.nanoTime();
        drawn = 0;
        if (redraws) {
            out.println("Epoch " + (epoch + 1) + "/" + epochs);
        }
    }

    @Override
    public void trainBatchEnds(int batch, Map<String, Double> logs) {
        done = batch + 1;
        long now = System.nanoTime();
        if (redraws && now - drawn > REDRAW_NANOS) {
            drawn = now;
            out.print("\r" + line(logs, now - began));
            out.flush();
        }
    }

    @Override
    public void epochEnds(int number, Map<String, Double> logs) {
        batches = done;
        long passed = System.nanoTime() - began;
        out.println(
                redraws
                        ? "\r" + line(logs, passed)
                        : "Epoch " + (epoch + 1) + "/" + epochs + " - " + line(logs, passed));
    }

    @Override
    public void trainEnds(Map<String, Double> logs) {
        training = false;
    }

    @Override
    public void testBegins(Plan plan) {
        if (!training) {
            batches = plan.batches();
            began = System.nanoTime();
        }
    }

    @Override
    public void testBatchEnds(int batch, Map<String, Double> logs) {
        if (!training) {
            done = batch + 1;
        }
    }

    @Override
    public void testEnds(Map<String, Double> logs) {
        if (!training) {
            batches = done;
            out.println(line(logs, System.nanoTime() - began));
        }
    }

    /** Such as {@code 469/469 ━━━━━━━━━━━━━━━━━━━━ 3s 6ms/step - loss: 0.0512}. */
    private String line(Map<String, Double> logs, long nanos) {
        StringBuilder text = new StringBuilder();
        text.append(done)
                .append('/')
                .append(batches < 0 ? "?" : String.valueOf(batches))
                .append(' ');
        if (redraws && batches > 0) {
            int filled = (int) ((long) WIDTH * done / batches);
            text.append("━".repeat(filled)).append("─".repeat(WIDTH - filled)).append(' ');
        }
        text.append(nanos / 1_000_000_000).append("s ").append(perStep(nanos / Math.max(1, done)));
        logs.forEach(
                (name, value) -> text.append(" - ").append(name).append(": ").append(number(value)));
        return text.toString();
    }

    private static String perStep(long nanos) {
        if (nanos >= 1_000_000_000) {
            return nanos / 1_000_000_000 + "s/step";
        }
        return nanos >= 1_000_000 ? nanos / 1_000_000 + "ms/step" : nanos / 1_000 + "us/step";
    }

    /** Four digits, as Keras shows them. */
    private static String number(double value) {
        return Math.abs(value) > 1e-3 || value == 0
                ? String.format(Locale.ROOT, "%.4f", value)
                : String.format(Locale.ROOT, "%.4e", value);
    }
}
