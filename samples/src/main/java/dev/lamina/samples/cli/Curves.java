package dev.lamina.samples.cli;

import dev.lamina.samples.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The losses of a training, by epoch, as a picture. */
final class Curves {
    private Curves() {}

    /** Draws one line for each name that ends in "loss"; the axis of values is logarithmic where all are positive. */
    static void write(Path file, String title, Map<String, List<Double>> history) throws IOException {
        Map<String, List<Double>> losses = new LinkedHashMap<>(history);
        losses.keySet().removeIf(name -> !name.endsWith("loss"));
        if (losses.isEmpty()) {
            return;
        }
        XYChart chart = Charts.of(title, "epoch", "");
        XYStyler style = chart.getStyler();
        style.setYAxisLogarithmic(
                losses.values().stream().flatMap(Collection::stream).allMatch(value -> value > 0));
        style.setXAxisDecimalPattern("0");
        losses.forEach((name, values) -> chart.addSeries(name, epochs(values.size()), values)
                .setMarker(values.size() == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE)
                .setLineStyle(name.startsWith("val_") ? SeriesLines.DASH_DASH : SeriesLines.SOLID));
        Charts.write(chart, file);
    }

    private static List<Integer> epochs(int count) {
        return IntStream.rangeClosed(1, count).boxed().toList();
    }
}
