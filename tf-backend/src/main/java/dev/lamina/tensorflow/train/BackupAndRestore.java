package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a training in a file, from which the same call of {@code fit} goes on in another process after this one was killed: it ends
 * with the weights, bit for bit, that it would have ended with, and returns the whole history. What is kept is all that decides how a
 * training goes: weights, the optimizer, the place in the data and in the random numbers, the metrics of the epoch so far, and what
 * callbacks {@linkplain Callback#state remember}.
 *
 * <p>The data has to be the same, in the order that seed and epoch decide. The file is whole at any time. It is removed once training
 * has ended. A setter returns a changed copy.
 *
 * <pre>{@code
 * run.fit(images, labels, fit -> fit.epochs(30).callbacks(backupAndRestore(Path.of("backup")).everySteps(500)));
 * }</pre>
 *
 * <p>Source: {@code keras.callbacks.BackupAndRestore}, which does not keep the place in an epoch, nor what callbacks remember.
 */
public final class BackupAndRestore implements Callback {
    private final Path folder;
    private final int steps;
    private final boolean keeps;

    private BackupAndRestore(Path folder, int steps, boolean keeps) {
        this.folder = folder;
        this.steps = steps;
        this.keeps = keeps;
    }

    static BackupAndRestore of(Path folder) {
        return new BackupAndRestore(folder, 0, false);
    }

    /** Saves every so many steps of an epoch too, rather than behind each epoch alone. */
    public BackupAndRestore everySteps(int changed) {
        return new BackupAndRestore(folder, changed, keeps);
    }

    /** Whether the file stays where training has ended: the same training with more epochs goes on from it. */
    public BackupAndRestore keepBackup(boolean changed) {
        return new BackupAndRestore(folder, steps, changed);
    }

    /** Where the backup is, if there is one. */
    public Path file() {
        return folder.resolve("training.npz");
    }

    /** Whether there is a backup behind a step, by how many steps the epoch has had. */
    boolean isDueBehind(int done) {
        return steps > 0 && done % steps == 0;
    }

    void write(Map<String, NdArray> state) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the backup, " + folder + ", could not be made", e);
        }
        Npz.write(file(), state);
    }

    /** What was saved; null where nothing was. */
    @Nullable
    Map<String, NdArray> read() {
        return Files.exists(file()) ? Npz.read(file()) : null;
    }

    void ended() {
        try {
            if (!keeps) {
                Files.deleteIfExists(file());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + file() + " could not be removed", e);
        }
    }

    /** The one among some callbacks; null where there is none. */
    static @Nullable BackupAndRestore among(Iterable<Callback> callbacks) {
        BackupAndRestore found = null;
        for (Callback callback : callbacks) {
            if (callback instanceof BackupAndRestore backup) {
                if (found != null) {
                    throw new LaminaException("a training keeps one backup; received backupAndRestore twice");
                }
                found = backup;
            }
        }
        return found;
    }
}
