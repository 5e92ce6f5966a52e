package dev.lamina.initializers;

import dev.lamina.config.Codec;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import dev.lamina.errors.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A window of a Fourier transform, by name or by its values. Source: {@code scipy.signal.windows}.
 *
 * @param name empty where there are values
 * @param given the values; empty where there is a name
 */
public record Window(String name, List<Double> given) {
    /** The weights of the cosines of each window that is a sum of them. */
    private static final Map<String, double[]> COSINES = Map.of(
            "boxcar", new double[] {1},
            "hann", new double[] {0.5, 0.5},
            "hamming", new double[] {0.54, 0.46},
            "blackman", new double[] {0.42, 0.5, 0.08},
            "nuttall", new double[] {0.3635819, 0.4891775, 0.1365995, 0.0106411},
            "blackmanharris", new double[] {0.35875, 0.48829, 0.14128, 0.01168},
            "flattop", new double[] {0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368});

    private static final List<String> NAMES = List.of(
            "bartlett",
            "blackman",
            "blackmanharris",
            "bohman",
            "boxcar",
            "cosine",
            "flattop",
            "hamming",
            "hann",
            "nuttall");

    /** A window by its name in SciPy, such as {@code hann}. */
    public static Window named(String name) {
        if (!NAMES.contains(name)) {
            throw new ConfigException("window must be one of " + String.join(", ", NAMES) + "; received \"" + name
                    + "\"; " + Plain.suggestion(name, NAMES));
        }
        return new Window(name, List.of());
    }

    /** A window by its values. */
    public static Window of(double... values) {
        return new Window("", Arrays.stream(values).boxed().toList());
    }

    /**
     * The values for a frame.
     *
     * @param periodic whether the window is one period of a periodic function rather than symmetric
     */
    public double[] values(int size, boolean periodic) {
        if (name.isEmpty()) {
            if (given.size() != size) {
                throw ShapeException.because("the initializer STFT has a window of " + given.size()
                        + " values; the frames of the weight have " + size);
            }
            return given.stream().mapToDouble(Double::doubleValue).toArray();
        }
        if (size <= 1) {
            return IntStream.range(0, size).mapToDouble(i -> 1).toArray();
        }
        int length = periodic ? size + 1 : size;
        DoubleUnaryOperator shape = shape(length);
        return IntStream.range(0, size).mapToDouble(shape::applyAsDouble).toArray();
    }

    /** The window as a function of the position. */
    private DoubleUnaryOperator shape(int length) {
        double last = length - 1.0;
        return switch (name) {
            case "bartlett" -> i -> 1 - Math.abs(2 * i / last - 1);
            case "cosine" -> i -> Math.sin(Math.PI / length * (i + 0.5));
            case "bohman" -> i -> bohman(Math.abs(2 * i / last - 1));
            default -> i -> cosines(2 * Math.PI * i / last - Math.PI);
        };
    }

    private static double bohman(double x) {
        return x >= 1 ? 0 : (1 - x) * Math.cos(Math.PI * x) + Math.sin(Math.PI * x) / Math.PI;
    }

    private double cosines(double angle) {
        double[] weights = COSINES.getOrDefault(name, new double[0]);
        return IntStream.range(0, weights.length)
                .mapToDouble(k -> weights[k] * Math.cos(k * angle))
                .sum();
    }

    /** How configurations hold it: a name, or a list of values. */
    public static final class WindowCodec implements Codec<Window> {
        /** A codec; all are alike. */
        public WindowCodec() {}

        @Override
        public Window read(@Nullable Object plain, Place place) {
            if (plain instanceof String name) {
                try {
                    return named(name);
                } catch (ConfigException e) {
                    throw place.error(String.valueOf(e.getMessage()), "");
                }
            }
            if (plain instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
                return new Window(
                        "",
                        list.stream()
                                .map(value -> ((Number) value).doubleValue())
                                .toList());
            }
            throw place.unexpected(plain, expected());
        }

        @Override
        public Object write(Window value) {
            return value.name.isEmpty() ? value.given : value.name;
        }

        @Override
        public String expected() {
            return "the name of a window or a list of numbers";
        }
    }
}
