package dev.lamina.samples;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.train.Callback;
import dev.lamina.zoo.DenseAutoencoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Trains the dense autoencoder for many steps, and writes how long a step takes and how much memory is resident behind each thousand: both
 * must stay as they are.
 *
 * <p>Arguments: the steps, in thousands; a file for the table, {@code .csv}; a file for the picture, {@code .png}. Linux alone tells the
 * memory.
 */
public final class EnduranceBenchmark {
    private static final int STEPS = 1000;
    private static final int BATCH = 4;

    /** Behind a thousand steps. */
    private record Row(int steps, double milliseconds, double mebibytes) {
        private String csv() {
            return String.format(Locale.ROOT, "%d,%.4f,%.1f", steps, milliseconds, mebibytes);
        }
    }

    private EnduranceBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        List<Row> rows = train(Integer.parseInt(arguments[0]));
        List<String> lines = new ArrayList<>(List.of("steps,ms_per_step,resident_mib"));
        rows.forEach(row -> lines.add(row.csv()));
        WholeFile.write(
                Path.of(arguments[1]),
                out -> out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
        Charts.write(chart(rows), Path.of(arguments[2]));
    }

    private static List<Row> train(int thousands) {
        List<Row> rows = new ArrayList<>();
        Callback clock = new Callback() {
            private long began;

            @Override
            public void epochBegins(int epoch) {
                began = System.nanoTime();
            }

            @Override
            public void epochEnds(int epoch, Map<String, Double> logs) {
                double milliseconds = (System.nanoTime() - began) / 1e6 / STEPS;
                try {
                    double bytes = ResidentMemory.now().orElse(0);
                    rows.add(new Row((epoch + 1) * STEPS, milliseconds, bytes / (1 << 20)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        DenseAutoencoder autoencoder = DenseAutoencoder.standard();
        NdArray pixels = pixels();
        try (CompiledModel model = TensorFlowBackend.compile(
                autoencoder.model(), autoencoder.recipe().training())) {
            model.fit(
                    pixels,
                    pixels,
                    fit -> fit.epochs(thousands).batchSize(BATCH).callbacks(clock));
        }
        return rows;
    }

    private static NdArray pixels() {
        NdArray pixels = NdArray.zeros(DType.FLOAT32, Shape.of(STEPS * BATCH, 28 * 28));
        SplittableRandom random = new SplittableRandom(0);
        for (int i = 0; i < pixels.size(); i++) {
            pixels.floats()[i] = (float) random.nextDouble();
        }
        return pixels;
    }

    private static XYChart chart(List<Row> rows) {
        XYChart chart = Charts.of("Dense autoencoder, batches of " + BATCH, "steps", "");
        chart.getStyler().setXAxisDecimalPattern("#,###");
        add(chart, 0, "resident memory, MiB", rows, Row::mebibytes);
        add(chart, 1, "time of a step, ms", rows, Row::milliseconds);
        return chart;
    }

    /** A line with an axis of its own that begins at 0. */
    private static void add(XYChart chart, int axis, String name, List<Row> rows, Function<Row, Double> value) {
        List<Double> values = rows.stream().map(value).toList();
        chart.addSeries(name, rows.stream().map(Row::steps).toList(), values)
                .setMarker(SeriesMarkers.NONE)
                .setYAxisGroup(axis);
        chart.setYAxisGroupTitle(axis, name);
        chart.getStyler().setYAxisMin(axis, 0.0);
        chart.getStyler()
                .setYAxisMax(axis, 1.5 * values.stream().max(Double::compare).orElse(1.0));
    }
}
