package dev.lamina.zoo.applications;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.errors.ConfigException;
import dev.lamina.json.JsonText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier sees, in words. Source: {@code decode_predictions} of {@code keras.applications}.
 *
 * <pre>{@code
 * String json = """
 *         {"0": ["n02123045", "tabby"], "1": ["n02099601", "golden_retriever"]}""";
 * NdArray probabilities = NdArray.of(new float[] {0.25f, 0.75f}, 1, 2);
 * String first = Predictions.decode(probabilities, json, 1).get(0).get(0).label(); // golden_retriever
 * }</pre>
 */
public final class Predictions {
    /** Where Keras publishes the names of ImageNet's classes, in the form that {@link #decode} reads. */
    public static final PublishedWeights IMAGENET_CLASSES = new PublishedWeights(
            java.net.URI.create(
                    "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json"),
            "c2c37ea517e94d9795004a39431a14cb");

    /**
     * One class that an image may show.
     *
     * @param id the class's identifier, such as {@code n02123045}
     * @param label its name, such as {@code tabby}
     * @param probability how likely it is by the model
     */
    public record Prediction(String id, String label, double probability) {}

    private Predictions() {}

    /**
     * The likeliest classes of each image, the likeliest first.
     *
     * @param probabilities (batch, classes)
     * @param classIndexJson an object with a key for the position of each class, {@code "0"} on, and its identifier and label as value
     * @param top how many of them; all where there are fewer
     * @throws ConfigException if the text is no such object, or another number of classes than {@code probabilities} has
     */
    public static List<List<Prediction>> decode(NdArray probabilities, String classIndexJson, int top) {
        List<List<String>> classes = classes(classIndexJson);
        Shape shape = probabilities.shape();
        if (shape.rank() != 2 || shape.size(1) != classes.size()) {
            throw new ConfigException("Predictions.decode: there are " + classes.size()
                    + " classes, so probabilities have shape (batch, " + classes.size() + "); received " + shape);
        }
        List<List<Prediction>> all = new ArrayList<>();
        for (int row = 0; row < shape.size(0); row++) {
            int start = row * classes.size();
            all.add(IntStream.range(0, classes.size())
                    .mapToObj(i -> new Prediction(
                            classes.get(i).get(0), classes.get(i).get(1), probabilities.getDouble(start + i)))
                    .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                    .limit(top)
                    .toList());
        }
        return all;
    }

    private static List<List<String>> classes(String json) {
        if (!(JsonText.parse(json) instanceof Map<?, ?> map)) {
            throw new ConfigException("Predictions.decode: the class index is no JSON object");
        }
        List<List<String>> classes = new ArrayList<>();
        for (int i = 0; i < map.size(); i++) {
            classes.add(idAndLabel(i, map.get(Integer.toString(i))));
        }
        return classes;
    }

    private static List<String> idAndLabel(int position, @Nullable Object value) {
        if (value instanceof List<?> pair
                && pair.size() == 2
                && pair.get(0) instanceof String id
                && pair.get(1) instanceof String label) {
            return List.of(id, label);
        }
        throw new ConfigException("Predictions.decode: the class index must have [identifier, label] under \""
                + position + "\"; it has " + value);
    }
}
