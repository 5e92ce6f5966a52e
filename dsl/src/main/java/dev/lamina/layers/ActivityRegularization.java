package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Reductions;

/**
 * Gives its input back and adds the loss {@code (l1 · Σ|x| + l2 · Σx²) / batch size}.
 *
 * <p>Shapes: x (batch, …) -> (batch, …). Source: {@code keras.layers.ActivityRegularization}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 10);
 * SymbolicTensor y = x.then(activityRegularization().l1(1e-3)); // (?, 10)
 * }</pre>
 */
public final class ActivityRegularization extends Layer<ActivityRegularization> {
    static final Schema<ActivityRegularization> SCHEMA = schema("ActivityRegularization", ActivityRegularization::new);
    private static final Field<Double> L1 = SCHEMA.add(factor("l1"));
    private static final Field<Double> L2 = SCHEMA.add(factor("l2"));

    private static Field<Double> factor(String key) {
        return Fields.number(key, "a number of at least 0", value -> value >= 0).orElse(0.0);
    }

    private ActivityRegularization(Config config) {
        super(SCHEMA, config);
    }

    static ActivityRegularization of() {
        return SCHEMA.create(Config.empty());
    }

    /** The factor of the sum of absolute values; 0 by default. */
    public ActivityRegularization l1(double l1) {
        return with(L1, l1);
    }

    /** The factor of the sum of squares; 0 by default. */
    public ActivityRegularization l2(double l2) {
        return with(L2, l2);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        SymbolicTensor batch = Core.cast(Core.shape(x).get(Index.at(0)), DType.FLOAT32);
        SymbolicTensor absolute = Reductions.sum(Elementwise.abs(x)).times(get(L1));
        SymbolicTensor squares = Reductions.sum(Elementwise.square(x)).times(get(L2));
        call.addLoss(absolute.plus(squares).div(batch));
        return x;
    }
}
