package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.conv2dTranspose;
import static dev.lamina.ops.Padding.SAME;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.Conv2D;
import dev.lamina.layers.Conv2DTranspose;

/**
 * Encoder and decoder of two strided 4 by 4 convolutions and residual blocks. Source: Sonnet's {@code vqvae_example}.
 *
 * @param filters of the convolutions
 * @param residualFilters of the 3 by 3 convolutions in the residual blocks
 * @param residualBlocks how many there are, in the encoder and in the decoder
 */
record ResidualNet(int filters, int residualFilters, int residualBlocks) {
    static final ResidualNet SONNET = new ResidualNet(128, 32, 2);

    /** From images to a quarter of their sides. */
    Block encoder() {
        return chain(
                strided(filters / 2),
                strided(filters),
                conv2d(filters, 3).padding(SAME).activation(RELU),
                residuals());
    }

    Model encoder(Shape imageShape, Block end) {
        SymbolicTensor image = input("image", imageShape.sizes());
        return Model.of("encoder", image, image.then(encoder()).then(end));
    }

    /** From a map of any depth to images of four times its sides. */
    Block decoder(int channels) {
        return chain(
                conv2d(filters, 3).padding(SAME),
                residuals(),
                widening(filters / 2).activation(RELU),
                widening(channels));
    }

    private Block residuals() {
        return x -> {
            SymbolicTensor y = x;
            for (int i = 0; i < residualBlocks; i++) {
                SymbolicTensor inner = y.then(chain(
                        activation(RELU),
                        conv2d(residualFilters, 3).padding(SAME).activation(RELU),
                        conv2d(filters, 1)));
                y = add().on(y, inner);
            }
            return y.then(activation(RELU));
        };
    }

    private static Conv2D strided(int filters) {
        return conv2d(filters, 4).strides(2).padding(SAME).activation(RELU);
    }

    private static Conv2DTranspose widening(int filters) {
        return conv2dTranspose(filters, 4).strides(2).padding(SAME);
    }
}
