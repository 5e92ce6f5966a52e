package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.Fourier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Emits Fourier transforms, with the gradients that TensorFlow lacks: transforms are linear, and theirs are transforms. */
final class FourierEmitters {
    private FourierEmitters() {}

    static void addTo(Emitters table) {
        table.addWithGradient(
                Fourier.FFT,
                e -> raw(e.tf(), "FFT", e.inputs()),
                (e, y, gradients) -> adjoint(e.tf(), "FFT", gradients));
        table.addWithGradient(
                Fourier.FFT2,
                e -> raw(e.tf(), "FFT2D", e.inputs()),
                (e, y, gradients) -> adjoint(e.tf(), "FFT2D", gradients));
        table.addMultiple(Fourier.IFFT2, FourierEmitters::inverse2);
        table.addMultiple(Fourier.RFFT, e -> rfft(e.tf(), e.input(0), e.param(Fourier.FFT_LENGTH)));
        table.add(Fourier.IRFFT, e -> irfft(e.tf(), e.input(0), e.input(1), e.param(Fourier.FFT_LENGTH)));
        table.addMultiple(Fourier.STFT, FourierEmitters::stft);
        table.add(Fourier.ISTFT, FourierEmitters::istft);
    }

    private static DataType complexType(Output<?> real) {
        return real.dataType() == DataType.DT_DOUBLE ? DataType.DT_COMPLEX128 : DataType.DT_COMPLEX64;
    }

    private static Output<?> complex(Tf tf, Output<?> real, Output<?> imaginary) {
        return tf.op("Complex")
                .input(real, imaginary)
                .type("Tout", complexType(real))
                .out();
    }

    private static Output<?> part(Tf tf, String part, Output<?> x, Output<?> like) {
        return tf.op(part).input(x).type("Tout", like.dataType()).out();
    }

    private static List<Output<?>> raw(Tf tf, String type, List<Output<?>> x) {
        Output<?> y = tf.op(type, complex(tf, x.get(0), x.get(1)));
        return List.of(part(tf, "Real", y, x.get(0)), part(tf, "Imag", y, x.get(0)));
    }

    /** The transform with the other sign in its exponents: the conjugate of that of the conjugate. */
    private static List<Output<?>> adjoint(Tf tf, String type, List<Output<?>> x) {
        List<Output<?>> y = raw(tf, type, List.of(x.get(0), tf.op("Neg", x.get(1))));
        return List.of(y.get(0), tf.op("Neg", y.get(1)));
    }

    private static List<Output<?>> inverse2(Emission e) {
        Calc calc = Calc.of(e);
        List<Output<?>> outputs = adjoint(e.tf(), "FFT2D", e.inputs());
        Output<?> count = e.tf().op("Mul", calc.size(e.input(0), -2), calc.size(e.input(0), -1));
        Output<?> scale = e.tf().cast(count, e.outputSpec().dtype());
        List<Output<?>> safe = e.tf().withGradient(e.inputs(), outputs, (tf, gradients) -> raw(tf, "FFT2D", gradients));
        return List.of(calc.div(safe.get(0), scale), calc.div(safe.get(1), scale));
    }

    /** The last axis with a number of elements, the rest cut off or filled up with zeros. Asks for no shape but that of x. */
    private static Output<?> resized(Calc calc, Tf tf, Output<?> x, Output<?> length) {
        int last = calc.rank(x) - 1;
        Output<?> missing = tf.op("Maximum", calc.sub(length, calc.size(x, last)), tf.constant(0));
        List<Output<?>> behind = new ArrayList<>(Collections.nCopies(last, tf.constant(0)));
        behind.add(missing);
        Output<?> none = tf.constant(Collections.nCopies(last + 1, 0));
        Output<?> widths = tf.op("Pack")
                .inList(List.of(none, calc.pack(behind)))
                .attr("axis", 1)
                .out();
        List<Output<?>> sizes = new ArrayList<>(Collections.nCopies(last, tf.constant(-1)));
        sizes.add(length);
        return tf.op("Slice", tf.op("Pad", x, widths), none, calc.pack(sizes));
    }

    static List<Output<?>> rfft(Tf outside, Output<?> input, @Nullable Integer given) {
        Calc calc = Calc.of(outside);
        Output<?> length = given == null ? calc.size(input, -1) : outside.constant(given);
        Output<?> x = given == null ? input : resized(calc, outside, input, length);
        Output<?> y = outside.op("RFFT")
                .input(x, calc.reshape(length, 1))
                .type("Tcomplex", complexType(x))
                .out();
        List<Output<?>> outputs = List.of(part(outside, "Real", y, x), part(outside, "Imag", y, x));
        int last = calc.rank(x) - 1;
        Output<?> missing = calc.sub(length, calc.size(y, last));
        List<Output<?>> behind = new ArrayList<>(Collections.nCopies(last, outside.constant(0)));
        behind.add(missing);
        Output<?> none = outside.constant(Collections.nCopies(last + 1, 0));
        Output<?> widths = outside.op("Pack")
                .inList(List.of(none, calc.pack(behind)))
                .attr("axis", 1)
                .out();
        return outside.withGradient(List.of(x), outputs, (tf, gradients) -> {
            List<Output<?>> whole = gradients.stream()
                    .<Output<?>>map(gradient -> tf.op("Pad", gradient, widths))
                    .toList();
            return List.of(adjoint(tf, "FFT", whole).get(0));
        });
    }

    static Output<?> irfft(Tf outside, Output<?> realPart, Output<?> imaginaryPart, @Nullable Integer given) {
        Calc calc = Calc.of(outside);
        Output<?> natural = calc.mul(calc.add(calc.size(realPart, -1), -1), 2);
        Output<?> length = given == null ? natural : outside.constant(given);
        Output<?> half = calc.add(outside.op("FloorDiv", length, outside.constant(2)), 1);
        Output<?> real = given == null ? realPart : resized(calc, outside, realPart, half);
        Output<?> imaginary = given == null ? imaginaryPart : resized(calc, outside, imaginaryPart, half);
        Output<?> vector = calc.reshape(length, 1);
        Output<?> x = outside.op("IRFFT")
                .input(complex(outside, real, imaginary), vector)
                .type("Treal", real.dataType())
                .out();
        Output<?> weights = weights(outside, calc, length, half, DTypes.of(real.dataType()));
        return outside.withGradient(List.of(real, imaginary), List.of(x), (tf, gradients) -> {
                    Output<?> y = tf.op("RFFT")
                            .input(gradients.get(0), vector)
                            .type("Tcomplex", complexType(gradients.get(0)))
                            .out();
                    return List.of(
                            tf.op("Mul", part(tf, "Real", y, gradients.get(0)), weights),
                            tf.op("Mul", part(tf, "Imag", y, gradients.get(0)), weights));
                })
                .get(0);
    }

    /** How often each frequency counts in a real signal: twice, but for the lowest and, of an even length, the highest. */
    private static Output<?> weights(Tf tf, Calc calc, Output<?> length, Output<?> half, DType dtype) {
        Output<?> numbers = calc.range(half);
        Output<?> mirrored = tf.op("FloorMod", calc.neg(numbers), length);
        Output<?> once = calc.equal(mirrored, numbers);
        Output<?> counts = calc.where(once, tf.constant(1), tf.constant(2));
        return calc.div(tf.cast(counts, dtype), tf.cast(length, dtype));
    }

    private static List<Output<?>> stft(Emission e) {
        Calc calc = Calc.of(e);
        int length = e.param(Fourier.FRAME_FFT_LENGTH);
        Output<?> x = e.input(0);
        if (e.param(Fourier.CENTER)) {
            int[] widths = new int[2 * calc.rank(x)];
            widths[widths.length - 1] = length / 2;
            widths[widths.length - 2] = length / 2;
            x = e.tf().op("MirrorPad")
                    .input(x, e.tf().constant(NdArray.of(widths, widths.length / 2, 2)))
                    .attr("mode", "REFLECT")
                    .out();
        }
        Output<?> frames = BlockEmitters.frames(e, x, length, e.param(Fourier.SEQUENCE_STRIDE));
        double[] window = window(e);
        Output<?> faded = window == null ? frames : calc.mul(frames, vector(e, window));
        return rfft(e.tf(), faded, length);
    }

    private static Output<?> vector(Emission e, double[] values) {
        return e.tf().constant(
                        NdArray.of(values, values.length).cast(e.outputSpec().dtype()));
    }

    /** The window, zeros around it; null for none. */
    private static double @Nullable [] window(Emission e) {
        Fourier.Window window = e.param(Fourier.WINDOW);
        int length = e.param(Fourier.SEQUENCE_LENGTH);
        int whole = e.param(Fourier.FRAME_FFT_LENGTH);
        if (window == null) {
            return null;
        }
        double base = window == Fourier.Window.HANN ? 0.5 : 0.54;
        // TensorFlow's windows of odd lengths end where they began.
        int period = length % 2 == 0 ? length : Math.max(1, length - 1);
        double[] values = new double[whole];
        for (int i = 0; i < length; i++) {
            values[(whole - length) / 2 + i] = base - (1 - base) * Math.cos(2 * Math.PI * i / period);
        }
        return values;
    }

    /** The window divided by the sum of the squares of all windows that lie over an element. */
    private static double @Nullable [] inverseWindow(Emission e) {
        double[] window = window(e);
        int stride = e.param(Fourier.SEQUENCE_STRIDE);
        if (window == null) {
            return null;
        }
        double[] sums = new double[stride];
        for (int i = 0; i < window.length; i++) {
            sums[i % stride] += window[i] * window[i];
        }
        return IntStream.range(0, window.length)
                .mapToDouble(i -> window[i] / sums[i % stride])
                .toArray();
    }

    private static Output<?> istft(Emission e) {
        Calc calc = Calc.of(e);
        int length = e.param(Fourier.FRAME_FFT_LENGTH);
        int stride = e.param(Fourier.SEQUENCE_STRIDE);
        Output<?> frames = irfft(e.tf(), e.input(0), e.input(1), length);
        double[] window = inverseWindow(e);
        Output<?> faded = window == null ? frames : calc.mul(frames, vector(e, window));
        Output<?> signal = overlapped(e, faded, length, stride);
        int start = e.param(Fourier.CENTER) ? length / 2 : 0;
        Integer wanted = e.param(Fourier.LENGTH);
        int last = calc.rank(signal) - 1;
        Output<?> rest = calc.add(calc.size(signal, last), -start);
        Output<?> natural = calc.add(calc.size(signal, last), -2 * start);
        Output<?> size = wanted == null ? natural : e.tf().op("Minimum", rest, e.tf().constant(wanted));
        List<Integer> begin = new ArrayList<>(Collections.nCopies(last, 0));
        begin.add(start);
        List<Output<?>> sizes = new ArrayList<>(Collections.nCopies(last, e.tf().constant(-1)));
        sizes.add(size);
        return e.tf().op("Slice", signal, e.tf().constant(begin), calc.pack(sizes));
    }

    /** The sum of frames, each laid where it began. Shapes: x (…, frames, length) -> (…, n). */
    private static Output<?> overlapped(Emission e, Output<?> x, int length, int stride) {
        Calc calc = Calc.of(e);
        int rank = calc.rank(x);
        Output<?> count = calc.size(x, rank - 2);
        Output<?> starts = calc.expand(calc.mul(calc.range(count), stride), 1);
        Output<?> places = calc.add(starts, calc.expand(calc.range(e.tf().constant(length)), 0));
        Output<?> whole = calc.add(calc.mul(calc.add(count, -1), stride), length);
        List<Integer> order = new ArrayList<>(List.of(rank - 2, rank - 1));
        order.addAll(IntStream.range(0, rank - 2).boxed().toList());
        Output<?> summed = e.tf().op("UnsortedSegmentSum", calc.transpose(x, order), places, whole);
        return calc.move(summed, 0, rank - 2);
    }
}
