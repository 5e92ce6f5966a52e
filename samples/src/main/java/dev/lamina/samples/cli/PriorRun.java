package dev.lamina.samples.cli;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import dev.lamina.samples.ImageGrid;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ImageData;
import dev.lamina.tensorflow.train.Callback;
import dev.lamina.zoo.PixelCnn;
import dev.lamina.zoo.Recipe;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One training of a PixelCNN on the codes of images, to the files in a folder. */
final class PriorRun {
    /** The share of the training images that validate, as in the Keras tutorial. */
    private static final double VALIDATION = 0.1;

    private static final int FILTERS = 128;
    private static final int BLOCKS = 2;
    private static final int SAMPLES = 8;

    private final ZooFile zoo;
    private final int seed;
    private final RunFolder folder;
    private final PixelCnn prior;
    private final EpochHistory history;

    /**
     * A training that is to come.
     *
     * @param zoo the trained model whose codes are learned
     */
    PriorRun(ZooFile zoo, int seed, RunFolder folder) {
        this.zoo = zoo;
        this.seed = seed;
        this.folder = folder;
        this.history = new EpochHistory(folder);
        Shape map = zoo.halves().encoder().outputs().list().get(0).shape();
        if (zoo.halves().numEmbeddings().isEmpty() || map.rank() != 3) {
            throw new LaminaException(
                    Facts.of("model \"" + zoo.compiled().model().name() + "\" makes no maps of codes")
                            .and("expected", "codes of shape (?, rows, columns), from one codebook")
                            .and(
                                    "found",
                                    zoo.halves()
                                                    .encoder()
                                                    .outputs()
                                                    .list()
                                                    .get(0)
                                                    .dtype()
                                                    .kerasName()
                                            + map)
                            .and("try", "a model that \"lamina train vq-vae\" wrote")
                            .toString());
        }
        int codes = zoo.halves().numEmbeddings().getAsInt();
        this.prior = new PixelCnn(map.size(1), map.size(2), codes, FILTERS, BLOCKS, PixelCnn.Kind.MASKED);
    }

    /** Trains, saves behind every epoch and when the process is told to end, and draws new images at the end. */
    void train(ImageData images, @Nullable Integer epochs, @Nullable Integer batchSize, PrintWriter err, int columns)
            throws IOException {
        Recipe published = prior.recipe();
        Recipe recipe = published
                .epochs(epochs == null ? published.epochs() : epochs)
                .batchSize(batchSize == null ? published.batchSize() : batchSize);
        NdArray codes = zoo.encoded(zoo.inputs(images.trainImages()));
        folder.begin();
        err.println(
                "prior of codes " + codes.shape() + " of " + images.name() + "; " + recipe.epochs() + " epochs to go");
        err.flush();
        try (Interruption interruption = Interruption.watch(err);
                CompiledModel compiled =
                        TensorFlowBackend.compile(prior.model(), recipe.training(), options -> options.seed(seed))) {
            compiled.fit(
                    codes,
                    codes,
                    fit -> fit.epochs(recipe.epochs())
                            .batchSize(recipe.batchSize())
                            .seed(seed)
                            .validationSplit(VALIDATION)
                            .callbacks(interruption.callback(compiled), keeper(compiled), new Progress(err, columns)));
            compiled.save(folder.model());
            NdArray drawn = prior.sample(maps -> compiled.predict(maps).get(0), SAMPLES * SAMPLES, 1, seed);
            new ImageGrid().wrapped(zoo.decoded(drawn), SAMPLES).write(folder.samples());
        }
        Curves.write(folder.curves(), "prior of " + images.name(), history.values());
    }

    private Callback keeper(CompiledModel compiled) {
        return new Callback() {
            @Override
            public void epochEnds(int epoch, Map<String, Double> logs) {
                history.keep(compiled, logs);
            }
        };
    }

    /** Prints what the last epoch reported, and the files that are there. */
    void report(PrintWriter out) {
        history.last().forEach((name, value) -> out.println(String.format(Locale.ROOT, "%-24s%12.6g", name, value)));
        folder.written().forEach(out::println);
        out.flush();
    }
}
