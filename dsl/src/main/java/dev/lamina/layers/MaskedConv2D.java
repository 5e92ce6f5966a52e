package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Pads;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
    SymbolicTensor convolved(SymbolicTensor x, SymbolicTensor weight) {
        int above = kernelSize().get(0) / 2;
        if (above == 0 || !staysInPlace()) {
            return Convolutions.conv(x, weight.times(mask(kernelSize().get(0), weight)), parameters());
        }
        // The rows below are all masked: without them there is about half the work.
        int beside = kernelSize().get(1) / 2;
        SymbolicTensor seen = weight.get(Index.range(0, above + 1)).times(mask(above + 1, weight));
        SymbolicTensor padded =
                Pads.pad(x, List.of(List.of(0, 0), List.of(above, 0), List.of(beside, beside), List.of(0, 0)), 0);
        return Convolutions.conv(padded, seen, parameters().set(Convolutions.PADDING, Padding.VALID));
    }

    /** Whether each place of the output is the middle of its window, and channels are last. */
    private boolean staysInPlace() {
        return padding() == Padding.SAME
                && dataFormat() == DataFormat.CHANNELS_LAST
                && Stream.of(strides(), dilationRate()).flatMap(List::stream).allMatch(step -> step == 1)
                && kernelSize().stream().allMatch(side -> side % 2 == 1);
    }

    /** Ones where the first rows of the kernel are seen, (rows, columns, 1, 1). */
    private SymbolicTensor mask(int rows, SymbolicTensor weight) {
        int columns = kernelSize().get(1);
        int own = kernelSize().get(0) / 2 * columns + columns / 2;
        float[] mask = new float[rows * columns];
        Arrays.fill(mask, 0, maskType() == MaskType.A ? own : own + 1, 1);
        return Arithmetic.literal(NdArray.of(mask, rows, columns, 1, 1).cast(weight.dtype()));
    }
}
