package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Pooling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pools over images have in common. */
abstract class Pool2D<S extends Pool2D<S>> extends Layer<S> {
    static final Field<List<Integer>> POOL_SIZE =
            Fields.perAxis("pool_size", 2, 1).orElse(List.of(2, 2));

    /** Never null in a layer: Keras writes the pool's size where none was given. */
    private static final Field<@Nullable List<Integer>> STRIDES =
            Fields.perAxis("strides", 2, 1).orNull();

    private static final Field<Padding> PADDING =
            Fields.choice("padding", Padding.class).orElse(Padding.VALID);
    private static final Field<DataFormat> DATA_FORMAT =
            Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST);

    Pool2D(Schema<S> schema, Config config) {
        super(schema, config.get(STRIDES) == null ? config.set(STRIDES, config.get(POOL_SIZE)) : config);
        if (config.get(PADDING) == Padding.CAUSAL) {
            throw new ConfigException(schema.className() + ": padding must be valid or same; received \"causal\"");
        }
    }

    static <S> Schema<S> add(Schema<S> schema) {
        schema.add(POOL_SIZE);
        schema.add(PADDING);
        schema.add(STRIDES);
        schema.add(DATA_FORMAT);
        return schema;
    }

    static Config config(int... poolSize) {
        return poolSize.length == 0 ? Config.empty() : Config.empty().set(POOL_SIZE, PerAxis.sizes(2, poolSize));
    }

    /** The height and the width of the window. */
    public final List<Integer> poolSize() {
        return get(POOL_SIZE);
    }

    /** How far the window moves: one number for both axes, or one for each; the window's size by default. */
    public final S strides(int... strides) {
        return with(STRIDES, PerAxis.sizes(2, strides));
    }

    /** What happens at the borders; {@link Padding#VALID} by default. */
    public final S padding(Padding padding) {
        return with(PADDING, padding);
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public final S dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    abstract SymbolicTensor pool(SymbolicTensor x, Config parameters);

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        return pool(
                x,
                Config.empty()
                        .set(Pooling.POOL_SIZE, poolSize())
                        .set(Pooling.STRIDES, get(STRIDES))
                        .set(Convolutions.PADDING, get(PADDING))
                        .set(Nn.DATA_FORMAT, get(DATA_FORMAT)));
    }
}
