package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What differs between the weights of two models.
 *
 * @param lines one for each weight that differs: its name, and how
 * @param equal how many do not
 */
record WeightDiff(List<String> lines, int equal) {
    /** Compares weights by name. */
    static WeightDiff of(Map<String, NdArray> first, Map<String, NdArray> second) {
        List<String[]> found = new ArrayList<>();
        int equal = 0;
        for (Map.Entry<String, NdArray> entry : first.entrySet()) {
            NdArray other = second.get(entry.getKey());
            String difference = other == null ? "- " + text(entry.getValue()) : difference(entry.getValue(), other);
            if (difference.isEmpty()) {
                equal++;
            } else {
                found.add(new String[] {entry.getKey(), difference});
            }
        }
        second.forEach((name, array) -> {
            if (!first.containsKey(name)) {
                found.add(new String[] {name, "+ " + text(array)});
            }
        });
        int width = found.stream().mapToInt(line -> line[0].length()).max().orElse(0);
        return new WeightDiff(
                found.stream()
                        .map(line -> line[1].charAt(0) + " " + line[0] + " ".repeat(width - line[0].length()) + "  "
                                + line[1].substring(2))
                        .toList(),
                equal);
    }

    private static String text(NdArray array) {
        return array.dtype().kerasName() + array.shape();
    }

    private static String difference(NdArray a, NdArray b) {
        if (!a.shape().equals(b.shape()) || a.dtype() != b.dtype()) {
            return "~ " + text(a) + " → " + text(b);
        }
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
                ? ""
                : String.format(
                        Locale.ROOT,
                        "~ largest difference %.6g at %s: %.6g → %.6g; %d of %d numbers differ",
                        largest,
                        Arrays.toString(place(where, a.shape().sizes())),
                        a.getDouble(where),
                        b.getDouble(where),
                        differing,
                        a.size());
    }

    private static int[] place(int position, int... sizes) {
        int[] place = new int[sizes.length];
        int rest = position;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            place[axis] = rest % sizes[axis];
            rest /= sizes[axis];
        }
        return place;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public String toString() {
        String counted = equal == 0 ? "" : "  " + equal + (equal == 1 ? " weight is" : " weights are") + " equal\n";
        return isEmpty() ? "" : String.join("\n", lines) + "\n" + counted;
    }
}
