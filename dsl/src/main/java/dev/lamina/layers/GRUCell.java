package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Index;
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
 * A step of a gated recurrent unit: {@code h' = z · h + (1 - z) · activation(x_h + r · (h · recurrent_kernel_h + b))}, the output, with
 * gates {@code z, r} through recurrent_activation of {@code x · kernel + h · recurrent_kernel + bias}. Without {@code reset_after}, r
 * multiplies h before its product: {@code activation(x_h + (r · h) · recurrent_kernel_h)}.
 *
 * <p>Shapes: x (batch, in), h (batch, units) -> (batch, units); kernel (in, 3 units), recurrent_kernel (units, 3 units), bias (2, 3 units),
 * for x and for h, or (3 units) without reset_after. Source: {@code keras.layers.GRUCell}; Cho et al. 2014.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 8, 3);
 * SymbolicTensor y = x.then(rnn(gruCell(16))); // (?, 16)
 * }</pre>
 */
public final class GRUCell extends RecurrentUnit<GRUCell> implements RnnCell {
    static final Schema<GRUCell> SCHEMA = schema("GRUCell", GRUCell::new);

    static {
        SCHEMA.add(UNITS);
        SCHEMA.add(ACTIVATION);
        SCHEMA.add(RECURRENT_ACTIVATION);
        addWeights(SCHEMA);
        SCHEMA.add(RESET_AFTER);
    }

    private GRUCell(Config config) {
        super(SCHEMA, config);
    }

    static GRUCell of(int units) {
        return SCHEMA.create(Config.empty().set(UNITS, units));
    }

    /** The number of elements of the output. */
    public int units() {
        return get(UNITS);
    }

    /** What the gates go through; sigmoid by default. */
    public GRUCell recurrentActivation(Activation activation) {
        return with(RECURRENT_ACTIVATION, activation);
    }

    /** Whether the reset gate acts after the product with the recurrent kernel; true by default. */
    public GRUCell resetAfter(boolean resetAfter) {
        return with(RESET_AFTER, resetAfter);
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
        int units = units();
        SymbolicTensor kernel =
                KERNEL.weight(call, config(), "kernel", Shape.of(x.shape().last(), 3 * units));
        SymbolicTensor recurrent = RECURRENT.weight(call, config(), "recurrent_kernel", Shape.of(units, 3 * units));
        Shape shape = get(RESET_AFTER) ? Shape.of(2, 3 * units) : Shape.of(3 * units);
        @Nullable SymbolicTensor biases = get(USE_BIAS) ? BIAS.weight(call, config(), "bias", shape) : null;
        boolean twice = get(RESET_AFTER);
        @Nullable SymbolicTensor bias = biases != null && twice ? biases.get(Index.at(0)) : biases;
        @Nullable SymbolicTensor recurrentBias = biases != null && twice ? biases.get(Index.at(1)) : null;
        boolean perGate = get(RECURRENT_DROPOUT) > 0;
        List<@Nullable SymbolicTensor> masks = new ArrayList<>();
        for (int gate = 0; gate < 3; gate++) {
            masks.add(dropped(call, RECURRENT_DROPOUT, RecurrentLoop.zeros(first, Shape.of(units)), 3 + gate));
        }
        SymbolicTensor whole = perGate ? x : times(x, dropped(call, DROPOUT, first, 0));
        SymbolicTensor y = perGate ? gates(call, x, first, kernel) : Linear.matmul(whole, kernel);
        y = bias == null ? y : y.plus(bias);
        Recurrent weights = new Recurrent(recurrent, recurrentBias, masks);
        return new Steps(
                Joining.split(y, List.of(2 * units), -1),
                (slices, states) -> next(call, slices, states.get(0), weights),
                !perGate && isPlain(kernel.dtype())
                        ? states -> whole(whole, kernel, recurrent, biases, states.get(0))
                        : null);
    }

    /** Whether the gates are those of {@link Recurrence#gru}. */
    private boolean isPlain(DType dtype) {
        return get(RESET_AFTER)
                && dtype == DType.FLOAT32
                && get(ACTIVATION) == Activations.TANH
                && get(RECURRENT_ACTIVATION) == Activations.SIGMOID;
    }

    private static List<SymbolicTensor> whole(
            SymbolicTensor x,
            SymbolicTensor kernel,
            SymbolicTensor recurrent,
            @Nullable SymbolicTensor biases,
            SymbolicTensor h) {
        SymbolicTensor all = Recurrence.gru(
                x,
                kernel,
                recurrent,
                biases == null
                        ? Arithmetic.literal(NdArray.zeros(
                                DType.FLOAT32, Shape.of(2, kernel.shape().last())))
                        : biases,
                h);
        return List.of(all, all.get(Index.at(-1)));
    }

    private record Recurrent(
            SymbolicTensor kernel, @Nullable SymbolicTensor bias, List<@Nullable SymbolicTensor> masks) {}

    /** The products of x, each gate's with a mask of its own, as Keras does beside recurrent dropout. */
    private SymbolicTensor gates(Call call, SymbolicTensor x, SymbolicTensor first, SymbolicTensor kernel) {
        List<SymbolicTensor> kernels = Joining.split(kernel, 3, 1);
        List<SymbolicTensor> products = new ArrayList<>();
        for (int gate = 0; gate < 3; gate++) {
            products.add(Linear.matmul(times(x, dropped(call, DROPOUT, first, gate)), kernels.get(gate)));
        }
        return Shapes.concatenate(products, -1);
    }

    private List<SymbolicTensor> next(Call call, List<SymbolicTensor> x, SymbolicTensor h, Recurrent weights) {
        int units = units();
        List<Integer> last = List.of(2 * units);
        List<SymbolicTensor> inner = inner(h, weights, last);
        List<SymbolicTensor> gates = gates(call, x.get(0).plus(inner.get(0)));
        SymbolicTensor z = gates.get(0);
        SymbolicTensor r = gates.get(1);
        SymbolicTensor product = get(RESET_AFTER)
                ? r.times(inner.get(1))
                : Linear.matmul(
                        r.times(times(h, weights.masks().get(2))),
                        Joining.split(weights.kernel(), last, 1).get(1));
        SymbolicTensor candidate = get(ACTIVATION).inside(call, x.get(1).plus(product));
        SymbolicTensor next = candidate.plus(z.times(h.minus(candidate)));
        return List.of(next, next);
    }

    private List<SymbolicTensor> gates(Call call, SymbolicTensor sums) {
        Activation activation = get(RECURRENT_ACTIVATION);
        if (activation == Activations.SIGMOID) {
            return Joining.split(activation.inside(call, sums), 2, -1);
        }
        return Joining.split(sums, 2, -1).stream()
                .map(sum -> activation.inside(call, sum))
                .toList();
    }

    /** The products of h for the two gates and, with reset_after, for the candidate. */
    private List<SymbolicTensor> inner(SymbolicTensor h, Recurrent weights, List<Integer> last) {
        boolean after = get(RESET_AFTER);
        SymbolicTensor product;
        if (weights.masks().get(0) == null) {
            product = Linear.matmul(
                    h,
                    after
                            ? weights.kernel()
                            : Joining.split(weights.kernel(), last, 1).get(0));
        } else {
            List<SymbolicTensor> kernels = Joining.split(weights.kernel(), 3, 1);
            List<SymbolicTensor> products = new ArrayList<>();
            for (int gate = 0; gate < (after ? 3 : 2); gate++) {
                products.add(Linear.matmul(times(h, weights.masks().get(gate)), kernels.get(gate)));
            }
            product = Shapes.concatenate(products, -1);
        }
        SymbolicTensor bias = weights.bias();
        SymbolicTensor sum = bias == null ? product : product.plus(bias);
        return after ? Joining.split(sum, last, -1) : List.of(sum);
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
