package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.List;

/**
 * Stretches the values of each channel of each image over the whole value range, in training and in inference. A channel of one value stays.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.AutoContrast}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(autoContrast()); // (?, 28, 28, 3)
 * }</pre>
 */
public final class AutoContrast extends ImageLayer<AutoContrast> {
    static final Schema<AutoContrast> SCHEMA = images("AutoContrast", AutoContrast::new);
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    private AutoContrast(Config config) {
        super(SCHEMA, config);
    }

    static AutoContrast of() {
        return SCHEMA.create(Config.empty());
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public AutoContrast valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    SymbolicTensor changed(Call call, SymbolicTensor images) {
        return stretched(floats(images), ValueRange.of(get(VALUE_RANGE)));
    }

    /** As in Keras along the axes 1 and 2, wherever the channels are. */
    static SymbolicTensor stretched(SymbolicTensor x, ValueRange range) {
        SymbolicTensor bytes = range.to(ValueRange.BYTES, x);
        SymbolicTensor low = Reductions.maxKeepingDims(bytes.unaryMinus(), 1, 2).unaryMinus();
        SymbolicTensor width = Reductions.maxKeepingDims(bytes, 1, 2).minus(low);
        SymbolicTensor flat = Comparisons.equal(width, 0);
        SymbolicTensor scale = Elementwise.divide(255, Selection.where(flat, Selection.onesLike(width), width));
        SymbolicTensor result = ValueRange.BYTES.clip(bytes.times(scale).minus(low.times(scale)));
        return Selection.where(flat, x, ValueRange.BYTES.to(range, result));
    }
}
