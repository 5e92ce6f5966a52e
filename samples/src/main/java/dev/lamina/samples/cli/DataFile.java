package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.config.Plain;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arrays in an NPZ file, for the inputs and outputs of a model.
 *
 * @param file as the user named it
 */
record DataFile(Path file, Map<String, NdArray> arrays) {
    static DataFile read(Path file) throws IOException {
        if (Files.notExists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new DataFile(file, Npz.read(file));
    }

    /** The arrays for the inputs, by name or else as {@code input_0}, {@code input_1} …, in their types. */
    ArrayDataset inputs(Model model) {
        ArrayDataset data = ArrayDataset.of();
        List<String> names = model.inputNames();
        for (int i = 0; i < names.size(); i++) {
            NdArray array = arrays.containsKey(names.get(i)) ? arrays.get(names.get(i)) : arrays.get("input_" + i);
            if (array == null) {
                throw missing(i, names.get(i));
            }
            data = data.input(
                    names.get(i), array.cast(model.inputs().list().get(i).dtype()));
        }
        return data;
    }

    /** The inputs, with {@code target_0} … for the outputs, and {@code sample_weight_0} … where there are some. */
    ArrayDataset examples(Model model) {
        ArrayDataset data = inputs(model);
        Set<String> unknown = new LinkedHashSet<>(arrays.keySet());
        for (int i = 0; i < model.inputNames().size(); i++) {
            unknown.removeAll(List.of(model.inputNames().get(i), "input_" + i));
        }
        for (int i = 0; i < model.outputNames().size(); i++) {
            NdArray target = arrays.get("target_" + i);
            NdArray weight = arrays.get("sample_weight_" + i);
            String name = model.outputNames().get(i);
            data = target == null ? data : data.target(name, target);
            data = weight == null ? data : data.weight(name, weight);
            unknown.removeAll(List.of("target_" + i, "sample_weight_" + i));
        }
        if (!unknown.isEmpty()) {
            throw new LaminaException(
                    Facts.of("\"" + file + "\" has arrays that model \"" + model.name() + "\" does not know")
                            .and("found", String.join(", ", unknown))
                            .and(
                                    "expected",
                                    "input_0 ..., target_0 ... and sample_weight_0 ..., one for each of "
                                            + model.inputNames().size() + " inputs and "
                                            + model.outputNames().size() + " outputs")
                            .and("try", "renaming them, or leaving them out")
                            .toString());
        }
        return data;
    }

    /** The array of the first of these names that is there, or the only one. */
    NdArray only(String... names) {
        for (String name : names) {
            NdArray array = arrays.get(name);
            if (array != null) {
                return array;
            }
        }
        if (arrays.size() == 1) {
            return arrays.values().iterator().next();
        }
        throw new LaminaException(Facts.of("\"" + file + "\" does not say which of its arrays is meant")
                .and("expected", "one array, or one named " + String.join(" or ", names))
                .and("found", arrays.isEmpty() ? "no arrays" : String.join(", ", arrays.keySet()))
                .and("try", "renaming the one that is meant")
                .toString());
    }

    private LaminaException missing(int index, String name) {
        String near = Plain.nearest(name, arrays.keySet());
        return new LaminaException(Facts.of("\"" + file + "\" has no array for input " + index + " of the model")
                .and("expected", "\"" + name + "\" or \"input_" + index + "\"")
                .and("found", arrays.isEmpty() ? "no arrays" : String.join(", ", arrays.keySet()))
                .and("try", near == null ? "naming the array so" : "renaming \"" + near + "\"")
                .toString());
    }
}
