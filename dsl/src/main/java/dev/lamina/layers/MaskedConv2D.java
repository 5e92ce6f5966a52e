package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.Arrays;

/**
 * Convolution over images that sees only what comes before, in the order of reading: the rows above, and what is to the left in the
 * same row. The rest of the kernel is there, multiplied by 0.
 *
 * <p>Shapes: as {@link Conv2D}. Source: van den Oord, Kalchbrenner, Kavukcuoglu 2016: Pixel Recurrent Neural Networks; the layer of
 * keras-io {@code examples/generative/pixelcnn.py}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 8);
 * SymbolicTensor y = x.then(maskedConv2d(MaskType.A, 16, 7).padding(Padding.SAME)); // (?, 7, 7, 16)
 * }</pre>
 */
public final class MaskedConv2D extends Conv<MaskedConv2D> {
    static final Schema<MaskedConv2D> SCHEMA = customSchema("lamina", "MaskedConv2D", MaskedConv2D::new);
    private static final Keys KEYS = Keys.addTo(SCHEMA, 2);
    private static final Field<MaskType> MASK_TYPE = SCHEMA.add(Fields.choice("mask_type", MaskType.class));

    private MaskedConv2D(Config config) {
        super(SCHEMA, config, KEYS);
    }

    static MaskedConv2D of(MaskType type, int filters, int... kernelSize) {
        return SCHEMA.create(KEYS.config(filters, kernelSize).set(MASK_TYPE, type));
    }

    /** What it may see of its own place. */
    public MaskType maskType() {
        return get(MASK_TYPE);
    }

    @Override
    SymbolicTensor masked(SymbolicTensor weight) {
        int rows = kernelSize().get(0);
        int columns = kernelSize().get(1);
        int own = rows / 2 * columns + columns / 2;
        float[] mask = new float[rows * columns];
        Arrays.fill(mask, 0, maskType() == MaskType.A ? own : own + 1, 1);
        return weight.times(
                Arithmetic.literal(NdArray.of(mask, rows, columns, 1, 1).cast(weight.dtype())));
    }
}
