package dev.lamina.tensorflow.data;

import dev.lamina.NdArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some examples: arrays of equal first sizes, in the order of {@link Dataset#specs()}.
 *
 * @param size the examples, which is the first size of every array
 * @param origin the batch this one was made from, whose arrays it may share
 */
record Batch(List<NdArray> arrays, int size, @Nullable Batch origin) {
    /**
     * A batch that someone else made, checked.
     *
     * @param index which batch of the epoch it is, for errors
     * @throws DataException if the arrays are not those of {@code specs}, naming the array, the batch and what was
     *     expected
     */
    static Batch checked(List<ArraySpec> specs, List<NdArray> arrays, int index, @Nullable Batch origin) {
        if (arrays.size() != specs.size()) {
            throw DataException.of(
                    "batch " + index + " has " + arrays.size() + " arrays, not " + specs.size(),
                    "expected",
                    String.join("\n", specs.stream().map(ArraySpec::toString).toList()),
                    "found",
                    String.join("\n", arrays.stream().map(Batch::describe).toList()));
        }
        for (int i = 0; i < specs.size(); i++) {
            if (!specs.get(i).accepts(arrays.get(i))) {
                throw DataException.of(
                        specs.get(i).label() + " of batch " + index + " is not what the data set said it would be",
                        "expected",
                        specs.get(i).dtype().kerasName() + " " + specs.get(i).shape(),
                        "found",
                        describe(arrays.get(i)));
            }
            int size = arrays.get(i).shape().size(0);
            int first = arrays.get(0).shape().size(0);
            if (size != first || size == 0) {
                throw DataException.of(
                        specs.get(i).label() + " of batch " + index
                                + (size == 0 ? " is empty" : " has another number of examples"),
                        "expected",
                        size == 0
                                ? "at least one example"
                                : first + " examples, as " + specs.get(0).label() + " has",
                        "found",
                        describe(arrays.get(i)));
            }
        }
        return new Batch(List.copyOf(arrays), arrays.get(0).shape().size(0), origin);
    }

    static String describe(NdArray array) {
        return array.dtype().kerasName() + " " + array.shape();
    }
}
