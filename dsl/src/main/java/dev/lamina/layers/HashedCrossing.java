package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Text;
import java.util.List;

/**
 * A bin for each combination of several features, by the hash of them all.
 *
 * <p>Shapes: strings or integers (batch) or (batch, 1), all alike; int -> the same, int64; one_hot -> (batch, bins), float32. Source:
 * {@code keras.layers.HashedCrossing}.
 *
 * <pre>{@code
 * SymbolicTensor city = input("city", STRING, 1);
 * SymbolicTensor hour = input("hour", INT64, 1);
 * SymbolicTensor bin = hashedCrossing(50).on(city, hour); // (?, 1)
 * }</pre>
 */
public final class HashedCrossing extends Layer<HashedCrossing> {
    static final Schema<HashedCrossing> SCHEMA = schema("HashedCrossing", HashedCrossing::new);

    static {
        SCHEMA.unwritten("trainable");
    }

    private static final Field<Integer> NUM_BINS = SCHEMA.add(Fields.positive("num_bins"));
    private static final Field<OutputMode> OUTPUT_MODE =
            SCHEMA.add(OutputMode.field(OutputMode.INT, OutputMode.ONE_HOT).orElse(OutputMode.INT));

    static {
        SCHEMA.add(TokenKeys.SPARSE);
    }

    private HashedCrossing(Config config) {
        super(SCHEMA, BinPolicy.inConfig(config, OUTPUT_MODE));
    }

    static HashedCrossing of(int numBins) {
        return SCHEMA.create(Config.empty().set(NUM_BINS, numBins));
    }

    /** What comes out; the bin by default. */
    public HashedCrossing outputMode(OutputMode outputMode) {
        return with(OUTPUT_MODE, outputMode);
    }

    @Override
    protected boolean takesList() {
        return true;
    }

    @Override
    protected int inputCount() {
        return -1;
    }

    @Override
    protected boolean castsInputs() {
        return false;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        Shape shape = inputs.get(0).shape();
        boolean fits = inputs.size() > 1 && (shape.rank() == 1 || (shape.rank() == 2 && shape.last() == 1));
        for (SymbolicTensor input : inputs) {
            fits &= input.shape().equals(shape)
                    && (input.dtype() == DType.STRING || input.dtype().isInteger());
        }
        if (!fits) {
            throw ShapeException.because(
                    "crosses at least two features of strings or integers, all (batch) or (batch, 1)");
        }
        boolean column = shape.rank() == 2;
        List<SymbolicTensor> flat = inputs.stream()
                .map(input -> column ? Axes.squeeze(input, -1) : input)
                .toList();
        SymbolicTensor bins = Text.crossBin(flat, get(NUM_BINS));
        return List.of(BinPolicy.encoded(
                this, column ? Axes.expandDims(bins, -1) : bins, get(OUTPUT_MODE), get(NUM_BINS), call.dtype()));
    }
}
