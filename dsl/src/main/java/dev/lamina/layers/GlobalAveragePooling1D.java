package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import java.util.List;

/**
 * The mean of each channel of a sequence.
 *
 * <p>Shapes: x (batch, steps, channels) -> (batch, channels), or (batch, 1, channels) where the axis is kept. With a mask (batch,
 * steps), the mean of the steps that count. Source: {@code keras.layers.GlobalAveragePooling1D}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10, 3);
 * SymbolicTensor y = x.then(globalAveragePooling1d()); // (?, 3)
 * }</pre>
 */
public final class GlobalAveragePooling1D extends GlobalPool<GlobalAveragePooling1D> {
    static final Schema<GlobalAveragePooling1D> SCHEMA =
            add(schema("GlobalAveragePooling1D", GlobalAveragePooling1D::new));

    private GlobalAveragePooling1D(Config config) {
        super(SCHEMA, config, 1, Reductions.MEAN);
    }

    @Override
    protected List<String> optionNames() {
        return List.of("mask");
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor mask = call.mask();
        if (mask == null) {
            return super.call(call, x);
        }
        PerAxis.check(x, 1);
        boolean last = dataFormat() == DataFormat.CHANNELS_LAST;
        SymbolicTensor counted = Core.cast(Axes.expandDims(mask, last ? 2 : 1), x.dtype());
        SymbolicTensor kept = Selection.where(Core.cast(counted, DType.BOOL), x, Selection.zerosLike(x));
        return reduced(Reductions.SUM, kept).div(reduced(Reductions.SUM, counted));
    }

    static GlobalAveragePooling1D of() {
        return SCHEMA.create(Config.empty());
    }
}
