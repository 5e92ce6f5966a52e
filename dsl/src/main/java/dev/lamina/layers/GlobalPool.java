package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.OpType;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Reductions;
import java.util.List;
import java.util.stream.IntStream;

/** What pools have in common whose one window is the whole sequence, image or volume. */
abstract class GlobalPool<S extends GlobalPool<S>> extends SpatialLayer<S> {
    private static final Field<Boolean> KEEPDIMS = Fields.bool("keepdims").orElse(false);

    private final int axes;
    private final OpType reduction;

    GlobalPool(Schema<S> schema, Config config, int axes, OpType reduction) {
        super(schema, config);
        this.axes = axes;
        this.reduction = reduction;
    }

    /** Declares the keys and returns the schema. */
    static <S> Schema<S> add(Schema<S> schema) {
        schema.add(DATA_FORMAT);
        schema.add(KEEPDIMS);
        return schema;
    }

    /** Whether the spatial axes stay, with size 1; false by default. */
    public final S keepdims(boolean keepdims) {
        return with(KEEPDIMS, keepdims);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, axes);
        return reduced(reduction, x);
    }

    /** A tensor without its spatial axes, or with one element on each. */
    final SymbolicTensor reduced(OpType type, SymbolicTensor x) {
        int first = PerAxis.first(dataFormat());
        List<Integer> spatial = IntStream.range(first, first + axes).boxed().toList();
        return type.op(Config.empty().set(Reductions.AXIS, spatial).set(Reductions.KEEPDIMS, get(KEEPDIMS)))
                .on(x);
    }
}
