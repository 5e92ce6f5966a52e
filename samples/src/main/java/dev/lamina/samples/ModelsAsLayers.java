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
import dev.lamina.tensorflow.data.KerasCache;
import dev.lamina.zoo.applications.Application;
import dev.lamina.zoo.applications.Pooling;
import dev.lamina.zoo.applications.PublishedWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tells which of two cameras is nearer to a disc: a whole network is one layer, called on both pictures with one set of weights, and a few
 * new layers learn behind it (Chollet, Deep Learning with Python, section 7.1.6). The full scale takes Xception, VGG19 and InceptionV3
 * with the weights that Keras publishes; the small one VGG19 as it was drawn at random, whose features still tell sizes.
 */
public final class ModelsAsLayers {
    private ModelsAsLayers() {}

    /** Prints how many new pairs each network helps to tell right. */
    public static void main(String[] arguments) {
        System.out.println(run(Scale.of(arguments)));
    }

    static Map<String, Double> run(Scale scale) {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        if (scale == Scale.SMALL) {
            accuracies.put("vgg19", accuracy(Application.vgg19(), 32, scale));
        } else {
            accuracies.put("xception", accuracy(Application.xception(), 96, scale));
            accuracies.put("vgg19", accuracy(Application.vgg19(), 96, scale));
            accuracies.put("inception_v3", accuracy(Application.inceptionV3(), 96, scale));
        }
        return accuracies;
    }

    private static double accuracy(Application application, int side, Scale scale) {
        Application features =
                application.includeTop(false).inputShape(side, side, 3).pooling(Pooling.AVG);
        Model eye = features.model();
        Model model = twoCameras(eye.trainable(false), features, side);
        try (CompiledModel run = TensorFlowBackend.compile(model, training(), options -> options.seed(1))) {
            if (scale == Scale.FULL) {
                PublishedWeights weights = features.publishedWeights().orElseThrow();
                run.part(eye).loadWeights(KerasCache.fetch(weights.from(), "models", weights.md5()));
            }
            CompiledModel learning = run.recompile(training()
                    .optimizer(adam(scale == Scale.SMALL ? 0.02 : 1e-3))
                    .loss(binaryCrossentropy())
                    .metrics("accuracy"));
            learning.fit(
                    pairs(scale.of(64, 500), side, 1),
                    fit -> fit.epochs(scale.of(4, 10)).batchSize(16));
            return learning.evaluate(pairs(scale.of(32, 200), side, 2), options -> options)
                    .getOrDefault("accuracy", Double.NaN);
        }
    }

    private static Model twoCameras(Model eye, Application features, int side) {
        SymbolicTensor left = input("left", side, side, 3);
        SymbolicTensor right = input("right", side, side, 3);
        Block see = chain(features.preprocessing()::of, eye);
        SymbolicTensor difference = subtract().on(left.then(see), right.then(see));
        SymbolicTensor leftIsNearer = difference.then(
                chain(layerNormalization(), dense(1).activation(SIGMOID).name("left_is_nearer")));
        return Model.of("two_cameras", List.of(left, right), leftIsNearer);
    }

    private static ArrayDataset pairs(int count, int side, long seed) {
        Random random = new Random(seed);
        float[][] pictures = {new float[count * side * side * 3], new float[count * side * side * 3]};
        float[] nearer = new float[count];
        for (int i = 0; i < count; i++) {
            nearer[i] = i % 2;
            double[] radius = {0.1 + 0.1 * random.nextDouble(), 0.25 + 0.15 * random.nextDouble()};
            for (int camera = 0; camera < 2; camera++) {
                draw(pictures[camera], i, side, radius[(camera + i % 2) % 2] * side, random);
            }
        }
        return ArrayDataset.of()
                .input("left", NdArray.of(pictures[0], count, side, side, 3))
                .input("right", NdArray.of(pictures[1], count, side, side, 3))
                .target("left_is_nearer", NdArray.of(nearer, count, 1));
    }

    /** A bright disc somewhere near the middle, on a dark ground; pixels from 0 to 255. */
    private static void draw(float[] pixels, int picture, int side, double radius, Random random) {
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
