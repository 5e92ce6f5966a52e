package dev.lamina.samples.cli;

import dev.lamina.tensorflow.CompiledModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a model is written as, by the ending of the name; the first that fits. */
enum ModelTarget {
    WEIGHTS(".weights.h5"),
    KERAS(".keras"),
    HDF5(".h5"),
    JSON(".json"),
    PNG(".png"),
    SVG(".svg"),
    DOT(".dot"),
    /** A folder: any name without an ending. */
    SAVED_MODEL("");

    private final String ending;

    ModelTarget(String ending) {
        this.ending = ending;
    }

    /**
     * Chooses by a name.
     *
     * @throws picocli.CommandLine.ParameterException if none of {@code possible} has its ending
     */
    static ModelTarget of(Verb verb, String option, Path file, ModelTarget... possible) {
        @Nullable
        ModelTarget target = Arrays.stream(possible)
                .filter(each -> each.fits(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
        if (target == null) {
            String endings = String.join(
                    ", ",
                    Arrays.stream(possible)
                            .map(each -> each.ending)
                            .filter(ending -> !ending.isEmpty())
                            .toList());
            throw verb.misuse(option + ": \"" + file + "\" has no ending that says what to write; one of " + endings);
        }
        return target;
    }

    private boolean fits(String name) {
        return this == SAVED_MODEL ? !name.contains(".") : name.endsWith(ending);
    }

    /** Saves a model in this format, one with weights. */
    void save(CompiledModel model, Path file) {
        if (this == WEIGHTS) {
            model.saveWeights(file);
        } else if (this == SAVED_MODEL) {
            model.export(file);
        } else {
            model.save(file);
        }
    }
}
