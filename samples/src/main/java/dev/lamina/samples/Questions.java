package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.QuestionAnswering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /**
     * What was learned.
     *
     * @param accuracies on new questions, by epoch
     * @param answered some of them, with the answers of the net
     */
    record Result(List<Double> accuracies, List<String> answered) {}

    /** Prints answers, and how many new questions are answered right; writes {@code curves.png}: the same by epoch. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        result.answered.forEach(System.out::println);
        System.out.printf("accuracy on new questions by epoch: %s%n", result.accuracies);
        draw(result, Scale.folder("questions"));
    }

    static void draw(Result result, Path folder) throws IOException {
        Charts.write(
                Charts.byEpoch("Questions answered right", "accuracy", Map.of("new questions", result.accuracies)),
                folder.resolve("curves.png"));
    }

    static Result run(Scale scale) {
        QuestionAnswering net = new QuestionAnswering(WORDS.size(), WORDS.size(), ANSWERS.size());
        List<Question> unseen = draw(500, 2);
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            run.learningRate(scale == Scale.SMALL ? 0.01 : 0.002);
            List<Double> accuracies = run.fit(
                            numbers(draw(scale.of(1000, 3000), 1)),
                            fit -> fit.epochs(scale.of(8, 6)).batchSize(50).validation(numbers(unseen)))
                    .get("val_accuracy");
            float[] scores =
                    run.predict(numbers(unseen), options -> options).get(0).floats();
            List<String> answered = IntStream.range(0, 6)
                    .mapToObj(i -> unseen.get(i).text + "; " + unseen.get(i).question + "? " + best(scores, i))
                    .toList();
            return new Result(accuracies, answered);
        }
    }

    private static String best(float[] scores, int question) {
        int first = question * ANSWERS.size();
        return ANSWERS.get(IntStream.range(0, ANSWERS.size())
                .reduce((a, b) -> scores[first + b] > scores[first + a] ? b : a)
                .orElseThrow());
    }

    private record Question(String text, String question, String answer) {}

    private static List<Question> draw(int count, long seed) {
        Random random = new Random(seed);
        return Stream.generate(() -> {
                    String[] facts = KINDS.stream()
                            .map(kind -> kind.get(random.nextInt(kind.size())))
                            .toArray(String[]::new);
                    int kind = random.nextInt(KINDS.size());
                    String text = "the " + facts[0] + " " + facts[1] + " is under the " + facts[2];
                    return new Question(text, QUESTIONS.get(kind), facts[kind]);
                })
                .limit(count)
                .toList();
    }

    private static ArrayDataset numbers(List<Question> all) {
        int[] texts = new int[all.size() * 8];
        int[] questions = new int[all.size() * 4];
        float[] answers = new float[all.size() * ANSWERS.size()];
        for (int i = 0; i < all.size(); i++) {
            put(all.get(i).text, texts, i * 8, 8);
            put(all.get(i).question, questions, i * 4, 4);
            answers[i * ANSWERS.size() + ANSWERS.indexOf(all.get(i).answer)] = 1;
        }
        return ArrayDataset.of()
                .input("text", NdArray.of(texts, all.size(), 8))
                .input("question", NdArray.of(questions, all.size(), 4))
                .target("dense", NdArray.of(answers, all.size(), ANSWERS.size()));
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
