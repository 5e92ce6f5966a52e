package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.AuthorProfile;
import java.util.Map;
import java.util.Random;

/** Guesses age, income and gender of authors from made-up posts, in which each of the three favours words of its own. */
public final class AuthorProfiles {
    private static final int WORDS = 270;
    private static final int VOCABULARY = 40;
    private static final int GROUPS = 3;

    private AuthorProfiles() {}

    /** Prints the losses and metrics of authors that were not trained on. */
    public static void main(String[] arguments) {
        System.out.println(run(Scale.of(arguments)));
    }

    static Map<String, Double> run(Scale scale) {
        AuthorProfile net = new AuthorProfile(VOCABULARY, GROUPS, scale.of(12, 128));
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(scale == Scale.SMALL ? 3e-3 : 1e-3);
            run.fit(
                    authors(scale.of(600, 5000), 1),
                    fit -> fit.epochs(scale.of(25, 10)).batchSize(32));
            return run.evaluate(authors(200, 2), options -> options);
        }
    }

    /** Ages are in decades. */
    private static ArrayDataset authors(int count, long seed) {
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
        return ArrayDataset.of()
                .input("posts", NdArray.of(posts, count, WORDS))
                .target("age", NdArray.of(ages, count, 1))
                .target("income", NdArray.of(incomes, count, GROUPS))
                .target("gender", NdArray.of(genders, count, 1));
    }
}
