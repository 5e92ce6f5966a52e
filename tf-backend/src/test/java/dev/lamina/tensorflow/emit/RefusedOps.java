package dev.lamina.tensorflow.emit;

import java.util.HashMap;
import java.util.Map;

/** Classes of keras.ops that are not declared, each with the reason. */
final class RefusedOps {
    private static final Map<String, String> REASONS = new HashMap<>();

    static {
        refuse(
                "the size of its result is a number that it computes: Keras makes it at once, and no file holds the call",
                "numpy.Arange");
    }

    private RefusedOps() {}

    private static void refuse(String reason, String names) {
        for (String name : names.split(" ")) {
            REASONS.put(name, reason);
        }
    }

    static Map<String, String> reasons() {
        return Map.copyOf(REASONS);
    }
}
