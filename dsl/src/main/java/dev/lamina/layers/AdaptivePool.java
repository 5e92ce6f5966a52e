package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Pooling;
import java.util.List;

/** What pools have in common whose output has a given size, whatever the size of the input. */
abstract class AdaptivePool<S extends AdaptivePool<S>> extends SpatialLayer<S> {
    /** The keys of a class. */
    record Keys(int axes, Field<List<Integer>> outputSize) {
        /** Declares the keys of an adaptive pool over some axes. */
        static Keys addTo(Schema<?> schema, int axes) {
            Field<List<Integer>> outputSize = schema.add(Fields.perAxis("output_size", axes, 1));
            schema.add(DATA_FORMAT);
            return new Keys(axes, outputSize);
        }

        Config config(int... size) {
            return Config.empty().set(outputSize, PerAxis.sizes(axes, size));
        }
    }

    private final Keys keys;
    private final OpType type;

    AdaptivePool(Schema<S> schema, Config config, Keys keys, OpType type) {
        super(schema, config);
        this.keys = keys;
        this.type = type;
    }

    /** The size of the output on each spatial axis. */
    public final List<Integer> outputSize() {
        return get(keys.outputSize);
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, keys.axes);
        return type.op(Config.empty().set(Pooling.OUTPUT_SIZE, outputSize()).set(Nn.DATA_FORMAT, dataFormat()))
                .on(x);
    }
}
