package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.averagePooling2d;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.ops.Padding.SAME;

import dev.lamina.Block;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.Conv2D;

/**
 * Blocks of convolutions that branch and join, to put into models; each makes new layers where it is applied. Source: Chollet, Deep
 * Learning with Python (2017), section 7.1.4, with same padding throughout.
 *
 * <pre>{@code
 * SymbolicTensor image = input("image", 32, 32, 3);
 * Model model = Model.of("blocks", image, image.then(chain(ConvBlocks.inception(8), ConvBlocks.residualHalved(16))));
 * }</pre>
 */
public final class ConvBlocks {
    private ConvBlocks() {}

    /**
     * Four branches side by side, each halving the sides: of a window of 1, of 3, of averages, and of twice 3. Shapes: (batch, rows,
     * columns, channels) -> (batch, ⌈rows / 2⌉, ⌈columns / 2⌉, 4 · filters).
     */
    public static Block inception(int filters) {
        return x -> {
            SymbolicTensor one = x.then(conv(filters, 1).strides(2));
            SymbolicTensor three =
                    x.then(chain(conv(filters, 1), conv(filters, 3).strides(2)));
            SymbolicTensor average = x.then(chain(averagePooling2d(3).strides(2).padding(SAME), conv(filters, 3)));
            SymbolicTensor twice = x.then(
                    chain(conv(filters, 1), conv(filters, 3), conv(filters, 3).strides(2)));
            return concatenate().on(one, three, average, twice);
        };
    }

    /**
     * Three convolutions whose result is added to what came in. Shapes: (batch, rows, columns, filters) -> the same.
     *
     * @param filters as many as the input has channels
     */
    public static Block residual(int filters) {
        return x -> add().on(x.then(chain(conv(filters, 3), conv(filters, 3), conv(filters, 3))), x);
    }

    /**
     * Two convolutions and pooling, added to a projection of what came in. Shapes: (batch, rows, columns, channels), of even sides ->
     * (batch, rows / 2, columns / 2, filters).
     */
    public static Block residualHalved(int filters) {
        return x -> {
            SymbolicTensor y = x.then(
                    chain(conv(filters, 3), conv(filters, 3), maxPooling2d(2).strides(2)));
            return add().on(y, x.then(conv2d(filters, 1).strides(2).padding(SAME)));
        };
    }

    private static Conv2D conv(int filters, int side) {
        return conv2d(filters, side).padding(SAME).activation(RELU);
    }
}
