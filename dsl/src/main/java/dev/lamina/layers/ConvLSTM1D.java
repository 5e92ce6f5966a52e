package dev.lamina.layers;

import dev.lamina.config.Config;
import dev.lamina.config.Schema;

/**
 * A long short-term memory over a sequence of rows, whose products are convolutions.
 *
 * <p>Shapes: x (batch, time, length, in) -> (batch, time, length', filters), without time but with return_sequences; behind it, with
 * return_state, the last h and c. kernel (window, in, 4 filters), recurrent_kernel (window, filters, 4 filters), bias (4 filters). Source:
 * {@code keras.layers.ConvLSTM1D}; Shi et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 5, 8, 3);
 * SymbolicTensor y = x.then(convLstm1d(4, 3).returnSequences(true)); // (?, 5, 6, 4)
 * }</pre>
 */
public final class ConvLSTM1D extends ConvLSTM<ConvLSTM1D> {
    static final Schema<ConvLSTM1D> SCHEMA = schema("ConvLSTM1D", ConvLSTM1D::new);
    private static final Convolution.Window WINDOW = addTo(SCHEMA, 1);

    private ConvLSTM1D(Config config) {
        super(SCHEMA, config, WINDOW);
    }

    static ConvLSTM1D of(int filters, int... kernelSize) {
        return SCHEMA.create(WINDOW.config(kernelSize).set(FILTERS, filters));
    }
}
