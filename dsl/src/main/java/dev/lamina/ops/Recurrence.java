package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arguments;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Recurrent networks that have a kernel of their own. */
public final class Recurrence {
    /** A long short-term memory; see {@link #lstm}. */
    public static final OpType LSTM = OpType.multiple(LAMINA, "Lstm", (op, in) -> lstm(in));

    private Recurrence() {}

    /**
     * A long short-term memory (Hochreiter and Schmidhuber 1997) with forget gate, over all steps: {@code c' = σ(f) c + σ(i) tanh(g)},
     * {@code h' = σ(o) tanh(c')} with {@code (i, f, g, o) = x · kernel + h · recurrentKernel + bias}.
     *
     * @param x (time, batch, in)
     * @param kernel (in, 4 units)
     * @param recurrentKernel (units, 4 units)
     * @param bias (4 units)
     * @param h the output before the first step, (batch, units)
     * @param c the memory before the first step, (batch, units)
     * @return h and c after each step, (time, batch, units)
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 3);
     * SymbolicTensor y = x.then(Layers.lstm(16)); // (?, 16)
     * }</pre>
     */
    public static List<SymbolicTensor> lstm(
            SymbolicTensor x,
            SymbolicTensor kernel,
            SymbolicTensor recurrentKernel,
            SymbolicTensor bias,
            SymbolicTensor h,
            SymbolicTensor c) {
        return LSTM.op().call(Arguments.of(List.of(x, kernel, recurrentKernel, bias, h, c)));
    }

    private static List<TensorSpec> lstm(List<TensorSpec> in) {
        Shape x = in.get(0).shape();
        int units = in.get(2).shape().size(0);
        boolean fits = x.rank() == 3
                && in.get(1).shape().equals(Shape.of(x.last(), 4 * units))
                && in.get(2).shape().equals(Shape.of(units, 4 * units))
                && in.get(3).shape().equals(Shape.of(4 * units));
        if (!fits) {
            throw ShapeException.because(
                    "needs x (time, batch, in), kernel (in, 4 units), recurrent kernel (units, 4 units) and"
                            + " bias (4 units)");
        }
        TensorSpec all =
                new TensorSpec(Shape.of(x.size(0), x.size(1), units), in.get(0).dtype());
        return List.of(all, all);
    }
}
