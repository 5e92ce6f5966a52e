package dev.lamina.samples;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.losses.Losses.meanAbsoluteError;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Sequential;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Finds heartbeats that are not as they should be: an autoencoder that has only seen normal ones cannot give others back. Made-up
 * beats of 140 steps; the net and the threshold are those of the TensorFlow tutorial on autoencoders.
 */
public final class AnomalyDetector {
    private static final int STEPS = 140;

    private AnomalyDetector() {}

    /**
     * How well normal and other beats are told apart.
     *
     * @param threshold the error above which a beat counts as not normal: mean and deviation over the training beats
     * @param caught the share of other beats above it
     * @param falseAlarms the share of normal beats above it
     * @param auc how likely another beat has a larger error than a normal one
     * @param usual the errors of normal beats
     * @param other those of other beats
     * @param beats a normal one, what the net makes of it, another one, and what it makes of that; (4, steps)
     */
    record Result(
            double threshold,
            double caught,
            double falseAlarms,
            double auc,
            List<Double> usual,
            List<Double> other,
            NdArray beats) {}

    /** Prints the result; writes {@code errors.png}: the errors of both kinds, and {@code beats.png}: one of each kind. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.printf(
                "error above %.4f: %.1f %% of other beats, %.1f %% of normal ones; area under the curve %.4f%n",
                result.threshold, 100 * result.caught, 100 * result.falseAlarms, result.auc);
        draw(result, Scale.folder("anomaly-detector"));
    }

    static void draw(Result result, Path folder) throws IOException {
        Map<String, List<Double>> areas = new LinkedHashMap<>();
        areas.put("normal", result.usual);
        areas.put("not normal", result.other);
        XYChart errors = Charts.histogram("Heartbeats", "mean absolute error", areas);
        Charts.line(errors, "threshold", new double[] {result.threshold, result.threshold}, new double[] {
            0, result.usual.size() / 2.0
        });
        Charts.write(errors, folder.resolve("errors.png"));
        XYChart beats = Charts.of("Heartbeats, and what came back", "step", "");
        List<String> names = List.of("normal", "came back", "not normal", "came back of that");
        double[] steps = IntStream.range(0, STEPS).asDoubleStream().toArray();
        for (int i = 0; i < names.size(); i++) {
            int first = i * STEPS;
            double[] beat = IntStream.range(first, first + STEPS)
                    .mapToDouble(result.beats::getDouble)
                    .toArray();
            Charts.line(beats, names.get(i), steps, beat);
        }
        Charts.write(beats, folder.resolve("beats.png"));
    }

    static Result run(Scale scale) {
        NdArray normal = beats(scale.of(1000, 5000), 1, false);
        try (CompiledModel run = TensorFlowBackend.compile(
                model(), training().optimizer(adam(1e-3)).loss(meanAbsoluteError()), options -> options.seed(1))) {
            run.fit(normal, normal, fit -> fit.epochs(20).batchSize(scale.of(50, 64)));
            double[] trained = errors(run, normal);
            double mean = DoubleStream.of(trained).average().orElseThrow();
            double variance = DoubleStream.of(trained)
                    .map(e -> (e - mean) * (e - mean))
                    .average()
                    .orElseThrow();
            double threshold = mean + Math.sqrt(variance);
            NdArray normalBeats = beats(500, 2, false);
            NdArray otherBeats = beats(500, 3, true);
            double[] usual = errors(run, normalBeats);
            double[] other = errors(run, otherBeats);
            NdArray one = normalBeats.rows(0, 1);
            NdArray another = otherBeats.rows(0, 1);
            return new Result(
                    threshold,
                    shareAbove(other, threshold),
                    shareAbove(usual, threshold),
                    auc(usual, other),
                    DoubleStream.of(usual).boxed().toList(),
                    DoubleStream.of(other).boxed().toList(),
                    Pictures.joined(
                            one,
                            run.predict(one).get(0),
                            another,
                            run.predict(another).get(0)));
        }
    }

    private static Model model() {
        return Sequential.of(
                "anomaly_detector",
                input("beat", STEPS),
                dense(32).activation(RELU),
                dense(16).activation(RELU),
                dense(8).activation(RELU),
                dense(16).activation(RELU),
                dense(32).activation(RELU),
                dense(STEPS));
    }

    private static double[] errors(CompiledModel run, NdArray beats) {
        float[] seen = beats.floats();
        float[] given = run.predict(beats).get(0).floats();
        return IntStream.range(0, beats.shape().size(0))
                .mapToDouble(beat -> IntStream.range(beat * STEPS, (beat + 1) * STEPS)
                        .mapToDouble(i -> Math.abs(seen[i] - given[i]))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static double shareAbove(double[] errors, double threshold) {
        return DoubleStream.of(errors).filter(error -> error > threshold).count() / (double) errors.length;
    }

    private static double auc(double[] usual, double[] other) {
        return DoubleStream.of(other)
                .map(error -> 1 - shareAbove(usual, error))
                .average()
                .orElseThrow();
    }

    /** A wave and its peak; in beats that are not normal the peak comes late and is flat. */
    private static NdArray beats(int count, long seed, boolean anomalous) {
        Random random = new Random(seed);
        float[] values = new float[count * STEPS];
        for (int beat = 0; beat < count; beat++) {
            double height = 0.8 + 0.4 * random.nextDouble();
            double peak = (anomalous ? 62 + 25 * random.nextDouble() : 38 + 8 * random.nextDouble());
            double width = anomalous ? 9 : 4;
            for (int step = 0; step < STEPS; step++) {
                double distance = (step - peak) / width;
                values[beat * STEPS + step] = (float) (0.3 * Math.sin(step * 2 * Math.PI / STEPS)
                        + height * Math.exp(-distance * distance / 2)
                        + 0.02 * random.nextGaussian());
            }
        }
        return NdArray.of(values, count, STEPS);
    }
}
