package dev.lamina.tensorflow;

import dev.lamina.errors.Facts;
import java.util.List;

/**
 * What came of loading weights from a file.
 *
 * @param loaded the weights that have the file's values now, by their names in {@link CompiledModel#weights()}
 * @param missing what the model has and the file lacks, one line for each layer
 * @param unexpected what the file has and the model lacks
 * @param differing what both have in other shapes, numbers or element types; the model keeps its own
 */
public record WeightReport(List<String> loaded, List<String> missing, List<String> unexpected, List<String> differing) {
    public WeightReport {
        loaded = List.copyOf(loaded);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        differing = List.copyOf(differing);
    }

    /** Whether every weight of the model was in the file, and no other. */
    public boolean isWhole() {
        return missing.isEmpty() && unexpected.isEmpty() && differing.isEmpty();
    }

    /** How many were loaded, and every line of the others. */
    @Override
    public String toString() {
        return Facts.of("loaded " + loaded.size() + (loaded.size() == 1 ? " weight" : " weights"))
                .and("missing", String.join("\n", missing))
                .and("unexpected", String.join("\n", unexpected))
                .and("differing", String.join("\n", differing))
                .toString();
    }
}
