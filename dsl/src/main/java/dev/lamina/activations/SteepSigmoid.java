package dev.lamina.activations;

import dev.lamina.SymbolicTensor;
import dev.lamina.config.Plain;
import dev.lamina.ops.Selection;

/**
 * {@code min(max(0.2 x + 0.5, 0), 1)}: what {@code hard_sigmoid} is in Keras 1 and 2. That of Keras 3, {@link
 * Activations#HARD_SIGMOID}, rises by a sixth in place of a fifth. Files name it {@code lamina>steep_sigmoid}, a function that
 * {@code lamina_keras} adds to real Keras.
 *
 * <p>Source: {@code tf_keras.activations.hard_sigmoid}; Courbariaux et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor y = input("x", 3).then(dense(8).activation(SteepSigmoid.INSTANCE)); // (?, 8)
 * }</pre>
 */
public enum SteepSigmoid implements Activation {
    INSTANCE;

    /** How files name the function. */
    public static final String NAME = "lamina>steep_sigmoid";

    private static final double SLOPE = 0.2;
    private static final double MIDDLE = 0.5;

    @Override
    public SymbolicTensor on(SymbolicTensor x) {
        return Selection.clip(x.times(SLOPE).plus(MIDDLE), 0, 1);
    }

    @Override
    public Object toPlain() {
        return Plain.function(NAME);
    }

    @Override
    public String toString() {
        return NAME;
    }
}
