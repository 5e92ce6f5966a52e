package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Linear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of the simplest recurrent network: {@code h' = activation(x · kernel + h · recurrent_kernel + bias)}, which is also the
 * output.
 *
 * <p>Shapes: x (batch, in), h (batch, units) -> (batch, units); kernel (in, units), recurrent_kernel (units, units), bias (units). Source:
 * {@code keras.layers.SimpleRNNCell}; Elman 1990.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(rnn(simpleRnnCell(16))); // (?, 16)
 * }</pre>
 */
public final class SimpleRNNCell extends RecurrentUnit<SimpleRNNCell> implements RnnCell {
    static final Schema<SimpleRNNCell> SCHEMA = schema("SimpleRNNCell", SimpleRNNCell::new);

    static {
        SCHEMA.add(UNITS);
        SCHEMA.add(ACTIVATION);
        addWeights(SCHEMA);
    }

    private SimpleRNNCell(Config config) {
        super(SCHEMA, config);
    }

    static SimpleRNNCell of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The number of elements of the output. */
    public int units() {
        return get(UNITS);
    }

    @Override
    public List<Shape> stateShapes(Shape x) {
        return List.of(Shape.of(units()));
    }

    @Override
    public List<SymbolicTensor> step(Call call, SymbolicTensor x, List<SymbolicTensor> states) {
        Steps steps = steps(call, x, x);
        return steps.step().step(steps.sequences(), states);
    }

    @Override
    public Steps steps(Call call, SymbolicTensor x, SymbolicTensor first) {
        SymbolicTensor kernel =
                KERNEL.weight(call, config(), "kernel", Shape.of(x.shape().last(), units()));
        SymbolicTensor recurrent = RECURRENT.weight(call, config(), "recurrent_kernel", Shape.of(units(), units()));
        SymbolicTensor y = Linear.matmul(times(x, dropped(call, DROPOUT, first, 0)), kernel);
        if (get(USE_BIAS)) {
            y = y.plus(BIAS.weight(call, config(), "bias", Shape.of(units())));
        }
        @Nullable
        SymbolicTensor mask = dropped(call, RECURRENT_DROPOUT, RecurrentLoop.zeros(first, Shape.of(units())), 1);
        return new Steps(
                List.of(y),
                (slices, states) -> {
                    SymbolicTensor h = get(ACTIVATION)
                            .inside(call, slices.get(0).plus(Linear.matmul(times(states.get(0), mask), recurrent)));
                    return List.of(h, h);
                },
                null);
    }

    @Override
    protected int inputCount() {
        return 2;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return step(call, inputs.get(0), inputs.subList(1, 2));
    }
}
