package dev.lamina.layers;

import static dev.lamina.initializers.Initializers.stft;

import dev.lamina.Call;
import dev.lamina.Index;
import dev.lamina.Layer;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Stft;
import dev.lamina.initializers.Window;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Pads;
import dev.lamina.ops.Shapes;
import dev.lamina.ops.Trigonometry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spectra of the frames of a signal, by kernels that begin as the waves of a Fourier transform and may be trained.
 *
 * <p>Shapes: x (batch, time, channels) -> (batch, frames, channels · frequencies), or (batch, frames, frequencies, channels) with
 * expanded dimensions; the channels come first where the data format says so. There are {@code fftLength / 2 + 1} frequencies,
 * twice as many in the mode {@link Mode#STFT}. Several channels need a known time. Source: {@code keras.layers.STFTSpectrogram}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 1600, 1);
 * SymbolicTensor y = x.then(stftSpectrogram().frameLength(256).frameStep(128)); // (?, 11, 129)
 * }</pre>
 */
public final class STFTSpectrogram extends Layer<STFTSpectrogram> {
    /** What is taken of the complex spectra. */
    public enum Mode {
        /** The logarithm of the magnitude. */
        LOG,
        MAGNITUDE,
        /** The power, of both signs of the frequency. */
        PSD,
        REAL,
        IMAG,
        ANGLE,
        /** The real parts and the imaginary ones. */
        STFT
    }

    /** Keras's epsilon. */
    private static final double EPSILON = 1e-7;

    static final Schema<STFTSpectrogram> SCHEMA = schema("STFTSpectrogram", STFTSpectrogram::new);
    private static final Field<Mode> MODE =
            SCHEMA.add(Fields.choice("mode", Mode.class).orElse(Mode.LOG));
    private static final Field<Integer> FRAME_LENGTH =
            SCHEMA.add(Fields.positive("frame_length").orElse(256));
    private static final Field<@Nullable Integer> FRAME_STEP =
            SCHEMA.add(Fields.positive("frame_step").orNull());
    private static final Field<@Nullable Integer> FFT_LENGTH =
            SCHEMA.add(Fields.positive("fft_length").orNull());
    private static final Field<@Nullable Window> WINDOW =
            SCHEMA.add(Field.of("window", new Window.WindowCodec()).orNull().orElse(Window.named("hann")));
    private static final Field<Boolean> PERIODIC =
            SCHEMA.add(Fields.bool("periodic").orElse(false));
    private static final Field<Stft.@Nullable Scaling> SCALING =
            SCHEMA.add(Fields.choice("scaling", Stft.Scaling.class).orNull().orElse(Stft.Scaling.DENSITY));
    private static final Field<Padding> PADDING = SCHEMA.add(
            Fields.someOf("padding", List.of(Padding.VALID, Padding.SAME)).orElse(Padding.VALID));
    private static final Field<DataFormat> DATA_FORMAT =
            SCHEMA.add(Fields.choice("data_format", DataFormat.class).orElse(DataFormat.CHANNELS_LAST));
    private static final Field<Boolean> EXPAND_DIMS =
            SCHEMA.add(Fields.bool("expand_dims").orElse(false));

    private STFTSpectrogram(Config config) {
        super(SCHEMA, config);
    }

    static STFTSpectrogram of() {
        return SCHEMA.create(Config.empty());
    }

    /** What is taken of the spectra; {@link Mode#LOG} by default. */
    public STFTSpectrogram mode(Mode mode) {
        return with(MODE, mode);
    }

    /** The length of a frame; 256 by default. */
    public STFTSpectrogram frameLength(int length) {
        return with(FRAME_LENGTH, length);
    }

    /** How far frames begin one after the other; half a frame by default. */
    public STFTSpectrogram frameStep(int step) {
        return with(FRAME_STEP, step);
    }

    /** The length of the transform; by default the least power of 2 that holds a frame. */
    public STFTSpectrogram fftLength(int length) {
        return with(FFT_LENGTH, length);
    }

    /** The window; {@code hann} by default. */
    public STFTSpectrogram window(String window) {
        return with(WINDOW, Window.named(window));
    }

    /** Whether the window is one period of a longer one; false by default. */
    public STFTSpectrogram periodic(boolean periodic) {
        return with(PERIODIC, periodic);
    }

    /** What spectra are divided by; {@link Stft.Scaling#DENSITY} by default. */
    public STFTSpectrogram scaling(Stft.Scaling scaling) {
        return with(SCALING, scaling);
    }

    /** Whether the signal is filled up with zeros for a frame at each step; {@link Padding#VALID} by default. */
    public STFTSpectrogram padding(Padding padding) {
        return with(PADDING, padding);
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public STFTSpectrogram dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    /** Whether channels and frequencies have an axis each; false by default. */
    public STFTSpectrogram expandDims(boolean expand) {
        return with(EXPAND_DIMS, expand);
    }

    private int step() {
        Integer given = get(FRAME_STEP);
        int step = given == null ? Math.max(1, get(FRAME_LENGTH) / 2) : given;
        if (step > get(FRAME_LENGTH)) {
            throw new ConfigException("STFTSpectrogram: frame_step must be at most frame_length, " + get(FRAME_LENGTH)
                    + "; received " + step);
        }
        return step;
    }

    private int fftLength() {
        Integer given = get(FFT_LENGTH);
        int length = given == null ? Math.max(1, Integer.highestOneBit(2 * get(FRAME_LENGTH) - 1)) : given;
        if (length < get(FRAME_LENGTH)) {
            throw new ConfigException("STFTSpectrogram: fft_length must be at least frame_length, " + get(FRAME_LENGTH)
                    + "; received " + length);
        }
        return length;
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        if (x.shape().rank() != 3 || !x.dtype().isFloating()) {
            throw ShapeException.because("needs floating-point signals of rank 3: batch, time, channels")
                    .differs("the input is " + x.spec());
        }
        boolean isLast = get(DATA_FORMAT) == DataFormat.CHANNELS_LAST;
        int channels = x.shape().size(isLast ? 2 : 1);
        if (channels == Shape.UNKNOWN || (channels > 1 && x.shape().size(isLast ? 1 : 2) == Shape.UNKNOWN)) {
            throw ShapeException.because("needs a known number of channels, and of several a known time");
        }
        SymbolicTensor first = isLast ? Shapes.transpose(x, 0, 2, 1) : x;
        SymbolicTensor signals = channels == 1
                ? Shapes.transpose(first, 0, 2, 1)
                : Shapes.reshape(first, -1, first.shape().last(), 1);
        return arranged(taken(call, signals), channels, isLast);
    }

    /** Of signals (n, time, 1) what the mode says, (n, frames, frequencies). */
    private SymbolicTensor taken(Call call, SymbolicTensor signals) {
        Mode mode = get(MODE);
        SymbolicTensor real = mode == Mode.IMAG ? signals : filtered(call, "real_kernel", signals, true);
        if (mode == Mode.REAL) {
            return real;
        }
        SymbolicTensor imag = filtered(call, "imag_kernel", signals, false);
        SymbolicTensor power = Elementwise.square(imag);
        return switch (mode) {
            case IMAG -> imag;
            case ANGLE -> Trigonometry.arctan2(imag, real);
            case STFT -> Shapes.concatenate(List.of(real, imag), 2);
            case PSD -> bothSigns(Elementwise.square(real).plus(power));
            default -> {
                SymbolicTensor sum = Elementwise.square(real).plus(power);
                SymbolicTensor size = Elementwise.sqrt(Elementwise.maximum(sum, EPSILON));
                yield mode == Mode.MAGNITUDE ? size : Elementwise.log(Elementwise.maximum(size, EPSILON));
            }
        };
    }

    /** All but the first and the last frequency stand for two. */
    private static SymbolicTensor bothSigns(SymbolicTensor power) {
        int count = power.shape().last();
        if (count < 3) {
            return power;
        }
        SymbolicTensor inner = power.get(Index.all(), Index.all(), Index.range(1, count - 1));
        return power.plus(Pads.pad(inner, List.of(List.of(0, 0), List.of(0, 0), List.of(1, 1)), 0));
    }

    private SymbolicTensor filtered(Call call, String name, SymbolicTensor signals, boolean real) {
        Stft waves = stft(real ? Stft.Side.REAL : Stft.Side.IMAG)
                .periodic(get(PERIODIC))
                .scaling(get(SCALING))
                .window(get(WINDOW));
        SymbolicTensor kernel = call.weight(name, Shape.of(get(FRAME_LENGTH), 1, fftLength() / 2 + 1), waves);
        return Convolutions.conv(
                signals,
                kernel,
                Config.empty().set(Convolutions.STRIDES, List.of(step())).set(Convolutions.PADDING, get(PADDING)));
    }

    private SymbolicTensor arranged(SymbolicTensor spectra, int channels, boolean isLast) {
        boolean expands = get(EXPAND_DIMS);
        if (channels == 1) {
            return expands
                    ? Axes.expandDims(spectra, isLast ? 3 : 1)
                    : isLast ? spectra : Shapes.transpose(spectra, 0, 2, 1);
        }
        int frames = spectra.shape().size(1);
        int frequencies = spectra.shape().last();
        SymbolicTensor all = Shapes.reshape(spectra, -1, channels, frames, frequencies);
        if (expands) {
            return isLast ? Shapes.transpose(all, 0, 2, 3, 1) : all;
        }
        return isLast
                ? Shapes.reshape(Shapes.transpose(all, 0, 2, 1, 3), -1, frames, channels * frequencies)
                : Shapes.reshape(Shapes.transpose(all, 0, 1, 3, 2), -1, channels * frequencies, frames);
    }
}
