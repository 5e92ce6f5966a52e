package dev.lamina.ops;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Tensors made of numbers alone. They are constants of the model, float32 where nothing else is said; {@code cast} gives them
 * another type.
 */
public final class Constants {
    private Constants() {}

    private static SymbolicTensor floats(IntToDoubleFunction element, int... shape) {
        int size = Math.toIntExact(Shape.of(shape).elements());
        double[] values = IntStream.range(0, size).mapToDouble(element).toArray();
        return Arithmetic.literal(NdArray.of(values, shape).cast(DType.FLOAT32));
    }

    /**
     * A tensor that is everywhere the value.
     *
     * <pre>{@code
     * SymbolicTensor x = full(0.5, 2, 3); // (2, 3)
     * }</pre>
     */
    public static SymbolicTensor full(double value, int... shape) {
        return floats(i -> value, shape);
    }

    /**
     * A tensor of zeros.
     *
     * <pre>{@code
     * SymbolicTensor x = zeros(2, 3); // (2, 3)
     * }</pre>
     */
    public static SymbolicTensor zeros(int... shape) {
        return full(0, shape);
    }

    /**
     * A tensor of ones.
     *
     * <pre>{@code
     * SymbolicTensor x = ones(2, 3); // (2, 3)
     * }</pre>
     */
    public static SymbolicTensor ones(int... shape) {
        return full(1, shape);
    }

    /**
     * The identity matrix.
     *
     * <pre>{@code
     * SymbolicTensor x = eye(3); // (3, 3)
     * }</pre>
     */
    public static SymbolicTensor eye(int n) {
        return eye(n, n, 0);
    }

    /**
     * A matrix with ones on one diagonal.
     *
     * <pre>{@code
     * SymbolicTensor x = eye(3, 4, 1); // (3, 4)
     * }</pre>
     *
     * @param k which diagonal: 0 for the main one, positive above it
     */
    public static SymbolicTensor eye(int rows, int columns, int k) {
        return floats(i -> i % columns - i / columns == k ? 1 : 0, rows, columns);
    }

    /**
     * A matrix with ones on one diagonal and below it.
     *
     * <pre>{@code
     * SymbolicTensor x = tri(3, 4, 0); // (3, 4)
     * }</pre>
     *
     * @param k which diagonal: 0 for the main one, positive above it
     */
    public static SymbolicTensor tri(int rows, int columns, int k) {
        return floats(i -> i % columns - i / columns <= k ? 1 : 0, rows, columns);
    }

    /**
     * The integers from 0 to a limit (excluded), int32.
     *
     * <pre>{@code
     * SymbolicTensor x = arange(5); // (5,)
     * }</pre>
     */
    public static SymbolicTensor arange(int stop) {
        return arange(0, stop, 1);
    }

    /**
     * The integers from a start to a limit (excluded) in steps, int32.
     *
     * <pre>{@code
     * SymbolicTensor x = arange(1, 10, 3); // (3,)
     * }</pre>
     */
    public static SymbolicTensor arange(int start, int stop, int step) {
        int count = count(((double) stop - start) / step);
        return Arithmetic.literal(
                NdArray.of(IntStream.range(0, count).map(i -> start + i * step).toArray(), count));
    }

    /**
     * The numbers from a start to a limit (excluded) in steps.
     *
     * <pre>{@code
     * SymbolicTensor x = arange(0, 1, 0.25); // (4,)
     * }</pre>
     */
    public static SymbolicTensor arange(double start, double stop, double step) {
        return floats(i -> start + i * step, count((stop - start) / step));
    }

    private static int count(double steps) {
        if (Double.isNaN(steps) || Double.isInfinite(steps)) {
            throw new IllegalArgumentException("arange needs finite limits, and a step that is not 0");
        }
        return (int) Math.max(0, Math.ceil(steps));
    }

    /**
     * Numbers at equal distances, both ends included.
     *
     * <pre>{@code
     * SymbolicTensor x = linspace(0, 1, 5); // (5,)
     * }</pre>
     */
    public static SymbolicTensor linspace(double start, double stop, int num) {
        return floats(i -> num == 1 ? start : start + (stop - start) * i / (num - 1), num);
    }

    /**
     * Powers of 10 whose exponents lie at equal distances, both ends included.
     *
     * <pre>{@code
     * SymbolicTensor x = logspace(0, 2, 3); // (3,)
     * }</pre>
     */
    public static SymbolicTensor logspace(double start, double stop, int num) {
        return floats(i -> Math.pow(10, num == 1 ? start : start + (stop - start) * i / (num - 1)), num);
    }

    /**
     * Numbers that grow by equal factors, both ends included.
     *
     * <pre>{@code
     * SymbolicTensor x = geomspace(1, 100, 3); // (3,)
     * }</pre>
     *
     * @param start of the sign of {@code stop}
     */
    public static SymbolicTensor geomspace(double start, double stop, int num) {
        if (!(start * stop > 0)) {
            throw new IllegalArgumentException(
                    "geomspace needs two numbers of one sign, not 0; received " + start + " and " + stop);
        }
        return floats(i -> num == 1 ? start : start * Math.pow(stop / start, (double) i / (num - 1)), num);
    }

    /**
     * The triangular window of Bartlett.
     *
     * <pre>{@code
     * SymbolicTensor w = bartlett(8); // (8,)
     * }</pre>
     */
    public static SymbolicTensor bartlett(int n) {
        return window(n, part -> 1 - Math.abs(2 * part - 1));
    }

    /**
     * The window of Blackman: {@code 0.42 - 0.5 cos 2πx + 0.08 cos 4πx}.
     *
     * <pre>{@code
     * SymbolicTensor w = blackman(8); // (8,)
     * }</pre>
     */
    public static SymbolicTensor blackman(int n) {
        return window(n, part -> 0.42 - 0.5 * Math.cos(2 * Math.PI * part) + 0.08 * Math.cos(4 * Math.PI * part));
    }

    /**
     * The window of Hamming: {@code 0.54 - 0.46 cos 2πx}.
     *
     * <pre>{@code
     * SymbolicTensor w = hamming(8); // (8,)
     * }</pre>
     */
    public static SymbolicTensor hamming(int n) {
        return window(n, part -> 0.54 - 0.46 * Math.cos(2 * Math.PI * part));
    }

    /**
     * The window of von Hann: {@code 0.5 - 0.5 cos 2πx}.
     *
     * <pre>{@code
     * SymbolicTensor w = hanning(8); // (8,)
     * }</pre>
     */
    public static SymbolicTensor hanning(int n) {
        return window(n, part -> 0.5 - 0.5 * Math.cos(2 * Math.PI * part));
    }

    /**
     * The window of Kaiser: {@code I0(β √(1 - (2x - 1)²)) / I0(β)}.
     *
     * <pre>{@code
     * SymbolicTensor w = kaiser(8, 14); // (8,)
     * }</pre>
     */
    public static SymbolicTensor kaiser(int n, double beta) {
        return window(n, part -> bessel(beta * Math.sqrt(Math.max(0, 1 - Math.pow(2 * part - 1, 2)))) / bessel(beta));
    }

    private interface Window {
        double at(double part);
    }

    private static SymbolicTensor window(int n, Window window) {
        return floats(i -> n == 1 ? 1 : window.at((double) i / (n - 1)), n);
    }

    /** The modified Bessel function of the first kind, order 0, by its series. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }
}
