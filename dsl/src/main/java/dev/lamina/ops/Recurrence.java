package dev.lamina.ops;

import static dev.lamina.ops.Modules.LAMINA;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.errors.ShapeException;
import java.util.List;

/** Recurrent networks over all steps, in one op. */
public final class Recurrence {
    /** A long short-term memory; see {@link #lstm}. */
    public static final OpType LSTM = OpType.multiple(LAMINA, "Lstm", (op, in) -> lstm(in));

    /** A gated recurrent unit; see {@link #gru}. */
    public static final OpType GRU = OpType.multiple(LAMINA, "Gru", (op, in) -> gru(in));

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
     * @return h after each step, (time, batch, units), and c after the last, (batch, units)
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
        if (!fits(in, 4 * units) || !in.get(3).shape().equals(Shape.of(4 * units))) {
            throw ShapeException.because(
                    "needs x (time, batch, in), kernel (in, 4 units), recurrent kernel (units, 4 units) and"
                            + " bias (4 units)");
        }
        DType dtype = in.get(0).dtype();
        return List.of(
                new TensorSpec(Shape.of(x.size(0), x.size(1), units), dtype),
                new TensorSpec(Shape.of(x.size(1), units), dtype));
    }

    /**
     * A gated recurrent unit (Cho et al. 2014) whose reset gate acts behind the product, over all steps: {@code h' = z h + (1 - z)
     * tanh(x_h + r m_h)} with {@code z = σ(x_z + m_z)}, {@code r = σ(x_r + m_r)}, {@code (x_z, x_r, x_h) = x · kernel + bias[0]} and
     * {@code (m_z, m_r, m_h) = h · recurrentKernel + bias[1]}.
     *
     * @param x (time, batch, in)
     * @param kernel (in, 3 units)
     * @param recurrentKernel (units, 3 units)
     * @param bias (2, 3 units)
     * @param h the output before the first step, (batch, units)
     * @return h after each step, (time, batch, units)
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 3);
     * SymbolicTensor y = x.then(Layers.gru(16)); // (?, 16)
     * }</pre>
     */
    public static SymbolicTensor gru(
            SymbolicTensor x,
            SymbolicTensor kernel,
            SymbolicTensor recurrentKernel,
            SymbolicTensor bias,
            SymbolicTensor h) {
        return GRU.op()
                .call(Arguments.of(List.of(x, kernel, recurrentKernel, bias, h)))
                .get(0);
    }

    private static List<TensorSpec> gru(List<TensorSpec> in) {
        Shape x = in.get(0).shape();
        int units = in.get(2).shape().size(0);
        if (!fits(in, 3 * units) || !in.get(3).shape().equals(Shape.of(2, 3 * units))) {
            throw ShapeException.because(
                    "needs x (time, batch, in), kernel (in, 3 units), recurrent kernel (units, 3 units) and"
                            + " bias (2, 3 units)");
        }
        return List.of(
                new TensorSpec(Shape.of(x.size(0), x.size(1), units), in.get(0).dtype()));
    }

    private static boolean fits(List<TensorSpec> in, int sums) {
        Shape x = in.get(0).shape();
        return x.rank() == 3
                && in.get(1).shape().equals(Shape.of(x.last(), sums))
                && in.get(2).shape().equals(Shape.of(in.get(2).shape().size(0), sums));
    }
}
