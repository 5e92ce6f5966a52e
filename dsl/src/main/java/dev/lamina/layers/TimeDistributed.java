package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.Model;
import dev.lamina.Operation;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Codec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Core;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer or a model on each step of a sequence. All steps go through it at once, as examples of one larger batch; a BatchNormalization inside
 * sees that batch, where Keras shows it the steps one by one.
 *
 * <p>Shapes: x (batch, time, …) -> (batch, time, …). Weights: those of the layer. A model has one input and one output. Source: {@code keras.layers.TimeDistributed}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(timeDistributed(dense(4))); // (?, 8, 4)
 * SymbolicTensor image = input("image", 28, 28, 1);
 * Model cnn = Model.of("cnn", image, image.then(conv2d(8, 3)).then(flatten()));
 * SymbolicTensor features = input("video", 10, 28, 28, 1).then(timeDistributed(cnn)); // (?, 10, 5408)
 * }</pre>
 */
public final class TimeDistributed extends Layer<TimeDistributed> {
    static final Schema<TimeDistributed> SCHEMA = schema("TimeDistributed", TimeDistributed::new);

    private static final Field<Operation> LAYER = SCHEMA.add(Field.of("layer", new StepCodec()));

    private TimeDistributed(Config config) {
        super(SCHEMA, config);
    }

    static TimeDistributed of(Operation layer) {
        return SCHEMA.create(Config.empty().set(LAYER, layer));
    }

    /** What each step goes through: a {@link Layer} or a {@link Model}. */
    public Operation layer() {
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
        SymbolicTensor y = step(call, merged(x, sizes));
        DType computed = call.dtype().computeDType();
        boolean casts = computed.isFloating() && y.dtype().isFloating();
        return split(casts ? AffineLayer.cast(y, computed) : y, shape.slice(0, 2), sizes);
    }

    private SymbolicTensor step(Call call, SymbolicTensor x) {
        Operation layer = layer();
        return layer instanceof Model model
                ? call.submodel("layer", model, x).get(0)
                : call.sublayer("layer", (Layer<?>) layer, x);
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

    /** The written form of a model is the model, which what writes the document around it writes. */
    private static final class StepCodec implements Codec<Operation> {
        @Override
        public Operation read(@Nullable Object plain, Place place) {
            if (plain == null) {
                throw place.unexpected(null, expected());
            }
            Operation read = place.read(Operation.class, plain);
            if (!allows(read)) {
                throw place.error("a model on each step must have one input and one output", "");
            }
            return read;
        }

        @Override
        public Object write(Operation value) {
            return value instanceof Layer<?> layer ? layer.toPlain() : value;
        }

        @Override
        public boolean allows(Operation value) {
            return value instanceof Layer
                    || (value instanceof Model model
                            && model.inputs().list().size() == 1
                            && model.outputs().list().size() == 1);
        }

        @Override
        public String expected() {
            return "a layer, or a model of one input and one output";
        }
    }
}
