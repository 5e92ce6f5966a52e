package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes a vector of each example.
 *
 * <p>Shapes: x (batch, …) -> (batch, product of the other sizes). Source: {@code keras.layers.Flatten}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 16);
 * SymbolicTensor y = x.then(flatten()); // (?, 784)
 * }</pre>
 */
public final class Flatten extends Layer<Flatten> {
    static final Schema<Flatten> SCHEMA = schema("Flatten", Flatten::new);
    private static final Field<DataFormat> DATA_FORMAT =
            SCHEMA.add(Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST));

    private Flatten(Config config) {
        super(SCHEMA, config);
    }

    static Flatten of() {
        return SCHEMA.create(Config.empty());
    }

    /** Where the channels are; the elements of a vector are in the order of {@link DataFormat#CHANNELS_LAST} anyway. */
    public Flatten dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int rank = x.shape().rank();
        boolean moves = get(DATA_FORMAT) == DataFormat.CHANNELS_FIRST && rank > 2;
        SymbolicTensor ordered = moves ? Shapes.transpose(x, channelsLast(rank)) : x;
        int size = Math.toIntExact(x.shape().from(1).elements());
        return toExamples(ordered, Shape.of(size));
    }

    private static int[] channelsLast(int rank) {
        return IntStream.range(0, rank)
                .map(axis -> axis == 0 ? 0 : axis == rank - 1 ? 1 : axis + 1)
                .toArray();
    }

    /**
     * Reshapes each example.
     *
     * @param example the new shape of an example, with at most one size of -1, which is inferred
     */
    static SymbolicTensor toExamples(SymbolicTensor x, Shape example) {
        int batch = x.shape().size(0);
        if (example.isKnown() || batch != Shape.UNKNOWN) {
            return Shapes.reshape(x, Shape.of(batch).plus(example).sizes());
        }
        SymbolicTensor first = Core.shape(x).get(Index.range(0, 1));
        SymbolicTensor rest = Arithmetic.literal(NdArray.of(example.sizes(), example.rank()));
        return Shapes.reshape(x, Shape.of(batch).plus(example), Shapes.concatenate(List.of(first, rest), 0));
    }
}
