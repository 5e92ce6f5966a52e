package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The loss and the metrics of an epoch so far. Of losses, the means over examples, so that a small last batch counts for what it is; metrics
 * keep what they need themselves.
 */
final class Means implements AutoCloseable {
    private final LossStep step;
    private final Kept kept;
    private final double[] sums;
    private double[] last = new double[0];
    private long examples;

    Means(LossStep step) {
        this.step = step;
        this.kept = new Kept(step.kept());
        this.sums = new double[1 + step.averages().size()];
    }

    /** What goes into the next step. */
    Kept kept() {
        return kept;
    }

    /**
     * Adds a batch.
     *
     * @param values the vector that the step returned
     */
    void add(double[] values, int size) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += values[i] * size;
        }
        last = values;
        examples += size;
    }

    /** By name, the loss first. */
    Map<String, Double> logs() {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put("loss", mean(0));
        for (int i = 1; i < sums.length; i++) {
            logs.put(step.averages().get(i - 1), mean(i));
        }
        for (int i = 0; i < step.results().size(); i++) {
            logs.put(step.results().get(i), examples == 0 ? Double.NaN : last[sums.length + i]);
        }
        return logs;
    }

    void save(Map<String, NdArray> to) {
        to.put("means/examples", Backup.number((double) examples));
        to.put("means/sums", NdArray.of(sums, sums.length));
        to.put("means/last", NdArray.of(last, last.length));
        List<NdArray> arrays = kept.arrays();
        for (int i = 0; i < arrays.size(); i++) {
            to.put("means/kept/" + i, arrays.get(i));
        }
    }

    void restore(Map<String, NdArray> from) {
        examples = (long) Backup.number(from, "means/examples");
        System.arraycopy(Backup.array(from, "means/sums").storage(), 0, sums, 0, sums.length);
        last = (double[]) Backup.array(from, "means/last").storage();
        kept.restore(List.copyOf(Backup.under("means/kept/", from).values()));
    }

    private double mean(int i) {
        return examples == 0 ? Double.NaN : sums[i] / examples;
    }

    @Override
    public void close() {
        kept.close();
    }
}
