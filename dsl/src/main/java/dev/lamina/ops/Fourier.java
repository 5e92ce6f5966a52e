package dev.lamina.ops;

import static dev.lamina.ops.Modules.MATH;

import dev.lamina.Arguments;
import dev.lamina.DType;
import dev.lamina.Op;
import dev.lamina.OpType;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.errors.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fourier transforms. Complex numbers are pairs of real and imaginary parts, float32 or float64, as in Keras.
 *
 * <p>Source: {@code keras.ops.fft} and its kin.
 */
public final class Fourier {
    /** How many elements are transformed: fewer are filled up with zeros, more are cut off; null for all. */
    public static final Field<@Nullable Integer> FFT_LENGTH =
            Fields.positive("fft_length").orNull();

    /** Windows by name; files may hold others, as numbers. */
    public enum Window {
        HANN,
        HAMMING
    }

    public static final Field<Integer> SEQUENCE_LENGTH = Fields.positive("sequence_length");
    public static final Field<Integer> SEQUENCE_STRIDE = Fields.positive("sequence_stride");
    public static final Field<Integer> FRAME_FFT_LENGTH = Fields.positive("fft_length");
    public static final Field<@Nullable Window> WINDOW =
            Fields.choice("window", Window.class).orNull().orElse(Window.HANN);

    /** Whether the middles of the sequences, not their beginnings, are at multiples of the stride. */
    public static final Field<Boolean> CENTER = Fields.bool("center").orElse(true);

    /** How long the result is; null for as long as the sequences make it. */
    public static final Field<@Nullable Integer> LENGTH =
            Fields.positive("length").orNull();

    public static final OpType FFT = OpType.multiple(MATH, "FFT", (op, in) -> pair(in, 1));
    public static final OpType FFT2 = OpType.multiple(MATH, "FFT2", (op, in) -> pair(in, 2));
    public static final OpType IFFT2 = OpType.multiple(MATH, "IFFT2", (op, in) -> pair(in, 2));
    public static final OpType RFFT = OpType.multiple(MATH, "RFFT", (op, in) -> transformed(op, in.get(0)), FFT_LENGTH);
    public static final OpType IRFFT =
            OpType.of(MATH, "IRFFT", (op, in) -> back(op, pair(in, 1).get(0)), FFT_LENGTH);
    public static final OpType STFT = OpType.multiple(
            MATH,
            "STFT",
            (op, in) -> framed(op, in.get(0)),
            SEQUENCE_LENGTH,
            SEQUENCE_STRIDE,
            FRAME_FFT_LENGTH,
            WINDOW,
            CENTER);
    public static final OpType ISTFT = OpType.of(
            MATH,
            "ISTFT",
            (op, in) -> overlapped(op, pair(in, 2).get(0)),
            SEQUENCE_LENGTH,
            SEQUENCE_STRIDE,
            FRAME_FFT_LENGTH,
            LENGTH,
            WINDOW,
            CENTER);

    /** Complex numbers. */
    public record Complex(SymbolicTensor real, SymbolicTensor imaginary) {
        private List<SymbolicTensor> list() {
            return List.of(real, imaginary);
        }
    }

    private Fourier() {}

    private static TensorSpec real(TensorSpec x, int axes) {
        if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
            throw ShapeException.because("needs float32 or float64")
                    .differs("the input is " + x.dtype().kerasName())
                    .remedy("cast(x, FLOAT32)");
        }
        if (x.shape().rank() < axes) {
            throw ShapeException.because("needs rank " + axes + " at least")
                    .differs("the input has shape " + x.shape());
        }
        return x;
    }

    private static List<TensorSpec> pair(List<TensorSpec> in, int axes) {
        boolean alike = in.size() == 2
                && in.get(0).dtype() == in.get(1).dtype()
                && in.get(0).shape().isCompatibleWith(in.get(1).shape());
        if (!alike) {
            throw ShapeException.because("needs a list of real and imaginary parts, of one shape and type")
                    .differs("the inputs are " + in);
        }
        real(in.get(0), axes);
        return in;
    }

    private static List<TensorSpec> transformed(Op op, TensorSpec x) {
        Integer length = op.param(FFT_LENGTH);
        int size = length == null ? real(x, 1).shape().last() : length;
        TensorSpec half =
                new TensorSpec(real(x, 1).shape().withSize(-1, size == Shape.UNKNOWN ? size : size / 2 + 1), x.dtype());
        return List.of(half, half);
    }

    private static TensorSpec back(Op op, TensorSpec x) {
        Integer length = op.param(FFT_LENGTH);
        int size = x.shape().last();
        int result = length != null ? length : size == Shape.UNKNOWN ? size : 2 * (size - 1);
        return new TensorSpec(x.shape().withSize(-1, result), x.dtype());
    }

    private static void checkFrames(Op op) {
        if (op.param(FRAME_FFT_LENGTH) < op.param(SEQUENCE_LENGTH)) {
            throw ShapeException.because("needs an fft_length of at least the sequence_length")
                    .differs(op.param(FRAME_FFT_LENGTH) + " is less than " + op.param(SEQUENCE_LENGTH));
        }
    }

    private static List<TensorSpec> framed(Op op, TensorSpec x) {
        checkFrames(op);
        int length = op.param(FRAME_FFT_LENGTH);
        Shape shape = real(x, 1).shape();
        int pad = op.param(CENTER) ? length / 2 : 0;
        if (shape.last() != Shape.UNKNOWN && shape.last() <= pad) {
            throw ShapeException.because("cannot reflect " + pad + " elements at the ends")
                    .differs("the last axis has " + shape.last())
                    .remedy("center = false, or longer inputs");
        }
        Shape padded = shape.last() == Shape.UNKNOWN ? shape : shape.withSize(-1, shape.last() + 2 * pad);
        Shape frames = Blocks.framed(padded, length, op.param(SEQUENCE_STRIDE)).withSize(-1, length / 2 + 1);
        TensorSpec spec = new TensorSpec(frames, x.dtype());
        return List.of(spec, spec);
    }

    private static TensorSpec overlapped(Op op, TensorSpec x) {
        checkFrames(op);
        int length = op.param(FRAME_FFT_LENGTH);
        int frames = x.shape().size(-2);
        Integer wanted = op.param(LENGTH);
        int whole = (frames - 1) * op.param(SEQUENCE_STRIDE) + length;
        int natural = frames == Shape.UNKNOWN ? frames : op.param(CENTER) ? whole - 2 * (length / 2) : whole;
        int size = wanted == null ? natural : wanted;
        if (!Shape.of(x.shape().last()).isCompatibleWith(Shape.of(length / 2 + 1))) {
            throw ShapeException.because("needs " + (length / 2 + 1) + " frequencies for its fft_length")
                    .differs("the last axis has " + x.shape().last());
        }
        return new TensorSpec(x.shape().slice(0, x.shape().rank() - 2).plus(size), x.dtype());
    }

    private static Complex complex(Op op, Arguments arguments) {
        List<SymbolicTensor> parts = op.call(arguments);
        return new Complex(parts.get(0), parts.get(1));
    }

    /**
     * The discrete transform of the last axis. Shapes: x (…, n) -> (…, n).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8);
     * SymbolicTensor y = fft(new Complex(x, zerosLike(x))).real(); // (?, 8)
     * }</pre>
     */
    public static Complex fft(Complex x) {
        return complex(FFT.op(), Arguments.ofList(x.list()));
    }

    /**
     * The discrete transform of the last two axes. Shapes: x (…, n, m) -> (…, n, m).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 8);
     * SymbolicTensor y = fft2(new Complex(x, zerosLike(x))).real(); // (?, 8, 8)
     * }</pre>
     */
    public static Complex fft2(Complex x) {
        return complex(FFT2.op(), Arguments.ofList(x.list()));
    }

    /**
     * What {@link #fft2} transformed. Shapes: x (…, n, m) -> (…, n, m).
     *
     * <pre>{@code
     * SymbolicTensor x = input("x", 8, 8);
     * SymbolicTensor y = ifft2(new Complex(x, zerosLike(x))).real(); // (?, 8, 8)
     * }</pre>
     */
    public static Complex ifft2(Complex x) {
        return complex(IFFT2.op(), Arguments.ofList(x.list()));
    }

    /**
     * The transform of real numbers, the half of it that says all. Shapes: x (…, n) -> (…, n / 2 + 1).
     *
     * <pre>{@code
     * SymbolicTensor y = rfft(input("x", 8)).imaginary(); // (?, 5)
     * }</pre>
     */
    public static Complex rfft(SymbolicTensor x) {
        return complex(RFFT.op(), Arguments.of(List.of(x)));
    }

    /**
     * The real numbers that {@link #rfft} transformed. Shapes: x (…, n / 2 + 1) -> (…, n).
     *
     * <pre>{@code
     * SymbolicTensor y = irfft(rfft(input("x", 8)), 8); // (?, 8)
     * }</pre>
     *
     * @param length n, of which a file knows only whether it is even
     */
    public static SymbolicTensor irfft(Complex x, int length) {
        return IRFFT.op(FFT_LENGTH, length).call(Arguments.ofList(x.list())).get(0);
    }

    /**
     * The transforms of sequences of the last axis, which overlap and fade in and out as von Hann's window says. Shapes: x
     * (…, n) -> (…, sequences, fftLength / 2 + 1).
     *
     * <pre>{@code
     * SymbolicTensor y = stft(input("x", 64), 16, 4, 16).real(); // (?, 17, 9)
     * }</pre>
     */
    public static Complex stft(SymbolicTensor x, int sequenceLength, int sequenceStride, int fftLength) {
        Config config = Config.empty()
                .set(SEQUENCE_LENGTH, sequenceLength)
                .set(SEQUENCE_STRIDE, sequenceStride)
                .set(FRAME_FFT_LENGTH, fftLength);
        return complex(STFT.op(config), Arguments.of(List.of(x)));
    }

    /**
     * What {@link #stft} transformed. Shapes: x (…, sequences, fftLength / 2 + 1) -> (…, n).
     *
     * <pre>{@code
     * SymbolicTensor y = istft(stft(input("x", 64), 16, 4, 16), 16, 4, 16); // (?, 64)
     * }</pre>
     */
    public static SymbolicTensor istft(Complex x, int sequenceLength, int sequenceStride, int fftLength) {
        Config config = Config.empty()
                .set(SEQUENCE_LENGTH, sequenceLength)
                .set(SEQUENCE_STRIDE, sequenceStride)
                .set(FRAME_FFT_LENGTH, fftLength);
        return ISTFT.op(config).call(Arguments.ofList(x.list())).get(0);
    }
}
