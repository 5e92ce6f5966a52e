package dev.lamina.zoo;

import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Node;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.layers.KlDivergence;
import dev.lamina.layers.Sampling;
import java.util.List;
import java.util.OptionalInt;

/**
 * The two halves of an autoencoder that was read from a file, over the same layers: compiled as parts of the whole they share its
 * weights.
 *
 * <pre>{@code
 * Halves halves = Halves.of(VqVae.keras().model());
 * Model codes = halves.encoder();
 * Model images = halves.decoder();
 * }</pre>
 *
 * @param encoder from the whole's input to the code: positions in the codebook (int32) where the middle is quantized, the mean where
 *     it is drawn from a distribution, else what the decoder takes
 * @param decoder from such a code to what the whole gives back
 * @param isGenerative whether codes are distributed normally, so that the decoder makes new images of random ones
 */
public record Halves(Model encoder, Model decoder, boolean isGenerative) {
    /**
     * Finds the middle: in front of the model that makes the output.
     *
     * @throws LaminaException if the model is built in another way
     */
    public static Halves of(Model whole) {
        List<SymbolicTensor> outputs = whole.outputs().list();
        Node last = outputs.get(0).node();
        boolean one = whole.inputs().list().size() == 1 && outputs.size() == 1;
        if (!one
                || !(last.operation() instanceof Model decoder)
                || last.arguments().tensors().size() != 1) {
            throw new LaminaException(Facts.of("model \"" + whole.name() + "\" is no autoencoder that can be split")
                    .and("expected", "one input, and one output, made by a model inside it that takes the code")
                    .and(
                            "found",
                            whole.inputs().list().size() + " inputs, " + outputs.size() + " outputs, the first made by "
                                    + Node.describe(last.operation()))
                    .and("try", "Model.of(...) for encoder and decoder, and one around both")
                    .toString());
        }
        SymbolicTensor code = last.arguments().tensors().get(0);
        SymbolicTensor input = whole.inputs().list().get(0);
        if (code.node().operation() instanceof Layer<?> quantizer && isQuantized(code)) {
            SymbolicTensor positions = code.node().outputs().get(1);
            Shape shape = positions.shape();
            SymbolicTensor given = dev.lamina.Lamina.input(
                    "codes", positions.dtype(), shape.from(1).sizes());
            return new Halves(
                    Model.of("encoder", input, positions),
                    Model.of("decoder", given, given.then(quantizer).then(decoder)),
                    false);
        }
        boolean drawn = code.node().operation() instanceof Sampling;
        return new Halves(Model.of("encoder", input, drawn ? mean(code) : code), decoder, drawn);
    }

    /** How many codes there are at a place, of each codebook where there are several; empty where the middle is not quantized. */
    public OptionalInt numEmbeddings() {
        SymbolicTensor code = encoder.outputs().list().get(0);
        return code.dtype().isInteger() && code.node().operation() instanceof Layer<?> quantizer
                ? OptionalInt.of(VqVae.numEmbeddings(quantizer))
                : OptionalInt.empty();
    }

    /** Whether a tensor is the first output of a quantizer: they all give the positions of their codes beside it. */
    private static boolean isQuantized(SymbolicTensor code) {
        List<SymbolicTensor> outputs = code.node().outputs();
        return code.index() == 0
                && outputs.size() == 2
                && outputs.get(1).dtype().isInteger();
    }

    /** What a code is drawn around, without the layer that only adds a loss. */
    private static SymbolicTensor mean(SymbolicTensor drawn) {
        SymbolicTensor mean = drawn.node().arguments().tensors().get(0);
        return mean.node().operation() instanceof KlDivergence
                ? mean.node().arguments().tensors().get(0)
                : mean;
    }
}
