package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.data.BatchStream;
import dev.lamina.tensorflow.data.Dataset;
import dev.lamina.tensorflow.data.EpochOptions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a training is in its data: in which pass over the examples, and behind which batch of it. An epoch is a pass, or a number of
 * batches.
 *
 * <p>Source: {@code keras.src.trainers.epoch_iterator.EpochIterator}.
 */
final class Passes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Passes.class.getName());

    private final Dataset data;
    private final FitOptions options;
    private final @Nullable Long shuffleSeed;
    private int pass;
    private int taken;
    private int step;
    private @Nullable BatchStream stream;

    Passes(Dataset data, FitOptions options, long shuffleSeed) {
        this.data = data;
        this.options = options;
        this.shuffleSeed = options.shuffle() ? shuffleSeed : null;
        this.pass = options.initialEpoch() - 1;
    }

    private EpochOptions options() {
        return EpochOptions.of(options.batchSize()).epoch(Math.max(0, pass)).shuffleSeed(shuffleSeed);
    }

    /** The batches of an epoch; -1 where unknown. */
    int batches() {
        return options.stepsPerEpoch() > 0 ? options.stepsPerEpoch() : data.batches(options());
    }

    /** Goes to the beginning of an epoch. */
    void begin(int epoch) {
        step = 0;
        if (options.stepsPerEpoch() == 0) {
            begin(epoch, 0);
        } else if (stream == null) {
            begin(pass + 1, 0);
        }
    }

    private BatchStream begin(int newPass, int skipped) {
        close();
        pass = newPass;
        taken = 0;
        BatchStream fresh = data.epoch(options());
        stream = fresh;
        while (taken < skipped && fresh.next()) {
            taken++;
        }
        return fresh;
    }

    /** Goes to the next batch; false at the end of the epoch. */
    boolean next() {
        BatchStream batches = stream;
        boolean all = options.stepsPerEpoch() > 0 && step == options.stepsPerEpoch();
        if (batches == null || all) {
            return false;
        }
        if (batches.next()) {
            taken++;
            step++;
            return true;
        }
        close();
        if (options.stepsPerEpoch() > 0 && step == 0) {
            // It ended with the epoch before.
            return begin(pass + 1, 0).next() && took();
        }
        if (options.stepsPerEpoch() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the data ended behind {0} of {1} batches of an epoch; the next epoch begins it again",
                    step,
                    options.stepsPerEpoch());
        }
        return false;
    }

    private boolean took() {
        taken++;
        step++;
        return true;
    }

    /** The number in its epoch of the batch that {@link #next} went to, from 0. */
    int batch() {
        return step - 1;
    }

    List<NdArray> arrays() {
        return current().arrays();
    }

    int size() {
        return current().size();
    }

    private BatchStream current() {
        BatchStream batches = stream;
        if (batches == null) {
            throw new IllegalStateException("the epoch has ended");
        }
        return batches;
    }

    void save(Map<String, NdArray> to) {
        to.put("data/pass", Backup.number(pass));
        to.put("data/taken", Backup.number(taken));
        to.put("data/step", Backup.number(step));
        to.put("data/open", Backup.number(stream == null ? 0 : 1));
    }

    /** Goes to where a training was saved; batches before that are made and left alone. */
    void restore(Map<String, NdArray> from) {
        pass = (int) Backup.number(from, "data/pass");
        if (Backup.number(from, "data/open") != 0) {
            begin(pass, (int) Backup.number(from, "data/taken"));
        }
        step = (int) Backup.number(from, "data/step");
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
