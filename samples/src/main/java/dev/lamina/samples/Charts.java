package dev.lamina.samples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Charts of one look, as PNG files. */
public final class Charts {
    private static final int BINS = 60;

    private Charts() {}

    /** An empty chart. */
    public static XYChart of(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(720)
                .height(420)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    /** A line for each name, whose values are those of the epochs from the first. */
    static XYChart byEpoch(String title, String y, Map<String, List<Double>> values) {
        XYChart chart = of(title, "epoch", y);
        chart.getStyler().setXAxisDecimalPattern("0");
        values.forEach((name, each) -> line(
                chart,
                name,
                IntStream.rangeClosed(1, each.size()).mapToDouble(i -> i).toArray(),
                each.stream().mapToDouble(value -> value).toArray()));
        return chart;
    }

    /** How many values lie where, an area for each name. */
    static XYChart histogram(String title, String x, Map<String, List<Double>> values) {
        DoubleSummaryStatistics all = values.values().stream()
                .flatMap(List::stream)
                .mapToDouble(value -> value)
                .summaryStatistics();
        double width = round((all.getMax() - all.getMin()) / BINS);
        long first = (long) Math.floor(all.getMin() / width);
        int bins = (int) (Math.floor(all.getMax() / width) - first) + 1;
        // An area goes from each edge to the next; the last is that behind the last bin.
        double[] edges = IntStream.rangeClosed(0, bins)
                .mapToDouble(i -> (first + i) * width)
                .toArray();
        XYChart chart = of(title, x, "count");
        values.forEach((name, each) -> {
            double[] counts = new double[bins + 1];
            each.forEach(value -> counts[(int) ((long) Math.floor(value / width) - first)]++);
            chart.addSeries(name, edges, counts)
                    .setXYSeriesRenderStyle(XYSeriesRenderStyle.StepArea)
                    .setMarker(SeriesMarkers.NONE);
        });
        return chart;
    }

    /** The next of 1, 2, 5, 10, 20 and so on, or 0.1 and so on. */
    private static double round(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        return DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(round -> round >= width)
                .findFirst()
                .orElse(10 * power);
    }

    /** Adds a line without markers. */
    static void line(XYChart chart, String name, double[] x, double[] y) {
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }

    /** Adds a line without markers. */
    static void line(XYChart chart, String name, float[] x, float[] y) {
        chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
    }

    /** Adds points. */
    static void points(XYChart chart, String name, float[] x, float[] y) {
        chart.addSeries(name, x, y).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    }

    /** Writes a chart as a PNG file, making its folder where there is none. */
    public static void write(XYChart chart, Path file) throws IOException {
        WholeFile.write(file, out -> ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", out));
    }
}
