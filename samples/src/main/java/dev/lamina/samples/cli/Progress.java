package dev.lamina.samples.cli;

import dev.lamina.tensorflow.train.Callback;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/**
 * Tells how a training goes, with its losses: at a terminal by a bar that is drawn again and again, elsewhere by one line for each epoch.
 *
 * <pre>
 * epoch  3/30 ━━━━━━━━━━────────── 41/79  22 ms/step  loss 0.4375  reconstruction_loss 0.0883  vq_loss 0.3464
 * </pre>
 */
final class Progress implements Callback {
    private static final int BAR = 20;
    private static final long REDRAW_NANOS = 100_000_000L;

    private final PrintWriter err;
    private final int columns;
    private int epochs;
    private int batches;
    private int epoch;
    private int done;
    private long began;
    private long drawn;

    /**
     * Progress in text.
     *
     * @param columns of the terminal; 0 where there is none, and a line that is drawn stays
     */
    Progress(PrintWriter err, int columns) {
        this.err = err;
        this.columns = columns;
    }

    @Override
    public void trainBegins(Plan plan) {
        epochs = plan.epochs();
        batches = plan.batches();
    }

    @Override
    public void epochBegins(int number) {
        epoch = number + 1;
        done = 0;
        began = System.nanoTime();
        drawn = 0;
    }

    @Override
    public void trainBatchEnds(int batch, Map<String, Double> logs) {
        done = batch + 1;
        long now = System.nanoTime();
        if (columns > 0 && now - drawn >= REDRAW_NANOS) {
            drawn = now;
            err.print("\r" + fitted(line(logs)));
            err.flush();
        }
    }

    @Override
    public void epochEnds(int number, Map<String, Double> logs) {
        err.println((columns > 0 ? "\r" : "") + line(logs));
        err.flush();
    }

    /** Cut to the terminal, whose next line could not be taken back, and blank where an earlier one was longer. */
    private String fitted(String line) {
        String cut = line.substring(0, Math.min(line.length(), columns - 1));
        return cut + " ".repeat(columns - 1 - cut.length());
    }

    private String line(Map<String, Double> logs) {
        int width = Integer.toString(epochs).length();
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "epoch %" + width + "d/%d ", epoch, epochs));
        if (columns > 0) {
            int filled = batches <= 0 ? 0 : BAR * done / batches;
            line.append("━".repeat(filled)).append("─".repeat(BAR - filled)).append(' ');
        }
        double milliseconds = (System.nanoTime() - began) / 1e6 / Math.max(done, 1);
        line.append(String.format(Locale.ROOT, "%d/%d  %.0f ms/step", done, batches, milliseconds));
        logs.forEach((name, value) -> {
            boolean shown = name.equals("val_loss") || (name.endsWith("loss") && !name.startsWith("val_"));
            line.append(shown ? String.format(Locale.ROOT, "  %s %.4f", name, value) : "");
        });
        return line.toString();
    }
}
