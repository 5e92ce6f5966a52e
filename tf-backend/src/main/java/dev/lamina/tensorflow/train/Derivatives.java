package dev.lamina.tensorflow.train;

import dev.lamina.NdArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model made of a batch, and the derivatives of the sum of all elements of its floating-point outputs.
 *
 * @param outputs the outputs, in order
 * @param by the derivatives by name, each of the shape of what it is by; what no output depends on is left out
 */
public record Derivatives(List<NdArray> outputs, Map<String, NdArray> by) {
    public Derivatives {
        outputs = List.copyOf(outputs);
        by = Collections.unmodifiableMap(new LinkedHashMap<>(by));
    }
}
