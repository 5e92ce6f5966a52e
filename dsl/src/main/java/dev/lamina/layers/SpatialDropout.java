package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Schema;
import dev.lamina.ops.DataFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What layers have in common that drop whole channels. */
abstract class SpatialDropout<S extends SpatialDropout<S>> extends Layer<S> {
    static final Field<Double> RATE = NoiseShape.rateField();
    private static final Field<@Nullable Integer> SEED = NoiseShape.seedField();

    private final int axes;

    /**
     * A layer.
     *
     * @param axes the number of spatial axes
     */
    SpatialDropout(Schema<S> schema, Config config, int axes) {
        super(schema, config);
        this.axes = axes;
    }

    /** A schema with the keys of all; Keras takes no {@code trainable} for these. */
    static <S extends SpatialDropout<S>> Schema<S> spatial(String className, Function<Config, S> constructor) {
        Schema<S> schema = schema(className, constructor);
        schema.unwritten("trainable");
        schema.add(RATE);
        schema.add(SEED);
        return schema;
    }

    /** The probability that a channel of an example becomes zero. */
    public final double rate() {
        return get(RATE);
    }

    /** A seed that makes the noise the same in every run, whatever the seed of the run. */
    public final S seed(int seed) {
        return with(SEED, seed);
    }

    abstract DataFormat format();

    @Override
    protected final boolean supportsMasking() {
        return true;
    }

    @Override
    protected final SymbolicTensor call(Call call, SymbolicTensor x) {
        PerAxis.check(x, axes);
        int first = PerAxis.first(format());
        List<Integer> noiseShape = IntStream.range(0, axes + 2)
                .map(axis -> axis >= first && axis < first + axes ? 1 : Shape.UNKNOWN)
                .boxed()
                .toList();
        return Dropout.dropped(call, x, rate(), noiseShape, get(SEED));
    }
}
