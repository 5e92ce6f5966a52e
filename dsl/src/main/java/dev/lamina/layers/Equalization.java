package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Gathering;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Rounding;
import dev.lamina.ops.Scans;
import dev.lamina.ops.Segments;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;

/**
 * Spreads the values of each channel evenly over the value range in training, by their counts in the whole batch; gives its input back in
 * inference, as Keras does.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.Equalization}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(equalization()); // (?, 28, 28, 3)
 * }</pre>
 */
public final class Equalization extends ImageLayer<Equalization> {
    static final Schema<Equalization> SCHEMA = images("Equalization", Equalization::new);
    private static final Field<Integer> BINS =
            SCHEMA.add(Fields.positive("bins").orElse(256));
    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    private Equalization(Config config) {
        super(SCHEMA, config);
    }

    static Equalization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The number of values that are counted apart; 256 by default. */
    public Equalization bins(int bins) {
        return with(BINS, bins);
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public Equalization valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    SymbolicTensor changed(Call call, SymbolicTensor images) {
        return call.training()
                ? equalized(floats(images), dataFormat(), ValueRange.of(get(VALUE_RANGE)), get(BINS))
                : floats(images);
    }

    static SymbolicTensor equalized(SymbolicTensor x, DataFormat dataFormat, ValueRange range, int bins) {
        ImageSides sides = new ImageSides(x, dataFormat);
        List<SymbolicTensor> channels = new ArrayList<>();
        for (SymbolicTensor channel : Joining.split(x, sides.channels(), sides.channelAxis())) {
            channels.add(ValueRange.BYTES.to(range, equalized(range.to(ValueRange.BYTES, channel), bins)));
        }
        return Shapes.concatenate(channels, sides.channelAxis());
    }

    /** By the running sums of the counts, in float64, which holds them exactly. */
    private static SymbolicTensor equalized(SymbolicTensor channel, int bins) {
        SymbolicTensor flat = Shapes.reshape(channel, -1);
        SymbolicTensor counts = Segments.segmentSum(
                Core.cast(Selection.onesLike(flat), DType.FLOAT64),
                bin(flat.times(bins - 1).div(255), bins),
                bins);
        SymbolicTensor sums = Scans.cumsum(counts, 0);
        SymbolicTensor all = Reductions.max(sums);
        SymbolicTensor least = Reductions.min(Selection.where(Comparisons.greater(sums, 0), sums, all));
        SymbolicTensor rest = all.minus(least);
        SymbolicTensor divisor = Selection.where(Comparisons.equal(rest, 0), Selection.onesLike(rest), rest);
        SymbolicTensor table = Core.cast(
                ValueRange.BYTES.clip(
                        Rounding.round(sums.minus(least).times(255).div(divisor))),
                DType.FLOAT32);
        SymbolicTensor found = Gathering.take(table, bin(channel.div(255).times(bins - 1), bins), 0);
        SymbolicTensor used = Reductions.sum(Core.cast(Comparisons.greater(counts, 0), DType.FLOAT32));
        return Selection.where(Comparisons.greater(used, 1), found, channel);
    }

    private static SymbolicTensor bin(SymbolicTensor x, int bins) {
        return Core.cast(Selection.clip(x, 0, bins - 1), DType.INT32);
    }
}
