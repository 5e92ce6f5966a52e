package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.QuestionAnswering;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Answers questions about sentences such as "the red ball is under the bridge": which colour, which thing, where. */
public final class Questions {
    private static final List<List<String>> KINDS = List.of(
            List.of("red", "green", "blue", "white"),
            List.of("ball", "boat", "book", "coat"),
            List.of("bridge", "table", "tree", "roof"));
    private static final List<String> QUESTIONS = List.of("which colour has it", "which thing is it", "where is it");
    private static final List<String> ANSWERS =
            KINDS.stream().flatMap(List::stream).toList();
    private static final List<String> WORDS = words();

    private Questions() {}

    /** Prints an answer, and how many new questions are answered right. */
    public static void main(String[] arguments) {
        System.out.printf("accuracy on new questions: %.3f%n", run(Scale.of(arguments)));
    }

    static double run(Scale scale) {
        QuestionAnswering net = new QuestionAnswering(WORDS.size(), WORDS.size(), ANSWERS.size());
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(0.01);
            run.fit(
                    questions(scale.of(1000, 10_000), 1),
                    fit -> fit.epochs(scale.of(8, 10)).batchSize(50));
            return run.evaluate(questions(500, 2), options -> options).getOrDefault("accuracy", Double.NaN);
        }
    }

    private static ArrayDataset questions(int count, long seed) {
        Random random = new Random(seed);
        int[] texts = new int[count * 8];
        int[] questions = new int[count * 4];
        float[] answers = new float[count * ANSWERS.size()];
        for (int i = 0; i < count; i++) {
            String[] facts = KINDS.stream()
                    .map(kind -> kind.get(random.nextInt(kind.size())))
                    .toArray(String[]::new);
            int kind = random.nextInt(KINDS.size());
            put("the " + facts[0] + " " + facts[1] + " is under the " + facts[2], texts, i * 8, 8);
            put(QUESTIONS.get(kind), questions, i * 4, 4);
            answers[i * ANSWERS.size() + ANSWERS.indexOf(facts[kind])] = 1;
        }
        return ArrayDataset.of()
                .input("text", NdArray.of(texts, count, 8))
                .input("question", NdArray.of(questions, count, 4))
                .target("dense", NdArray.of(answers, count, ANSWERS.size()));
    }

    /** Word numbers, the rest of {@code length} zeros in front. */
    private static void put(String sentence, int[] target, int from, int length) {
        List<String> words = Arrays.asList(sentence.split(" "));
        for (int i = 0; i < words.size(); i++) {
            target[from + length - words.size() + i] = WORDS.indexOf(words.get(i));
        }
    }

    private static List<String> words() {
        String all = "_ the is under " + String.join(" ", QUESTIONS) + " " + String.join(" ", ANSWERS);
        return Arrays.stream(all.split(" ")).distinct().toList();
    }
}
