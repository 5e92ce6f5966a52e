package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A layer on each step of a sequence. All steps go through it at once, as examples of one larger batch; a BatchNormalization inside
 * sees that batch, where Keras shows it the steps one by one.
 *
 * <p>Shapes: x (batch, time, …) -> (batch, time, …). Weights: those of the layer. Source: {@code keras.layers.TimeDistributed}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(timeDistributed(dense(4))); // (?, 8, 4)
 * }</pre>
 */
public final class TimeDistributed extends Layer<TimeDistributed> {
    static final Schema<TimeDistributed> SCHEMA = schema("TimeDistributed", TimeDistributed::new);

    @SuppressWarnings({"unchecked", "rawtypes"}) // a field of layers of any class
    private static final Field<Layer<?>> LAYER =
            SCHEMA.add((Field<Layer<?>>) (Field) Fields.configured("layer", Layer.class));

    private TimeDistributed(Config config) {
        super(SCHEMA, config);
    }

    static TimeDistributed of(Layer<?> layer) {
        return SCHEMA.create(Config.empty().set(LAYER, layer));
    }

    /** What each step goes through. */
    public Layer<?> layer() {
        return get(LAYER);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected List<String> optionNames() {
        return List.of("mask");
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Shape shape = x.shape();
        if (shape.rank() < 3) {
            throw ShapeException.because("needs an input (batch, time, …) of rank 3 at least")
                    .differs("the input has rank " + shape.rank());
        }
        SymbolicTensor sizes = Core.shape(x);
        SymbolicTensor y = call.sublayer("layer", layer(), merged(x, sizes));
        DType computed = call.dtype().computeDType();
        boolean casts = computed.isFloating() && y.dtype().isFloating();
        return split(casts ? AffineLayer.cast(y, computed) : y, shape.slice(0, 2), sizes);
    }

    /** (batch, time, …) -> (batch · time, …). */
    static SymbolicTensor merged(SymbolicTensor x, SymbolicTensor sizes) {
        Shape shape = x.shape();
        int all = shape.slice(0, 2).isKnown() ? shape.size(0) * shape.size(1) : Shape.UNKNOWN;
        Shape merged = Shape.of(all).plus(shape.from(2));
        if (shape.from(2).isKnown()) {
            return Shapes.reshape(
                    x,
                    IntStream.concat(
                                    IntStream.of(-1), IntStream.of(shape.from(2).sizes()))
                            .toArray());
        }
        SymbolicTensor product = sizes.get(Index.range(0, 1)).times(sizes.get(Index.range(1, 2)));
        return Shapes.reshape(x, merged, Shapes.concatenate(List.of(product, sizes.get(Index.from(2))), 0));
    }

    /** (batch · time, …) -> (batch, time, …). */
    static SymbolicTensor split(SymbolicTensor y, Shape leading, SymbolicTensor sizes) {
        Shape rest = y.shape().from(1);
        SymbolicTensor restSizes = Core.cast(Core.shape(y), DType.INT32).get(Index.from(1));
        SymbolicTensor target =
                Shapes.concatenate(List.of(Core.cast(sizes, DType.INT32).get(Index.range(0, 2)), restSizes), 0);
        return Shapes.reshape(y, leading.plus(rest), target);
    }
}
