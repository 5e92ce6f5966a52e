package dev.lamina.layers;

import dev.lamina.NdArray;
import java.util.Map;

/** A layer of which weight files hold arrays that are no weights, under names of their own, as Keras's {@code save_own_variables}. */
public interface KeepsArrays {
    /** The arrays by name. */
    Map<String, NdArray> keptArrays();
}
