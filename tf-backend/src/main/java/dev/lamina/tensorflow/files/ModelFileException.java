package dev.lamina.tensorflow.files;

import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model file cannot be read or written. The message says which file, where in it, what is wrong and what to try:
 *
 * <pre>
 * cannot read "vq_vae.keras"
 *   place     model.weights.h5 /layers/conv2d/vars/0
 *   problem   its 400 bytes lie beyond the file's end
 *   try       copying the file again: it was cut short or changed
 * </pre>
 */
public final class ModelFileException extends LaminaException {
    private static final long serialVersionUID = 1L;

    /** What to try where a file's bytes are not what its writer wrote. */
    static final String DAMAGED = "copying or downloading the file again: it was cut short or changed";

    private final transient Path file;
    private final String place;
    private final String problem;

    private ModelFileException(Path file, String place, String problem, Facts text, @Nullable Throwable cause) {
        super(text.toString());
        if (cause != null) {
            initCause(cause);
        }
        this.file = file;
        this.place = place;
        this.problem = problem;
    }

    static ModelFileException reading(Path file, String place, String problem, String remedy) {
        return of("read", file, place, problem, remedy, null);
    }

    static ModelFileException reading(Path file, String place, String problem, String remedy, Throwable cause) {
        return of("read", file, place, problem, remedy, cause);
    }

    static ModelFileException writing(Path file, String problem, String remedy, @Nullable Throwable cause) {
        return of("write", file, "", problem, remedy, cause);
    }

    /**
     * Weights that are not those of a model.
     *
     * @param differences label to value, in the order of the message
     */
    static ModelFileException unfit(
            Path file, String place, String problem, Map<String, String> differences, String remedy) {
        Facts facts = facts("read", file, place, problem);
        for (Map.Entry<String, String> difference : differences.entrySet()) {
            facts = facts.and(difference.getKey(), difference.getValue());
        }
        return new ModelFileException(file, place, problem, facts.and("try", remedy), null);
    }

    private static ModelFileException of(
            String verb, Path file, String place, String problem, String remedy, @Nullable Throwable cause) {
        return new ModelFileException(
                file, place, problem, facts(verb, file, place, problem).and("try", remedy), cause);
    }

    private static Facts facts(String verb, Path file, String place, String problem) {
        return Facts.of("cannot " + verb + " \"" + file + "\"")
                .and("place", place)
                .and("problem", problem);
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
