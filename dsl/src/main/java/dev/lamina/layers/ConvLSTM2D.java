package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * A long short-term memory over a sequence of images, whose products are convolutions.
 *
 * <p>Shapes: x (batch, time, height, width, in) -> (batch, time, height', width', filters), without time but with return_sequences; behind it, with
 * return_state, the last h and c. kernel (window height, window width, in, 4 filters), recurrent_kernel (window height, window width, filters, 4 filters), bias (4 filters). Source:
 * {@code keras.layers.ConvLSTM2D}; Shi et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 5, 8, 7, 3);
 * SymbolicTensor y = x.then(convLstm2d(4, 3).returnSequences(true)); // (?, 5, 6, 5, 4)
 * }</pre>
 */
public final class ConvLSTM2D extends ConvLSTM<ConvLSTM2D> {
    static final Schema<ConvLSTM2D> SCHEMA = schema("ConvLSTM2D", ConvLSTM2D::new);
    private static final Convolution.Window WINDOW = addTo(SCHEMA, 2);

    private ConvLSTM2D(Config config) {
        super(SCHEMA, config, WINDOW);
    }

    static ConvLSTM2D of(int filters, int... kernelSize) {
        return SCHEMA.create(WINDOW.config(kernelSize).set(FILTERS, filters));
    }
}
