package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Comparisons;
import dev.lamina.ops.Core;
import dev.lamina.ops.Random;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Drops whole examples of a residual branch in training, and makes the others as much larger; gives its input back in inference:
 * the layer of {@code keras.applications.ConvNeXt}.
 *
 * <p>Shapes: x (batch, …) -> the same. Source: {@code keras.src.applications.convnext.StochasticDepth}; Huang et al. 2016,
 * arXiv:1603.09382.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 7, 7, 96);
 * SymbolicTensor y = x.then(stochasticDepth(0.1)); // (?, 7, 7, 96)
 * }</pre>
 */
public final class StochasticDepth extends Layer<StochasticDepth> {
    static final Schema<StochasticDepth> SCHEMA = schema(
            "StochasticDepth",
            new Schema.Home("keras.src.applications.convnext", "StochasticDepth"),
            StochasticDepth::new);
    private static final Field<Double> DROP_PATH_RATE = SCHEMA.add(
            Fields.number("drop_path_rate", "a number from 0 to less than 1", value -> value >= 0 && value < 1));

    private StochasticDepth(Config config) {
        super(SCHEMA, config);
    }

    static StochasticDepth of(double dropPathRate) {
        return SCHEMA.create(Config.empty().set(DROP_PATH_RATE, dropPathRate));
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        double rate = get(DROP_PATH_RATE);
        if (!call.training() || rate == 0) {
            return x;
        }
        List<Index> one = new ArrayList<>(Collections.nCopies(x.shape().rank(), Index.range(0, 1)));
        one.set(0, Index.all());
        SymbolicTensor noise = Random.like(Random.UNIFORM, x.get(one.toArray(Index[]::new)), call.seed(null));
        SymbolicTensor kept = Comparisons.greaterEqual(noise, Arithmetic.literal(rate, noise));
        return x.times(1 / (1 - rate)).times(Core.cast(kept, x.dtype()));
    }
}
