package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Constraint;
import dev.lamina.Initializer;
import dev.lamina.Layer;
import dev.lamina.Regularizer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.initializers.Initializers;
import dev.lamina.ops.Nn;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rectifier with a slope that is learned: x where it is positive, {@code alpha · x} elsewhere.
 *
 * <p>Shapes: x (batch, …) -> (batch, …); alpha has the shape of an example, with size 1 on the shared axes. Source: {@code
 * keras.layers.PReLU}; He et al. 2015.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(preLU().sharedAxes(1, 2)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class PReLU extends Layer<PReLU> {
    static final Schema<PReLU> SCHEMA = schema("PReLU", PReLU::new);
    private static final WeightKeys ALPHA = WeightKeys.of("alpha", Initializers.zeros());

    static {
        WeightKeys.add(SCHEMA, ALPHA);
    }

    private static final Field<@Nullable List<Integer>> SHARED_AXES = SCHEMA.add(Fields.integers(
                    "shared_axes",
                    "a list of axes of at least 1, the batch being 0",
                    axes -> axes.stream().allMatch(axis -> axis > 0))
            .orNull());

    private PReLU(Config config) {
        super(SCHEMA, config);
    }

    static PReLU of() {
        return SCHEMA.create(Config.empty());
    }

    public PReLU alphaInitializer(Initializer initializer) {
        return with(ALPHA.initializer(), initializer);
    }

    /** A loss on the slopes. */
    public PReLU alphaRegularizer(Regularizer regularizer) {
        return with(ALPHA.regularizer(), regularizer);
    }

    /** What holds for the slopes after each step of training. */
    public PReLU alphaConstraint(Constraint constraint) {
        return with(ALPHA.constraint(), constraint);
    }

    /** The axes, counted with the batch as 0, along which there is one slope: 1, 2 for one slope per channel of an image. */
    public PReLU sharedAxes(int... axes) {
        return with(SHARED_AXES, IntStream.of(axes).boxed().toList());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        Shape shape = x.shape();
        List<Integer> shared = get(SHARED_AXES);
        for (int axis : shared == null ? List.<Integer>of() : shared) {
            shape = shape.withSize(axis, 1);
        }
        SymbolicTensor alpha = ALPHA.weight(call, config(), "alpha", shape.from(1));
        return Nn.relu(x).minus(alpha.times(Nn.relu(x.unaryMinus())));
    }
}
