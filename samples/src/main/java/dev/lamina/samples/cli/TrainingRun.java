package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.ImageData;
import dev.lamina.tensorflow.tensorboard.TensorBoard;
import dev.lamina.tensorflow.train.Callback;
import dev.lamina.zoo.Autoencoder;
import dev.lamina.zoo.Recipe;
import dev.lamina.zoo.VqVae;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One training of a model of the zoo, from images to the files in a folder. */
final class TrainingRun {
    private final ZooModel kind;
    private final ImageData images;
    private final Autoencoder autoencoder;
    private final Recipe recipe;
    private final LossParts parts;
    private final int seed;
    private final RunFolder folder;
    private final EpochHistory history;
    private final Map<String, String> measured = new LinkedHashMap<>();

    TrainingRun(
            ZooModel kind,
            ImageData images,
            @Nullable Integer epochs,
            @Nullable Integer batchSize,
            int seed,
            Path folder) {
        double variance = DataOptions.variance(images.trainImages());
        this.kind = kind;
        this.images = images;
        this.autoencoder = kind.build(variance);
        Recipe published = autoencoder.recipe();
        this.recipe = published
                .epochs(epochs == null ? published.epochs() : epochs)
                .batchSize(batchSize == null ? published.batchSize() : batchSize);
        this.parts = kind.lossParts(variance);
        this.seed = seed;
        this.folder = new RunFolder(folder);
        this.history = new EpochHistory(this.folder);
    }

    /**
     * Trains, saves behind every epoch and when the process is told to end, and draws at the end.
     *
     * @param resume whether to go on with what the folder holds
     * @param columns of the terminal that messages go to; 0 for none
     */
    void train(boolean resume, PrintWriter err, int columns) throws IOException {
        try (Interruption interruption = Interruption.watch(err);
                CompiledModel compiled = resume ? saved() : fresh()) {
            int before = history.epochs();
            err.println(kind.id() + " on " + images + "; " + (recipe.epochs() - before) + " of " + recipe.epochs()
                    + " epochs to go");
            err.flush();
            if (before < recipe.epochs()) {
                fit(compiled, before, interruption, new Progress(err, columns));
            }
            compiled.save(folder.model());
            if (interruption.wasAsked()) {
                err.println("saved in " + folder.folder() + "; whole epochs: " + history.epochs()
                        + "; the same command with --resume goes on");
                err.flush();
            } else {
                draw(compiled);
            }
        }
    }

    private CompiledModel fresh() throws IOException {
        folder.begin();
        return TensorFlowBackend.compile(autoencoder.model(), recipe.training(), options -> options.seed(seed));
    }

    private CompiledModel saved() throws IOException {
        if (!Files.exists(folder.model())) {
            throw new LaminaException(Facts.of("there is no training to go on with in \"" + folder.folder() + "\"")
                    .and("expected", folder.model().toString())
                    .and("try", "the --out of the training that was interrupted, or no --resume")
                    .toString());
        }
        history.read();
        CompiledModel compiled = TensorFlowBackend.load(folder.model());
        if (!compiled.model().name().equals(autoencoder.model().name())) {
            compiled.close();
            throw new LaminaException(Facts.of("\"" + folder.model() + "\" holds another model")
                    .and("expected", autoencoder.model().name())
                    .and("found", compiled.model().name())
                    .and("try", "the ZOO_MODEL of the training that was interrupted, or another --out")
                    .toString());
        }
        return compiled;
    }

    private void fit(CompiledModel compiled, int before, Interruption interruption, Callback progress) {
        Callback keeper = new Callback() {
            @Override
            public void epochEnds(int epoch, Map<String, Double> logs) {
                if (!interruption.wasAsked()) {
                    history.keep(compiled, logs);
                }
            }
        };
        Callback parted = parts.splitting(progress, keeper, TensorBoard.tensorBoard(folder.logs()));
        compiled.fit(
                dataset(recipe.trainsOnTestImages() ? images.images() : images.trainImages()),
                fit -> fit.epochs(recipe.epochs())
                        .initialEpoch(before)
                        .batchSize(recipe.batchSize())
                        .seed(seed)
                        .validation(dataset(images.testImages()))
                        .callbacks(interruption.callback(compiled), parted));
    }

    /** Images as inputs and as targets. */
    private ArrayDataset dataset(NdArray pixels) {
        Model model = autoencoder.model();
        NdArray shaped = ZooModel.inputs(model, pixels);
        return ArrayDataset.of().input("x", shaped).target("x", shaped).scale("x", 1 / 255.0, recipe.offset());
    }

    /** A model that was loaded shares no weights with the zoo's parts of it, so they are copied. */
    private void draw(CompiledModel compiled) throws IOException {
        try (CompiledModel whole = TensorFlowBackend.compile(autoencoder.model())) {
            whole.setWeights(List.copyOf(compiled.weights().values()));
            measured.put("mean squared error", String.format(Locale.ROOT, "%.6g", reconstructionError(whole)));
            if (autoencoder instanceof VqVae vqVae) {
                measured.put("codes used, of " + vqVae.numEmbeddings(), Long.toString(usedCodes(whole, vqVae)));
            }
            Pictures pictures = new Pictures(whole);
            pictures.reconstructions(folder.reconstructions(), autoencoder, images.testImages());
            Optional<Model> generator = kind.generator(autoencoder);
            if (generator.isPresent()) {
                pictures.samples(folder.samples(), generator.get(), seed);
            }
        }
        Curves.write(folder.curves(), kind.id() + " on " + images.name(), history.values());
    }

    /** The mean squared error of pixels between 0 and 1 over the test images. */
    private double reconstructionError(CompiledModel whole) {
        try (CompiledModel part = whole.part(autoencoder.reconstruction())) {
            float[] there = images.testPixels().floats();
            float[] back = part.predict(dataset(images.testImages()), options -> options)
                    .get(0)
                    .floats();
            double sum = 0;
            for (int i = 0; i < back.length; i++) {
                sum += Math.pow(back[i] - there[i], 2);
            }
            return sum / back.length;
        }
    }

    /** How many different codes the test images have. */
    private long usedCodes(CompiledModel whole, VqVae vqVae) {
        try (CompiledModel part = whole.part(vqVae.codes())) {
            int[] codes = part.predict(dataset(images.testImages()), options -> options)
                    .get(0)
                    .ints();
            return IntStream.of(codes).distinct().count();
        }
    }

    /** Prints what the last epoch reported of the training and the test images, and the files that are there. */
    void report(PrintWriter out) {
        Map<String, Double> last = history.last();
        if (!last.isEmpty()) {
            out.println(String.format(Locale.ROOT, "%-24s%12s%12s", "epoch " + history.epochs(), "train", "test"));
        }
        last.forEach((name, value) -> {
            Double tested = last.get("val_" + name);
            if (tested != null) {
                out.println(String.format(Locale.ROOT, "%-24s%12.6g%12.6g", name, value, tested));
            }
        });
        measured.forEach((name, value) -> out.println(String.format(Locale.ROOT, "%-24s%12s%12s", name, "", value)));
        folder.written().forEach(out::println);
        out.flush();
    }
}
