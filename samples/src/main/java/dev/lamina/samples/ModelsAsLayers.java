package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SIGMOID;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.layerNormalization;
import static dev.lamina.layers.Layers.subtract;
import static dev.lamina.losses.Losses.binaryCrossentropy;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.Block;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.applications.Application;
import dev.lamina.zoo.applications.Pooling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Tells which of two cameras is nearer to a disc: a whole network is one layer, called on both pictures with one set of weights, and a few
 * new layers learn behind it (Chollet, Deep Learning with Python, section 7.1.6). The full scale takes Xception, VGG19 and InceptionV3
 * with the weights that Keras publishes, or, where they cannot be had, as they were drawn at random, whose features still tell sizes; the
 * small one VGG19 as it was drawn at random.
 */
public final class ModelsAsLayers {
    private ModelsAsLayers() {}

    /**
     * What was learned about new pairs.
     *
     * @param accuracy how many are told right
     * @param left what the left camera sees of ten of them, (10, side, side, 3) between 0 and 1
     * @param right what the right one sees
     */
    record Result(double accuracy, NdArray left, NdArray right) {}

    /**
     * Prints how many new pairs each network helps to tell right; writes {@code NETWORK.png}: ten of them, one camera over the other, from
     * the pair where the upper one is nearer, as the net has it, to the one where the lower one is.
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Result> results = run(Scale.of(arguments));
        results.forEach((network, result) -> System.out.printf("%-12s %.3f%n", network, result.accuracy));
        draw(results, Scale.folder("models-as-layers"));
    }

    static void draw(Map<String, Result> results, Path folder) throws IOException {
        for (Map.Entry<String, Result> each : results.entrySet()) {
            new ImageGrid()
                    .row(each.getValue().left)
                    .row(each.getValue().right)
                    .write(folder.resolve(each.getKey() + ".png"));
        }
    }

    static Map<String, Result> run(Scale scale) {
        Map<String, Result> results = new LinkedHashMap<>();
        results.put("vgg19", learn(Application.vgg19(), scale.of(32, 48), scale));
        if (scale == Scale.FULL) {
            results.put("xception", learn(Application.xception(), 75, scale));
            results.put("inception_v3", learn(Application.inceptionV3(), 75, scale));
        }
        return results;
    }

    private static Result learn(Application application, int side, Scale scale) {
        Application features =
                application.includeTop(false).inputShape(side, side, 3).pooling(Pooling.AVG);
        Model eye = features.model();
        Model model = twoCameras(eye.trainable(false), features, side);
        try (CompiledModel run = TensorFlowBackend.compile(model, training(), options -> options.seed(1))) {
            if (scale == Scale.FULL) {
                KerasWeights.load(run.part(eye), features);
            }
            CompiledModel learning = run.recompile(
                    training().optimizer(adam(0.02)).loss(binaryCrossentropy()).metrics("accuracy"));
            learning.fit(
                    Pairs.draw(scale.of(64, 200), side, 1).data(),
                    fit -> fit.epochs(4).batchSize(16));
            double accuracy = learning.evaluate(
                            Pairs.draw(scale.of(32, 100), side, 2).data(), options -> options)
                    .getOrDefault("accuracy", Double.NaN);
            Pairs some = Pairs.draw(10, side, 3);
            NdArray nearer = learning.predict(some.data(), options -> options).get(0);
            return new Result(accuracy, sorted(some.left, nearer), sorted(some.right, nearer));
        }
    }

    /** Pictures, as pixels between 0 and 1, those of the highest scores first. */
    private static NdArray sorted(NdArray pictures, NdArray scores) {
        NdArray sorted = Pictures.joined(IntStream.range(0, scores.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores.getDouble(i)))
                .map(i -> pictures.rows(i, i + 1))
                .toArray(NdArray[]::new));
        for (int i = 0; i < sorted.size(); i++) {
            sorted.floats()[i] /= 255;
        }
        return sorted;
    }

    private static Model twoCameras(Model eye, Application features, int side) {
        SymbolicTensor left = input("left", side, side, 3);
        SymbolicTensor right = input("right", side, side, 3);
        Block see = chain(features.preprocessing()::of, eye);
        SymbolicTensor difference = subtract().on(left.then(see), right.then(see));
        // Features of deep networks with random weights are of about 1e-5, which the usual 0.001 would drown.
        SymbolicTensor leftIsNearer = difference.then(chain(
                layerNormalization().epsilon(1e-12),
                dense(1).activation(SIGMOID).name("left_is_nearer")));
        return Model.of("two_cameras", List.of(left, right), leftIsNearer);
    }

    /** What two cameras see, and 1 where the left one is nearer. */
    private record Pairs(NdArray left, NdArray right, NdArray nearer) {
        static Pairs draw(int count, int side, long seed) {
            Random random = new Random(seed);
            float[][] pictures = {new float[count * side * side * 3], new float[count * side * side * 3]};
            float[] nearer = new float[count];
            for (int i = 0; i < count; i++) {
                nearer[i] = i % 2;
                double[] radius = {0.1 + 0.1 * random.nextDouble(), 0.25 + 0.15 * random.nextDouble()};
                for (int camera = 0; camera < 2; camera++) {
                    disc(pictures[camera], i, side, radius[(camera + i % 2) % 2] * side, random);
                }
            }
            return new Pairs(
                    NdArray.of(pictures[0], count, side, side, 3),
                    NdArray.of(pictures[1], count, side, side, 3),
                    NdArray.of(nearer, count, 1));
        }

        ArrayDataset data() {
            return ArrayDataset.of().input("left", left).input("right", right).target("left_is_nearer", nearer);
        }
    }

    /** A bright disc somewhere near the middle, on a dark ground; pixels from 0 to 255. */
    private static void disc(float[] pixels, int picture, int side, double radius, Random random) {
        double x = side * (0.4 + 0.2 * random.nextDouble());
        double y = side * (0.4 + 0.2 * random.nextDouble());
        for (int i = 0; i < side * side; i++) {
            int row = i / side;
            boolean inside = Math.hypot(i % side - x, row - y) < radius;
            for (int channel = 0; channel < 3; channel++) {
                pixels[(picture * side * side + i) * 3 + channel] = (inside ? 200 : 40) + random.nextInt(20);
            }
        }
    }
}
