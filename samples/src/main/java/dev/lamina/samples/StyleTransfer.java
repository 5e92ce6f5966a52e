package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.initializers.Initializers.constant;
import static dev.lamina.layers.Layers.addLoss;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.embedding;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.reshape;
import static dev.lamina.ops.Elementwise.square;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.ops.Reductions.mean;
import static dev.lamina.ops.Shapes.transpose;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Linear;
import dev.lamina.ops.Selection;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.KerasCache;
import dev.lamina.zoo.applications.Application;
import dev.lamina.zoo.applications.PublishedWeights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints one picture with the textures of another (Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style). The picture is the
 * one weight that is trained, until a network sees in it the content of the one and, in which features occur together, the style of the
 * other. The full scale looks through VGG19 with the weights that Keras publishes; the small one through a convolution as it was drawn at
 * random, which is enough for textures.
 */
public final class StyleTransfer {
    private static final List<String> STYLE_LAYERS =
            List.of("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1");
    private static final double STYLE_WEIGHT = 50;

    private StyleTransfer() {}

    /**
     * The pictures, each (1, side, side, 3) between 0 and 1.
     *
     * @param losses at each step
     */
    record Result(NdArray content, NdArray style, NdArray painted, List<Double> losses) {}

    /** Writes {@code images.png}: content, style, and what was painted. */
    public static void main(String[] arguments) throws IOException {
        Result result = run(Scale.of(arguments));
        System.out.println("loss: " + result.losses.get(0) + " to " + result.losses.get(result.losses.size() - 1));
        new ImageGrid()
                .row(result.content)
                .row(result.style)
                .row(result.painted)
                .write(Scale.folder("style-transfer").resolve("images.png"));
    }

    static Result run(Scale scale) {
        int side = scale.of(32, 224);
        Application vgg = Application.vgg19().includeTop(false).inputShape(side, side, 3);
        Model network = scale == Scale.SMALL ? convolution(side) : vgg.model();
        try (CompiledModel run = TensorFlowBackend.compile(network, training(), options -> options.seed(1))) {
            if (scale == Scale.SMALL) {
                return paint(run, eye(network), side, 60);
            }
            PublishedWeights weights = vgg.publishedWeights().orElseThrow();
            run.loadWeights(KerasCache.fetch(weights.from(), "models", weights.md5()));
            return paint(run, eyeOf(vgg, network), side, 400);
        }
    }

    /**
     * Paints.
     *
     * @param run a compiled model with the weights of the eye
     * @param eye from a picture to its content and its textures
     */
    static Result paint(CompiledModel run, Model eye, int side, int steps) {
        NdArray content = disc(side);
        NdArray style = stripes(side);
        CompiledModel looking = run.part(eye);
        List<NdArray> textures = looking.predict(style);
        ArrayDataset wanted = ArrayDataset.of()
                .input("index", NdArray.of(new int[1], 1, 1))
                .input("wanted_0", looking.predict(content).get(0));
        for (int i = 1; i < textures.size(); i++) {
            wanted = wanted.input("wanted_" + i, textures.get(i));
        }
        CompiledModel painting =
                run.part(painting(eye.trainable(false), content), training().optimizer(adam(0.03)));
        List<Double> losses = painting.fit(wanted, fit -> fit.epochs(steps)).get("loss");
        return new Result(
                content, style, painting.predict(wanted, options -> options).get(0), losses);
    }

    /** From a position, which is 0, to the picture there; with the losses by which it is painted. */
    private static Model painting(Model eye, NdArray content) {
        int[] sizes = content.shape().sizes();
        SymbolicTensor index = input("index", DType.INT32, 1);
        SymbolicTensor picture = index.then(chain(
                embedding(1, content.size())
                        .embeddingsInitializer(constant(content.reshape(1, content.size())))
                        .name("picture"),
                flatten(),
                reshape(sizes[1], sizes[2], sizes[3])));
        picture = Selection.clip(picture, 0, 1);
        List<SymbolicTensor> inputs = new ArrayList<>(List.of(index));
        SymbolicTensor painted = picture;
        List<SymbolicTensor> seen = eye.outputsOn(picture);
        for (int i = 0; i < seen.size(); i++) {
            SymbolicTensor wanted = input(
                    "wanted_" + i, eye.outputs().list().get(i).shape().from(1).sizes());
            inputs.add(wanted);
            double weight = i == 0 ? 1 : STYLE_WEIGHT;
            painted = addLoss(painted, mean(square(seen.get(i).minus(wanted))).times(weight));
        }
        return Model.of("painting", inputs, painted);
    }

    /** From a picture to features, and to how often each two of others occur together: (batch, channels, channels). */
    private static Model eye(SymbolicTensor image, SymbolicTensor features, List<SymbolicTensor> textures) {
        List<SymbolicTensor> outputs = new ArrayList<>(List.of(features));
        textures.forEach(texture -> outputs.add(together(texture)));
        return Model.of("eye", image, outputs);
    }

    private static SymbolicTensor together(SymbolicTensor features) {
        int places = features.shape().size(1) * features.shape().size(2);
        SymbolicTensor flat = features.then(reshape(places, features.shape().last()));
        return Linear.matmul(transpose(flat, 0, 2, 1), flat).div(places);
    }

    private static Model convolution(int side) {
        SymbolicTensor image = input("image", side, side, 3);
        return Model.of(
                "convolution", image, image.then(conv2d(16, 5).padding(SAME).activation(RELU)));
    }

    /** What a network of one output sees. */
    private static Model eye(Model network) {
        SymbolicTensor image =
                input("image", network.inputs().list().get(0).shape().from(1).sizes());
        SymbolicTensor features = image.then(network);
        return eye(image, features, List.of(features));
    }

    /** What VGG19 sees of pixels between 0 and 1. */
    static Model eyeOf(Application application, Model vgg) {
        List<SymbolicTensor> outputs = new ArrayList<>(List.of(output(vgg, "block4_conv2")));
        STYLE_LAYERS.forEach(name -> outputs.add(output(vgg, name)));
        SymbolicTensor image =
                input("image", vgg.inputs().list().get(0).shape().from(1).sizes());
        List<SymbolicTensor> seen = Model.of("vgg19", vgg.inputs().list().get(0), outputs)
                .outputsOn(application.preprocessing().of(image.times(255)));
        return eye(image, seen.get(0), seen.subList(1, seen.size()));
    }

    private static SymbolicTensor output(Model model, String layer) {
        return model.nodes().stream()
                .filter(node -> model.nameOf(node.operation()).equals(layer))
                .findFirst()
                .orElseThrow()
                .outputs()
                .get(0);
    }

    /** A yellow disc on blue. */
    private static NdArray disc(int side) {
        float[] pixels = new float[side * side * 3];
        for (int i = 0; i < side * side; i++) {
            boolean within = Math.hypot(Math.floorDiv(i, side) - side / 2.0, i % side - side / 2.0) < side / 3.0;
            pixels[3 * i] = within ? 0.9f : 0.2f;
            pixels[3 * i + 1] = within ? 0.8f : 0.3f;
            pixels[3 * i + 2] = within ? 0.2f : 0.6f;
        }
        return NdArray.of(pixels, 1, side, side, 3);
    }

    /** Slanting stripes of red and white. */
    private static NdArray stripes(int side) {
        float[] pixels = new float[side * side * 3];
        for (int i = 0; i < side * side; i++) {
            boolean red = (i / side + i % side) % 6 < 3;
            pixels[3 * i] = 0.9f;
            pixels[3 * i + 1] = red ? 0.1f : 0.9f;
            pixels[3 * i + 2] = red ? 0.1f : 0.9f;
        }
        return NdArray.of(pixels, 1, side, side, 3);
    }
}
