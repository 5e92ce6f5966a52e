package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.inspect.ModelDiff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What differs between the weights of two models.
 *
 * @param changes one for each weight that differs
 * @param equal how many do not
 */
record WeightDiff(List<Change> changes, int equal) {
    /**
     * A weight that differs.
     *
     * @param values the types and shapes; {@code -} where one model lacks it
     * @param largest where both can be compared number by number; null else
     */
    record Change(
            ModelDiff.Kind kind,
            String name,
            ModelDiff.Values values,
            @Nullable Largest largest) {
        @Override
        public String toString() {
            return switch (kind) {
                case REMOVED -> values.first();
                case ADDED -> values.second();
                case CHANGED -> largest == null ? values.first() + " → " + values.second() : largest.toString();
            };
        }
    }

    /**
     * The largest difference of two arrays.
     *
     * @param at its place, one number for each axis
     * @param first what the first array has there
     * @param differing how many of {@code size} numbers differ
     */
    record Largest(double difference, List<Integer> at, double first, double second, int differing, int size) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "largest difference %.6g at %s: %.6g → %.6g; %d of %d numbers differ",
                    difference,
                    at,
                    first,
                    second,
                    differing,
                    size);
        }
    }

    /** Compares weights by name. */
    static WeightDiff of(Map<String, NdArray> first, Map<String, NdArray> second) {
        List<Change> changes = new ArrayList<>();
        first.forEach((name, array) -> {
            NdArray other = second.get(name);
            ModelDiff.Values values = new ModelDiff.Values(text(array), text(other));
            if (other == null) {
                changes.add(new Change(ModelDiff.Kind.REMOVED, name, values, null));
            } else if (!values.first().equals(values.second())) {
                changes.add(new Change(ModelDiff.Kind.CHANGED, name, values, null));
            } else {
                Largest largest = largest(array, other);
                if (largest.differing > 0) {
                    changes.add(new Change(ModelDiff.Kind.CHANGED, name, values, largest));
                }
            }
        });
        int equal = first.size() - changes.size();
        second.forEach((name, array) -> {
            if (!first.containsKey(name)) {
                changes.add(new Change(ModelDiff.Kind.ADDED, name, new ModelDiff.Values("-", text(array)), null));
            }
        });
        return new WeightDiff(changes, equal);
    }

    private static String text(@Nullable NdArray array) {
        return array == null ? "-" : array.dtype().kerasName() + array.shape();
    }

    private static Largest largest(NdArray a, NdArray b) {
        double largest = 0;
        int where = -1;
        int differing = 0;
        for (int i = 0; i < a.size(); i++) {
            double difference = Math.abs(a.getDouble(i) - b.getDouble(i));
            boolean differs = Double.compare(a.getDouble(i), b.getDouble(i)) != 0 && difference != 0;
            differing += differs ? 1 : 0;
            if (differs && (where < 0 || difference > largest || Double.isNaN(difference))) {
                largest = difference;
                where = i;
            }
        }
        return where < 0
                ? new Largest(0, List.of(), 0, 0, 0, a.size())
                : new Largest(
                        largest,
                        place(where, a.shape().sizes()),
                        a.getDouble(where),
                        b.getDouble(where),
                        differing,
                        a.size());
    }

    private static List<Integer> place(int position, int... sizes) {
        Integer[] place = new Integer[sizes.length];
        int rest = position;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            place[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return Arrays.asList(place);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    @Override
    public String toString() {
        int width =
                changes.stream().mapToInt(change -> change.name.length()).max().orElse(0);
        String lines = changes.stream()
                .map(change -> change.kind.sign() + " " + change.name + " ".repeat(width - change.name.length()) + "  "
                        + change + "\n")
                .collect(Collectors.joining());
        String counted = equal == 0 ? "" : "  " + equal + (equal == 1 ? " weight is" : " weights are") + " equal\n";
        return isEmpty() ? "" : lines + counted;
    }
}
