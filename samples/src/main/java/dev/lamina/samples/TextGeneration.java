package dev.lamina.samples;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.zoo.CharacterLstm;
import dev.lamina.zoo.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Writes text character by character: an LSTM learns what comes next in sentences of a small grammar, and is asked again and again, at
 * several temperatures.
 */
public final class TextGeneration {
    private static final int LENGTH = 20;
    private static final List<List<String>> GRAMMAR = List.of(
            List.of("the old", "a small", "one quiet", "every tired"),
            List.of(" fisherman", " teacher", " river", " miller"),
            List.of(" sings of", " waits for", " remembers", " crosses"),
            List.of(" the sea. ", " the morning. ", " a long winter. ", " green hills. "));

    private TextGeneration() {}

    /**
     * What was learned.
     *
     * @param losses by epoch
     * @param written text by temperature
     */
    record Result(List<Double> losses, Map<Double, String> written) {}

    /** Prints a text for each temperature; writes {@code curves.png}: the loss by epoch. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.println("loss by epoch: " + result.losses);
        result.written.forEach((temperature, text) -> System.out.println("\ntemperature " + temperature + ": " + text));
        draw(result, Scale.folder("text-generation"));
    }

    static void draw(Result result, Path folder) throws IOException {
        Charts.write(
                Charts.byEpoch("Crossentropy of the next character", "loss", Map.of("loss", result.losses)),
                folder.resolve("curves.png"));
    }

    static Result run(Scale scale) {
        String text = sentences(scale.of(60, 200));
        String characters = text.chars()
                .distinct()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        CharacterLstm net = new CharacterLstm(LENGTH, characters.length(), scale.of(64, 128));
        int examples = text.length() - LENGTH;
        NdArray before = oneHot(text, characters, 0, examples, LENGTH);
        NdArray next = oneHot(text, characters, LENGTH, examples, 1).reshape(examples, characters.length());
        Map<Double, String> written = new LinkedHashMap<>();
        try (CompiledModel run =
                TensorFlowBackend.compile(net.model(), net.recipe().training(), options -> options.seed(1))) {
            List<Double> losses = run.fit(
                            before, next, fit -> fit.epochs(scale.of(12, 20)).batchSize(64))
                    .get("loss");
            for (double temperature : new double[] {0.2, 0.5, 1.0}) {
                written.put(
                        temperature,
                        write(run, text.substring(0, LENGTH), characters, scale.of(120, 400), temperature));
            }
            return new Result(losses, written);
        }
    }

    private static String write(CompiledModel run, String seed, String characters, int count, double temperature) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(seed);
        for (int i = 0; i < count; i++) {
            NdArray last = oneHot(text.substring(i), characters, 0, 1, LENGTH);
            float[] probabilities = run.predict(last).get(0).floats();
            text.append(characters.charAt(
                    Draw.byProbabilities(probabilities, 0, characters.length(), temperature, random)));
        }
        return text.substring(LENGTH);
    }

    /** Stretches of a text, each a character later, as (count, length, characters). */
    private static NdArray oneHot(String text, String characters, int from, int count, int length) {
        float[] values = new float[count * length * characters.length()];
        for (int i = 0; i < count * length; i++) {
            char character = text.charAt(from + i / length + i % length);
            values[i * characters.length() + characters.indexOf(character)] = 1;
        }
        return NdArray.of(values, count, length, characters.length());
    }

    static String sentences(int count) {
        Random random = new Random(7);
        StringBuilder text = new StringBuilder();
        IntStream.range(0, count)
                .forEach(i -> GRAMMAR.forEach(part -> text.append(part.get(random.nextInt(part.size())))));
        return text.toString();
    }
}
