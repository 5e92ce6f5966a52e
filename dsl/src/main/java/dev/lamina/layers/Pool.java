package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Pooling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pools have in common: one value for each window, over any number of axes. */
abstract class Pool<S extends Pool<S>> extends SpatialLayer<S> {
    private static final Field<Padding> PADDING =
            Fields.choice("padding", Padding.class).orElse(Padding.VALID);

    /**
     * The keys of a class.
     *
     * @param strides never null in a layer: Keras writes the pool's size where none was given
     */
    record Keys(int axes, Field<List<Integer>> poolSize, Field<@Nullable List<Integer>> strides) {
        /** Declares the keys of a pool over some axes. */
        static Keys addTo(Schema<?> schema, int axes) {
            Field<List<Integer>> poolSize =
                    schema.add(Fields.perAxis("pool_size", axes, 1).orElse(PerAxis.sizes(axes, 2)));
            schema.add(PADDING);
            Field<@Nullable List<Integer>> strides =
                    schema.add(Fields.perAxis("strides", axes, 1).orNull());
            schema.add(DATA_FORMAT);
            return new Keys(axes, poolSize, strides);
        }

        Config config(int... size) {
            return size.length == 0 ? Config.empty() : Config.empty().set(poolSize, PerAxis.sizes(axes, size));
        }

        private Config withStrides(Config config) {
            return config.get(strides) == null ? config.set(strides, config.get(poolSize)) : config;
        }
    }

    private final Keys keys;
    private final OpType type;

    Pool(Schema<S> schema, Config config, Keys keys, OpType type) {
        super(schema, keys.withStrides(config));
        this.keys = keys;
        this.type = type;
        if (config.get(PADDING) == Padding.CAUSAL) {
            throw new ConfigException(schema.className() + ": padding must be valid or same; received \"causal\"");
        }
    }

    /** The size of the window on each spatial axis. */
    public final List<Integer> poolSize() {
        return get(keys.poolSize);
    }

    /** How far the window moves: one number for all spatial axes, or one for each; the window's size by default. */
    public final S strides(int... strides) {
        return with(keys.strides, PerAxis.sizes(keys.axes, strides));
    }

    /** What happens at the borders; {@link Padding#VALID} by default. */
    public final S padding(Padding padding) {
        return with(PADDING, padding);
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, keys.axes);
        return type.op(Config.empty()
                        .set(Pooling.POOL_SIZE, poolSize())
                        .set(Pooling.STRIDES, get(keys.strides))
                        .set(Convolutions.PADDING, get(PADDING))
                        .set(Nn.DATA_FORMAT, dataFormat()))
                .on(x);
    }
}
