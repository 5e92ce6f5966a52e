package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
import dev.lamina.Initializer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.activations.Activations;
import dev.lamina.config.Config;
import dev.lamina.config.Schema;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Recurrence;
import dev.lamina.ops.Shapes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a long short-term memory with a forget gate: {@code c' = f · c + i · activation(g)} and {@code h' = o · activation(c')}, the
 * output, with gates {@code i, f, o} through recurrent_activation and {@code (i, f, g, o) = x · kernel + h · recurrent_kernel + bias}.
 *
 * <p>Shapes: x (batch, in), h and c (batch, units) -> (batch, units), h', c'; kernel (in, 4 units), recurrent_kernel (units, 4 units), bias
 * (4 units). Source: {@code keras.layers.LSTMCell}; Hochreiter and Schmidhuber 1997, Gers et al. 2000.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(rnn(lstmCell(16))); // (?, 16)
 * }</pre>
 */
public final class LSTMCell extends RecurrentUnit<LSTMCell> implements RnnCell {
    static final Schema<LSTMCell> SCHEMA = schema("LSTMCell", LSTMCell::new);

    static {
        SCHEMA.add(UNITS);
        SCHEMA.add(ACTIVATION);
        SCHEMA.add(RECURRENT_ACTIVATION);
        SCHEMA.add(UNIT_FORGET_BIAS);
        addWeights(SCHEMA);
    }

    private LSTMCell(Config config) {
        super(SCHEMA, config);
    }

    static LSTMCell of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The number of elements of the output. */
    public int units() {
        return get(UNITS);
    }

    /** What the gates go through; sigmoid by default. */
    public LSTMCell recurrentActivation(Activation activation) {
        return with(RECURRENT_ACTIVATION, activation);
    }

    /** Whether the bias of the forget gate begins at 1; true by default. */
    public LSTMCell unitForgetBias(boolean unitForgetBias) {
        return with(UNIT_FORGET_BIAS, unitForgetBias);
    }

    @Override
    public List<Shape> stateShapes(Shape x) {
        return List.of(Shape.of(units()), Shape.of(units()));
    }

    @Override
    public List<SymbolicTensor> step(Call call, SymbolicTensor x, List<SymbolicTensor> states) {
        Steps steps = steps(call, x, x);
        return steps.step().step(steps.sequences(), states);
    }

    @Override
    public Steps steps(Call call, SymbolicTensor x, SymbolicTensor first) {
        int units = units();
        SymbolicTensor kernel =
                KERNEL.weight(call, config(), "kernel", Shape.of(x.shape().last(), 4 * units));
        SymbolicTensor recurrent = RECURRENT.weight(call, config(), "recurrent_kernel", Shape.of(units, 4 * units));
        SymbolicTensor bias = bias(call, kernel.dtype());
        List<@Nullable SymbolicTensor> masks = new ArrayList<>();
        for (int gate = 0; gate < 4; gate++) {
            masks.add(dropped(call, RECURRENT_DROPOUT, RecurrentLoop.zeros(first, Shape.of(units)), 4 + gate));
        }
        boolean perGate = get(RECURRENT_DROPOUT) > 0;
        SymbolicTensor whole = perGate ? x : times(x, dropped(call, DROPOUT, first, 0));
        SymbolicTensor y = (perGate ? gates(call, x, first, kernel) : Linear.matmul(whole, kernel)).plus(bias);
        boolean fused = !perGate
                && kernel.dtype() == DType.FLOAT32
                && get(ACTIVATION) == Activations.TANH
                && get(RECURRENT_ACTIVATION) == Activations.SIGMOID;
        return new Steps(
                List.of(y),
                (slices, states) ->
                        next(call, slices.get(0).plus(recurrent(states.get(0), recurrent, masks)), states.get(1)),
                fused ? states -> whole(whole, kernel, recurrent, bias, states) : null);
    }

    private static List<SymbolicTensor> whole(
            SymbolicTensor x,
            SymbolicTensor kernel,
            SymbolicTensor recurrent,
            SymbolicTensor bias,
            List<SymbolicTensor> states) {
        List<SymbolicTensor> found = Recurrence.lstm(x, kernel, recurrent, bias, states.get(0), states.get(1));
        return List.of(found.get(0), found.get(0).get(Index.at(-1)), found.get(1));
    }

    private SymbolicTensor bias(Call call, DType type) {
        Shape shape = Shape.of(4 * units());
        if (!get(USE_BIAS)) {
            return Arithmetic.literal(NdArray.zeros(type, shape));
        }
        Initializer initializer = get(BIAS.initializer());
        return call.weight(
                "bias",
                shape,
                get(UNIT_FORGET_BIAS) ? ForgetBias.around(initializer) : initializer,
                get(BIAS.regularizer()),
                get(BIAS.constraint()),
                true);
    }

    /** The products of x, each gate's with a mask of its own, as Keras does beside recurrent dropout. */
    private SymbolicTensor gates(Call call, SymbolicTensor x, SymbolicTensor first, SymbolicTensor kernel) {
        List<SymbolicTensor> kernels = Joining.split(kernel, 4, 1);
        List<SymbolicTensor> products = new ArrayList<>();
        for (int gate = 0; gate < 4; gate++) {
            products.add(Linear.matmul(times(x, dropped(call, DROPOUT, first, gate)), kernels.get(gate)));
        }
        return Shapes.concatenate(products, -1);
    }

    private static SymbolicTensor recurrent(
            SymbolicTensor h, SymbolicTensor kernel, List<@Nullable SymbolicTensor> masks) {
        if (masks.get(0) == null) {
            return Linear.matmul(h, kernel);
        }
        List<SymbolicTensor> kernels = Joining.split(kernel, 4, 1);
        List<SymbolicTensor> products = new ArrayList<>();
        for (int gate = 0; gate < 4; gate++) {
            products.add(Linear.matmul(times(h, masks.get(gate)), kernels.get(gate)));
        }
        return Shapes.concatenate(products, -1);
    }

    private List<SymbolicTensor> next(Call call, SymbolicTensor sums, SymbolicTensor c) {
        Activation activation = get(ACTIVATION);
        Activation gate = get(RECURRENT_ACTIVATION);
        List<SymbolicTensor> parts = Joining.split(sums, 4, -1);
        SymbolicTensor kept = gate.inside(call, parts.get(1)).times(c);
        SymbolicTensor taken = gate.inside(call, parts.get(0)).times(activation.inside(call, parts.get(2)));
        SymbolicTensor memory = kept.plus(taken);
        SymbolicTensor h = gate.inside(call, parts.get(3)).times(activation.inside(call, memory));
        return List.of(h, h, memory);
    }

    @Override
    protected int inputCount() {
        return 3;
    }

    @Override
    protected List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        return step(call, inputs.get(0), inputs.subList(1, 3));
    }
}
