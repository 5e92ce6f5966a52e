package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * A long short-term memory over a sequence of volumes, whose products are convolutions.
 *
 * <p>Shapes: x (batch, time, depth, height, width, in) -> (batch, time, depth', height', width', filters), without time but with return_sequences; behind it, with
 * return_state, the last h and c. kernel (window depth, height, width, in, 4 filters), recurrent_kernel (window depth, height, width, filters, 4 filters), bias (4 filters). Source:
 * {@code keras.layers.ConvLSTM3D}; Shi et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 5, 8, 7, 6, 3);
 * SymbolicTensor y = x.then(convLstm3d(4, 3).returnSequences(true)); // (?, 5, 6, 5, 4, 4)
 * }</pre>
 */
public final class ConvLSTM3D extends ConvLSTM<ConvLSTM3D> {
    static final Schema<ConvLSTM3D> SCHEMA = schema("ConvLSTM3D", ConvLSTM3D::new);
    private static final Convolution.Window WINDOW = addTo(SCHEMA, 3);

    private ConvLSTM3D(Config config) {
        super(SCHEMA, config, WINDOW);
    }

    static ConvLSTM3D of(int filters, int... kernelSize) {
        return SCHEMA.create(WINDOW.config(kernelSize).set(FILTERS, filters));
    }
}
