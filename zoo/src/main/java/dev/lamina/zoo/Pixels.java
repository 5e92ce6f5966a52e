package dev.lamina.zoo;

import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Shapes;

/** Images of 28 by 28 grey pixels in one row, as dense models take them. */
final class Pixels {
    static final int COUNT = 28 * 28;

    private Pixels() {}

    /** Logits of pixels (batch, 784) as images (batch, 28, 28, 1). */
    static SymbolicTensor image(SymbolicTensor logits) {
        return Shapes.reshape(Nn.sigmoid(logits), -1, 28, 28, 1);
    }
}
