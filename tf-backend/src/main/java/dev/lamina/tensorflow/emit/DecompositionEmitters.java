package dev.lamina.tensorflow.emit;

import dev.lamina.ops.Decompositions;

/** Emits decompositions of matrices. TensorFlow has no gradients of them here. */
final class DecompositionEmitters {
    private DecompositionEmitters() {}

    static void addTo(Emitters table) {
        table.addRefusingMultiple(
                Decompositions.QR,
                e -> e.tf().op("Qr")
                        .input(e.input(0))
                        .attr("full_matrices", e.param(Decompositions.MODE) == Decompositions.Mode.COMPLETE)
                        .outs());
    }
}
