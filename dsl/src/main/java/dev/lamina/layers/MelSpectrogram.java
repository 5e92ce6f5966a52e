package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import dev.lamina.initializers.Window;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Core;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Pads;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Shapes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spectra of the frames of a signal on the mel scale, on which equal steps sound equally far, in decibels.
 *
 * <p>Shapes: x (batch, time) or (time,) -> (batch, numMelBins, frames) or (numMelBins, frames), with {@code time / sequenceStride +
 * 1} frames: the signal is mirrored at its ends. Source: {@code keras.layers.MelSpectrogram}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 1600);
 * SymbolicTensor y = x.then(melSpectrogram().fftLength(256).sequenceStride(100).numMelBins(40)); // (?, 40, 17)
 * }</pre>
 */
public final class MelSpectrogram extends Layer<MelSpectrogram> {
    static final Schema<MelSpectrogram> SCHEMA = schema("MelSpectrogram", MelSpectrogram::new);
    private static final Field<Integer> FFT_LENGTH =
            SCHEMA.add(Fields.positive("fft_length").orElse(2048));
    private static final Field<Integer> SEQUENCE_STRIDE =
            SCHEMA.add(Fields.positive("sequence_stride").orElse(512));

    /** Never null in a layer: Keras writes the length of the transform where none was given. */
    private static final Field<@Nullable Integer> SEQUENCE_LENGTH =
            SCHEMA.add(Fields.positive("sequence_length").orNull());

    private static final Field<@Nullable Window> WINDOW =
            SCHEMA.add(Field.of("window", new Window.WindowCodec()).orNull().orElse(Window.named("hann")));
    private static final Field<Integer> SAMPLING_RATE =
            SCHEMA.add(Fields.positive("sampling_rate").orElse(16000));
    private static final Field<Integer> NUM_MEL_BINS =
            SCHEMA.add(Fields.positive("num_mel_bins").orElse(128));
    private static final Field<Double> MIN_FREQ =
            SCHEMA.add(Fields.number("min_freq", "a number of at least 0", value -> value >= 0)
                    .orElse(20.0));

    /** Never null in a layer: Keras writes half the sampling rate where none was given. */
    private static final Field<@Nullable Double> MAX_FREQ =
            SCHEMA.add(Fields.number("max_freq", "a number of more than 0", value -> value > 0)
                    .orNull());

    private static final Field<Boolean> POWER_TO_DB =
            SCHEMA.add(Fields.bool("power_to_db").orElse(true));
    private static final Field<Double> TOP_DB =
            SCHEMA.add(Fields.number("top_db").orElse(80.0));
    private static final Field<Double> MAG_EXP =
            SCHEMA.add(Fields.number("mag_exp").orElse(2.0));
    private static final Field<Double> MIN_POWER =
            SCHEMA.add(Fields.number("min_power").orElse(1e-10));
    private static final Field<Double> REF_POWER =
            SCHEMA.add(Fields.number("ref_power").orElse(1.0));

    private MelSpectrogram(Config config) {
        super(SCHEMA, config);
    }

    static MelSpectrogram of() {
        return SCHEMA.create(Config.empty());
    }

    /** The length of the transform; 2048 by default. */
    public MelSpectrogram fftLength(int length) {
        return with(FFT_LENGTH, length);
    }

    /** How far frames begin one after the other; 512 by default. */
    public MelSpectrogram sequenceStride(int stride) {
        return with(SEQUENCE_STRIDE, stride);
    }

    /** The length of a frame; that of the transform by default. */
    public MelSpectrogram sequenceLength(int length) {
        return with(SEQUENCE_LENGTH, length);
    }

    /** The window; {@code hann} by default. */
    public MelSpectrogram window(String window) {
        return with(WINDOW, Window.named(window));
    }

    /** How many values of the signal make a second; 16000 by default. */
    public MelSpectrogram samplingRate(int rate) {
        return with(SAMPLING_RATE, rate);
    }

    /** The number of bands; 128 by default. */
    public MelSpectrogram numMelBins(int bins) {
        return with(NUM_MEL_BINS, bins);
    }

    /** The lowest frequency, in hertz; 20 by default. */
    public MelSpectrogram minFreq(double frequency) {
        return with(MIN_FREQ, frequency);
    }

    /** The highest frequency, in hertz; half the sampling rate by default. */
    public MelSpectrogram maxFreq(double frequency) {
        return with(MAX_FREQ, frequency);
    }

    /** Whether powers become decibels; true by default. */
    public MelSpectrogram powerToDb(boolean decibels) {
        return with(POWER_TO_DB, decibels);
    }

    /** How far below the largest value of a batch all others are kept, in decibels; 80 by default. */
    public MelSpectrogram topDb(double decibels) {
        return with(TOP_DB, decibels);
    }

    /** The power that magnitudes are raised to; 2 by default. */
    public MelSpectrogram magExp(double exponent) {
        return with(MAG_EXP, exponent);
    }

    /** The least power; 1e-10 by default. */
    public MelSpectrogram minPower(double power) {
        return with(MIN_POWER, power);
    }

    /** The power of 0 decibels; 1 by default. */
    public MelSpectrogram refPower(double power) {
        return with(REF_POWER, power);
    }

    @Override
    protected SymbolicTensor call(Call call, SymbolicTensor x) {
        int rank = x.shape().rank();
        if (rank != 1 && rank != 2) {
            throw ShapeException.because("needs signals: time, and perhaps a batch")
                    .differs("the input has rank " + rank);
        }
        SymbolicTensor signals = Core.cast(rank == 1 ? Axes.expandDims(x, 0) : x, DType.FLOAT32);
        SymbolicTensor mel = Linear.matmul(
                magnitudes(signals),
                Arithmetic.literal(MelScale.matrix(
                        get(FFT_LENGTH) / 2 + 1, get(NUM_MEL_BINS), get(SAMPLING_RATE), get(MIN_FREQ), highest())));
        SymbolicTensor result = Shapes.transpose(get(POWER_TO_DB) ? decibels(mel) : mel, 0, 2, 1);
        return Core.cast(rank == 1 ? Axes.squeeze(result, 0) : result, dtype().computeDType());
    }

    private double highest() {
        Double given = get(MAX_FREQ);
        return given == null ? get(SAMPLING_RATE) / 2 : given;
    }

    /** The magnitudes of the spectra, raised, (batch, frames, frequencies): products with the waves of the transform. */
    private SymbolicTensor magnitudes(SymbolicTensor signals) {
        int length = get(FFT_LENGTH);
        int half = length / 2;
        SymbolicTensor padded =
                Axes.expandDims(Pads.pad(signals, List.of(List.of(0, 0), List.of(half, half)), Pads.Mode.REFLECT), 2);
        SymbolicTensor power =
                Elementwise.square(filtered(padded, true)).plus(Elementwise.square(filtered(padded, false)));
        return get(MAG_EXP) == 2 ? power : Elementwise.pow(power, get(MAG_EXP) / 2);
    }

    private SymbolicTensor filtered(SymbolicTensor signals, boolean real) {
        int length = get(FFT_LENGTH);
        int frequencies = length / 2 + 1;
        double[] waves = MelScale.waves(real, window(), frequencies, length);
        SymbolicTensor kernel =
                Arithmetic.literal(NdArray.of(waves, length, 1, frequencies).cast(DType.FLOAT32));
        return Convolutions.conv(
                signals, kernel, Config.empty().set(Convolutions.STRIDES, List.of(get(SEQUENCE_STRIDE))));
    }

    /** The window in the middle of zeros. */
    private double[] window() {
        int length = get(FFT_LENGTH);
        Integer sequence = get(SEQUENCE_LENGTH);
        int frame = sequence == null ? length : sequence;
        if (frame > length) {
            throw new ConfigException(
                    "MelSpectrogram: sequence_length must be at most fft_length, " + length + "; received " + frame);
        }
        Window given = get(WINDOW);
        double[] result = new double[length];
        double[] values = (given == null ? Window.named("boxcar") : given).values(frame, true);
        System.arraycopy(values, 0, result, (length - frame) / 2, frame);
        return result;
    }

    private SymbolicTensor decibels(SymbolicTensor power) {
        SymbolicTensor level =
                Elementwise.log10(Elementwise.maximum(power, get(MIN_POWER))).times(10);
        double reference = 10 * Math.log10(Math.max(Math.abs(get(REF_POWER)), get(MIN_POWER)));
        SymbolicTensor relative = level.minus(reference);
        return Elementwise.maximum(relative, Reductions.max(relative).minus(get(TOP_DB)));
    }
}
