package dev.lamina.samples;

import static dev.lamina.tensorflow.train.Callbacks.csvLogger;
import static dev.lamina.tensorflow.train.Callbacks.earlyStopping;
import static dev.lamina.tensorflow.train.Callbacks.modelCheckpoint;
import static dev.lamina.tensorflow.train.Callbacks.onEpochEnd;
import static dev.lamina.tensorflow.train.Callbacks.reduceLearningRateOnPlateau;
import static dev.lamina.tensorflow.train.Callbacks.terminateOnNaN;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Glyphs;
import dev.lamina.tensorflow.train.EarlyStopping;
import dev.lamina.tensorflow.train.History;
import dev.lamina.zoo.DenseAutoencoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * A training that looks after itself: it slows down where it no longer gets better, stops where that does not help, keeps the best model in
 * a file, and writes down how it went.
 */
public final class WatchedTraining {
    private WatchedTraining() {}

    /**
     * How it went.
     *
     * @param history what each epoch reported
     * @param bestEpoch the one, from 0, with the smallest loss of the validation
     * @param lossOfFile that of the model in the file, on the images of the validation
     * @param rates the learning rate behind each epoch
     */
    record Result(History history, int bestEpoch, double lossOfFile, List<Double> rates) {}

    /** Writes {@code best.keras}, {@code history.csv}, and {@code curves.png}: losses, and the rate that falls. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments), Scale.folder("callbacks"));
        System.out.printf(
                "%d epochs, the best of them number %d, with a loss of %.4f; the learning rate fell to %.1g%n",
                result.history.epochs().size(),
                result.bestEpoch + 1,
                result.lossOfFile,
                result.rates.get(result.rates.size() - 1));
        draw(result, Scale.folder("callbacks"));
    }

    static void draw(Result result, Path folder) throws IOException {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        curves.put("loss", result.history.get("loss"));
        curves.put("val_loss", result.history.get("val_loss"));
        curves.put("learning rate", result.rates);
        XYChart chart = Charts.byEpoch("A training that looks after itself", "", curves);
        chart.getSeries("learning rate").setYAxisGroup(1);
        chart.setYAxisGroupTitle(0, "loss");
        chart.setYAxisGroupTitle(1, "learning rate");
        Charts.write(chart, folder.resolve("curves.png"));
    }

    static Result run(Scale scale, Path folder) throws IOException {
        Files.createDirectories(folder);
        int count = scale.of(400, 5000);
        NdArray train = Glyphs.load(count, 200, 1).trainPixels().reshape(count, 784);
        NdArray test = Glyphs.load(count, 200, 1).testPixels().reshape(200, 784);
        DenseAutoencoder net = DenseAutoencoder.of(16);
        EarlyStopping stopping = earlyStopping("val_loss").patience(6).restoreBestWeights(true);
        List<Double> rates = new ArrayList<>();
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(0.02); // too fast to come to rest
            History history = run.fit(
                    train,
                    train,
                    fit -> fit.epochs(scale.of(40, 100))
                            .batchSize(32)
                            .validation(test, test)
                            .callbacks(
                                    reduceLearningRateOnPlateau("val_loss")
                                            .patience(2)
                                            .factor(0.3),
                                    stopping,
                                    modelCheckpoint(folder.resolve("best.keras"))
                                            .saveBestOnly("val_loss"),
                                    csvLogger(folder.resolve("history.csv")),
                                    terminateOnNaN(),
                                    onEpochEnd((logs, epoch) -> rates.add(run.learningRate()))));
            try (CompiledModel best = TensorFlowBackend.load(folder.resolve("best.keras"))) {
                double loss = best.evaluate(test, test).getOrDefault("loss", Double.NaN);
                return new Result(history, stopping.bestEpoch(), loss, rates);
            }
        }
    }
}
