package dev.lamina.tensorflow.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model file cannot be read or written. The message says which file, where in it, what is wrong and what to try:
 *
 * <pre>
 * cannot read "vq_vae.keras"
 *   place    model.weights.h5 /layers/conv2d/vars/0
 *   problem  its 400 bytes lie beyond the file's end
 *   try      copying the file again: it was cut short or changed
 * </pre>
 */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What to try where a file's bytes are not what its writer wrote. */
    static final String DAMAGED = "copying or downloading the file again: it was cut short or changed";

    private final transient Path file;
    private final String place;
    private final String problem;

    private ModelFileException(
            String verb, Path file, String place, String problem, String remedy, @Nullable Throwable cause) {
        super(text(verb, file, place, problem, remedy), cause);
        this.file = file;
        this.place = place;
        this.problem = problem;
    }

    static ModelFileException reading(Path file, String place, String problem, String remedy) {
        return new ModelFileException("read", file, place, problem, remedy, null);
    }

    static ModelFileException reading(Path file, String place, String problem, String remedy, Throwable cause) {
        return new ModelFileException("read", file, place, problem, remedy, cause);
    }

    static ModelFileException writing(Path file, String problem, String remedy, @Nullable Throwable cause) {
        return new ModelFileException("write", file, "", problem, remedy, cause);
    }

    private static String text(String verb, Path file, String place, String problem, String remedy) {
        StringBuilder text = new StringBuilder("cannot " + verb + " \"" + file + "\"");
        if (!place.isEmpty()) {
            text.append("\n  place    ").append(place);
        }
        return text.append("\n  problem  ")
                .append(problem)
                .append("\n  try      ")
                .append(remedy)
                .toString();
    }

    /** The file, as the caller named it. */
    public Path file() {
        return file;
    }

    /** Where in the file: a member of the archive, a path in the HDF5 file, or both; empty where the file as a whole is meant. */
    public String place() {
        return place;
    }

    /** What is wrong: the message's line of that name. */
    public String problem() {
        return problem;
    }
}
