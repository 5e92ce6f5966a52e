package dev.lamina.tensorflow.files;

import dev.lamina.NdArray;
import dev.lamina.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;

/**
 * The state of an optimizer from a {@code .h5} file in the order of Keras 3. Keras 2.11 and later have that order but for the
 * learning rate, which they leave out. Before, the file has the steps, then one slot of all weights, then the next.
 */
final class LegacyOptimizer {
    private static final int INTERLEAVED = 2;

    private LegacyOptimizer() {}

    /**
     * The arrays in order; as they are where their number is not what was to be expected.
     *
     * @param trained how many weights the optimizer changes
     */
    static List<StoredArray> inOrder(List<String> names, List<StoredArray> arrays, int trained, Optimizer optimizer) {
        if (arrays.isEmpty()) {
            return arrays;
        }
        List<StoredArray> ordered = new ArrayList<>();
        ordered.add(arrays.get(0));
        boolean rateThere = names.size() > 1 && lastWord(names.get(1)).equals("learning_rate");
        int from = rateThere ? 2 : 1;
        if (rateThere) {
            ordered.add(arrays.get(1));
        } else if (optimizer.ratePosition() >= 0) {
            ordered.add(StoredArray.of(
                    NdArray.of(new float[] {(float) optimizer.learningRate().at(0)})));
        }
        List<StoredArray> slots = arrays.subList(from, arrays.size());
        ordered.addAll(isOlder(names.get(0)) ? bySlots(slots, trained, optimizer) : slots);
        return ordered;
    }

    /** {@code Adam/iter:0} of TensorFlow 2.0 to 2.10, {@code Adam/iterations:0} of Keras before. */
    private static boolean isOlder(String first) {
        String word = lastWord(first);
        return word.equals("iter") || word.equals("iterations");
    }

    static String lastWord(String name) {
        String word = name.substring(name.lastIndexOf('/') + 1);
        int colon = word.indexOf(':');
        return colon < 0 ? word : word.substring(0, colon);
    }

    private static List<StoredArray> bySlots(List<StoredArray> slots, int trained, Optimizer optimizer) {
        List<StoredArray> real = new ArrayList<>(slots);
        if (trained == 0 || slots.size() % trained != 0) {
            return real;
        }
        int kinds = slots.size() / trained;
        boolean placeholders = kinds > INTERLEAVED
                && slots.subList(INTERLEAVED * trained, slots.size()).stream()
                        .allMatch(array ->
                                array.shape().elements() == 1 && array.shape().rank() == 1)
                && slots.subList(0, trained).stream()
                        .anyMatch(array -> array.shape().elements() > 1);
        if (placeholders) { // Keras before 2.4 has these of Adam without amsgrad
            kinds = INTERLEAVED;
        }
        int together = optimizer.schema().className().equals("RMSprop") ? 1 : Math.min(INTERLEAVED, kinds);
        List<StoredArray> ordered = new ArrayList<>();
        for (int i = 0; i < trained; i++) {
            for (int kind = 0; kind < together; kind++) {
                ordered.add(real.get(kind * trained + i));
            }
        }
        for (int i = together * trained; i < kinds * trained; i++) {
            ordered.add(real.get(i));
        }
        return ordered;
    }
}
