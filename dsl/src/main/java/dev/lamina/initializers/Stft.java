package dev.lamina.initializers;

import dev.lamina.Arithmetic;
import dev.lamina.DType;
import dev.lamina.Initializer;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.TensorSpec;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cosines or the sines of a short-time Fourier transform: {@code cos(−2π t f / (2 (n − 1))) · window(t) / scale}, of shape (frame
 * length, 1, n frequencies). Source: {@code keras.initializers.STFT}.
 *
 * <pre>{@code
 * Initializer sines = stft(Stft.Side.IMAG).window("hamming").periodic(true);
 * }</pre>
 */
public final class Stft extends Initializer {
    /** Which part of the complex exponentials. */
    public enum Side {
        REAL,
        IMAG
    }

    /** What the window is divided by: the root of the sum of its squares, or the sum of its sizes. */
    public enum Scaling {
        DENSITY,
        SPECTRUM
    }

    static final Schema<Initializer> SCHEMA = Initializers.schema("STFT", Stft::new);
    private static final Field<Side> SIDE =
            SCHEMA.add(Fields.choice("side", Side.class).orElse(Side.REAL));
    private static final Field<@Nullable Window> WINDOW =
            SCHEMA.add(Field.of("window", new Window.WindowCodec()).orNull().orElse(Window.named("hann")));
    private static final Field<@Nullable Scaling> SCALING =
            SCHEMA.add(Fields.choice("scaling", Scaling.class).orNull().orElse(Scaling.DENSITY));
    private static final Field<Boolean> PERIODIC =
            SCHEMA.add(Fields.bool("periodic").orElse(false));

    private Stft(Config config) {
        super(SCHEMA, config);
    }

    static Stft of(Side side) {
        return (Stft) SCHEMA.create(Config.empty().set(SIDE, side));
    }

    /** A window by its name in SciPy, such as {@code hann}, {@code hamming} or {@code boxcar}. */
    public Stft window(String name) {
        return (Stft) with(WINDOW, Window.named(name));
    }

    /** A window by its values, as many as a frame has. */
    public Stft window(double... values) {
        return (Stft) with(WINDOW, Window.of(values));
    }

    /** A window; null for none. */
    public Stft window(@Nullable Window window) {
        return (Stft) with(WINDOW, window);
    }

    /** No window. */
    public Stft withoutWindow() {
        return (Stft) with(WINDOW, null);
    }

    /** What the window is divided by; null for nothing. */
    public Stft scaling(@Nullable Scaling scaling) {
        return (Stft) with(SCALING, scaling);
    }

    /** Whether the window is one period of a periodic function rather than symmetric. */
    public Stft periodic(boolean periodic) {
        return (Stft) with(PERIODIC, periodic);
    }

    @Override
    public SymbolicTensor value(TensorSpec spec, SymbolicTensor seed) {
        Shape shape = spec.shape();
        if (shape.rank() != 3 || shape.size(2) < 2) {
            throw ShapeException.because(
                    "the initializer STFT makes weights of shape (frame length, channels, frequencies)"
                            + " with at least 2 frequencies; the weight has shape " + shape);
        }
        double[] window = window(shape.size(0));
        int channels = shape.size(1);
        int frequencies = shape.size(2);
        float[] values = new float[shape.size(0) * channels * frequencies];
        for (int i = 0; i < values.length; i++) {
            int time = i / frequencies / channels;
            double angle = -2.0 * Math.PI * time * (i % frequencies) / (2.0 * (frequencies - 1));
            values[i] = (float) (window[time] * (get(SIDE) == Side.REAL ? Math.cos(angle) : Math.sin(angle)));
        }
        return Arithmetic.literal(NdArray.wrap(DType.FLOAT32, shape, values).cast(spec.dtype()));
    }

    private double[] window(int size) {
        Window window = get(WINDOW);
        double[] values = new double[size];
        if (window == null) {
            Arrays.fill(values, 1);
            return values;
        }
        values = window.values(size, get(PERIODIC));
        Scaling scaling = get(SCALING);
        if (scaling == null) {
            return values;
        }
        double scale = scaling == Scaling.DENSITY
                ? Math.sqrt(Arrays.stream(values).map(value -> value * value).sum())
                : Arrays.stream(values).map(Math::abs).sum();
        return Arrays.stream(values).map(value -> value / scale).toArray();
    }
}
