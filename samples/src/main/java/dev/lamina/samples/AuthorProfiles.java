package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.train.History;
import dev.lamina.zoo.AuthorProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.knowm.xchart.XYChart;

/** Guesses age, income and gender of authors from made-up posts, in which each of the three favours words of its own. */
public final class AuthorProfiles {
    private static final int WORDS = 270;
    private static final int VOCABULARY = 40;
    private static final int GROUPS = 3;

    private static final List<String> OUTPUTS = List.of("age", "income", "gender");

    private AuthorProfiles() {}

    /**
     * What was learned.
     *
     * @param history of the training; names with {@code val_} are of authors that were not trained on
     * @param ages of those authors, in decades
     * @param guessed the ages that the net gives them
     */
    record Result(History history, NdArray ages, NdArray guessed) {}

    /** Prints the losses of authors that were not trained on; writes {@code curves.png}, and {@code ages.png}: guesses by age. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        OUTPUTS.forEach(output ->
                System.out.printf("loss of %-7s %.3f%n", output, result.history.last("val_" + output + "_loss")));
        draw(result, Scale.folder("author-profiles"));
    }

    static void draw(Result result, Path folder) throws IOException {
        Map<String, List<Double>> losses = new LinkedHashMap<>();
        for (String output : OUTPUTS) {
            losses.put(output, result.history.get("val_" + output + "_loss"));
        }
        XYChart curves = Charts.byEpoch("Losses of new authors", "", losses);
        curves.getStyler().setYAxisLogarithmic(true);
        Charts.write(curves, folder.resolve("curves.png"));
        XYChart ages = Charts.of("Ages of new authors, in decades", "age", "guessed");
        Charts.points(ages, "author", result.ages.floats(), result.guessed.floats());
        Charts.line(ages, "right", new float[] {2, 6}, new float[] {2, 6});
        Charts.write(ages, folder.resolve("ages.png"));
    }

    static Result run(Scale scale) {
        AuthorProfile net = new AuthorProfile(VOCABULARY, GROUPS, scale.of(12, 32));
        Authors unseen = authors(200, 2);
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(scale == Scale.SMALL ? 3e-3 : 3e-4);
            History history = run.fit(
                    authors(scale.of(600, 4000), 1).data,
                    fit -> fit.epochs(scale.of(25, 15)).batchSize(32).validation(unseen.data));
            return new Result(
                    history,
                    unseen.ages,
                    run.predict(unseen.data, options -> options).get(0));
        }
    }

    private record Authors(ArrayDataset data, NdArray ages) {}

    /** Ages are in decades. */
    private static Authors authors(int count, long seed) {
        Random random = new Random(seed);
        int[] posts = new int[count * WORDS];
        float[] ages = new float[count];
        float[] incomes = new float[count * GROUPS];
        float[] genders = new float[count];
        for (int i = 0; i < count; i++) {
            int income = random.nextInt(GROUPS);
            genders[i] = random.nextInt(2);
            ages[i] = 2 + random.nextInt(5);
            incomes[i * GROUPS + income] = 1;
            int[] favourites = {(int) ages[i], 10 + income, 15 + (int) genders[i]};
            for (int word = 0; word < WORDS; word++) {
                posts[i * WORDS + word] =
                        random.nextBoolean() ? favourites[random.nextInt(3)] : 20 + random.nextInt(VOCABULARY - 20);
            }
        }
        NdArray allAges = NdArray.of(ages, count, 1);
        ArrayDataset data = ArrayDataset.of()
                .input("posts", NdArray.of(posts, count, WORDS))
                .target("age", allAges)
                .target("income", NdArray.of(incomes, count, GROUPS))
                .target("gender", NdArray.of(genders, count, 1));
        return new Authors(data, allAges);
    }
}
