package dev.lamina.tensorflow.files;

import dev.lamina.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a weight file has for the variables of an optimizer: the number of steps, the learning rate unless a schedule gives it, and
 * what is kept for each weight. Compared whole before any variable is changed.
 *
 * @param values by the variables' names; those that are left out have no value in the file
 * @param problem what does not fit; empty where all fits
 */
public record OptimizerMatch(Map<String, StoredArray> values, String problem) {
    /** Where files keep the optimizer of a model. */
    public static final String PATH = "optimizer";

    /** Where files keep the state of an optimizer inside one that scales the loss. */
    public static final String INNER = PATH + "/inner_optimizer";

    /** How many variables an optimizer has before it first saw weights. */
    private static final int UNBUILT = 2;

    /**
     * Compares.
     *
     * @param wanted the variables of the optimizer, in the order of files
     */
    public static OptimizerMatch of(WeightTree tree, Map<String, TensorSpec> wanted) {
        List<StoredArray> found = tree.entry(PATH).map(WeightTree.Entry::arrays).orElse(List.of());
        boolean rateFollowsSchedule = !wanted.containsKey("learning_rate");
        boolean unbuilt = found.size() == (rateFollowsSchedule ? UNBUILT - 1 : UNBUILT);
        if (found.isEmpty() || isUnbuiltScale(tree, found.size())) {
            return new OptimizerMatch(Map.of(), "");
        }
        if (found.size() != wanted.size() && !unbuilt) {
            return new OptimizerMatch(
                    Map.of(), "the optimizer has " + wanted.size() + " variables, the file " + found.size());
        }
        Map<String, StoredArray> values = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(wanted.keySet());
        for (int i = 0; i < found.size(); i++) {
            TensorSpec spec =
                    wanted.getOrDefault(names.get(i), TensorSpec.of(found.get(i).dtype()));
            StoredArray array = found.get(i);
            if (!array.shape().equals(spec.shape())
                    || array.dtype().isFloating() != spec.dtype().isFloating()) {
                return new OptimizerMatch(
                        Map.of(),
                        "variable " + i + ", " + names.get(i) + ", is " + spec + "; in the file "
                                + new TensorSpec(array.shape(), array.dtype()));
            }
            values.put(names.get(i), array.cast(spec.dtype()));
        }
        return new OptimizerMatch(values, "");
    }

    /** Whether these are the variables of an optimizer that scales the loss and has neither counter nor scale yet. */
    private static boolean isUnbuiltScale(WeightTree tree, int found) {
        int inner = tree.entry(INNER).map(entry -> entry.arrays().size()).orElse(-1);
        return inner >= 0 && inner <= UNBUILT && found == UNBUILT + inner;
    }

    /**
     * Refuses a state that is not the optimizer's.
     *
     * @throws ModelFileException if there is a problem
     */
    public void check(Path file, String place, String optimizer) {
        if (!problem.isEmpty()) {
            throw ModelFileException.reading(
                    file,
                    (place.isEmpty() ? "" : place + " ") + "/" + PATH,
                    "it is not the state of " + optimizer + ": " + problem,
                    "load(file, load -> load.training(false)) for the model without its training");
        }
    }
}
