package dev.lamina.tensorflow.train;

import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.ArraySpec;
import dev.lamina.tensorflow.data.Dataset;

/** Prepares data sets for steps. */
final class Examples {
    private Examples() {}

    /** The same examples in the types that are fed, where the data set's own thread can convert them. */
    static Dataset converted(Dataset data, DataBinding binding) {
        if (!(data instanceof ArrayDataset arrays)) {
            return data;
        }
        ArrayDataset result = arrays;
        for (int i = 0; i < binding.positions().size(); i++) {
            ArraySpec spec = result.specs().get(binding.positions().get(i));
            boolean alone = result.specs().stream()
                            .filter(other -> other.name().equals(spec.name()))
                            .count()
                    == 1;
            boolean convertible = switch (binding.types().get(i)) {
                case FLOAT32, FLOAT64, INT32, INT64 -> true;
                default -> false;
            };
            if (alone && convertible && spec.dtype() != binding.types().get(i)) {
                result = result.cast(spec.name(), binding.types().get(i));
            }
        }
        return result;
    }

    /** The first examples, and the last as a part of all. */
    record Split(Dataset training, Dataset validation) {}

    /**
     * Takes the last part of some examples away, as Keras's {@code validation_split} does.
     *
     * @throws IllegalArgumentException if the data set is no {@link ArrayDataset}, or one of the parts would be empty
     */
    static Split split(Dataset data, double part) {
        if (!(data instanceof ArrayDataset arrays)) {
            throw new IllegalArgumentException(
                    "validationSplit needs arrays in memory, since it takes the last examples;"
                            + " give validation(...) a data set of its own");
        }
        int first = (int) (arrays.size() * (1 - part));
        if (first == 0 || first == arrays.size()) {
            throw new IllegalArgumentException("validationSplit " + part + " of " + arrays.size()
                    + " examples leaves nothing to " + (first == 0 ? "train on" : "validate on"));
        }
        return new Split(arrays.slice(0, first), arrays.slice(first, arrays.size()));
    }
}
