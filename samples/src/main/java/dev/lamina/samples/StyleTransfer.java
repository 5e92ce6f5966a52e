package dev.lamina.samples;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.initializers.Initializers.constant;
import static dev.lamina.layers.Layers.addLoss;
import static dev.lamina.layers.Layers.averagePooling2d;
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
import dev.lamina.ops.Nn;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.applications.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;

/**
 * Paints one picture with the textures of another (Gatys, Ecker, Bethge 2015: A Neural Algorithm of Artistic Style). The picture is the
 * one weight that is trained, until a network sees in it the content of the one and, in which features occur together, the style of the
 * other. The full scale looks through VGG19 with the weights that Keras publishes, or, where they cannot be had, as it was drawn at random,
 * which is enough for colours and textures (He, Wang, Hopcroft 2016); the small one through one convolution.
 */
public final class StyleTransfer {
    private static final List<String> STYLE_LAYERS =
            List.of("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1");
    private static final double CONTENT_WEIGHT = 0.05;
    private static final double ROUGHNESS_WEIGHT = 20;

    private StyleTransfer() {}

    /**
     * The pictures, each (1, side, side, 3) between 0 and 1.
     *
     * @param losses at each step
     */
    record Result(NdArray content, NdArray style, NdArray painted, List<Double> losses) {}

    /**
     * Takes the files of two pictures, content and style, or none. Writes {@code images.png}: content, style, and what was painted, and
     * {@code curves.png}: the loss by step.
     */
    public static void main(String[] arguments) throws IOException {
        Scale scale = Scale.of(arguments);
        int side = scale.of(32, 128);
        List<Path> files = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--"))
                .map(Path::of)
                .toList();
        NdArray content = files.isEmpty() ? StylePictures.house(side) : StylePictures.read(files.get(0), side);
        NdArray style = files.size() < 2 ? StylePictures.strokes(side) : StylePictures.read(files.get(1), side);
        Result result = run(scale, content, style);
        System.out.println("loss: " + result.losses.get(0) + " to " + result.losses.get(result.losses.size() - 1));
        draw(result, Scale.folder("style-transfer"));
    }

    static void draw(Result result, Path folder) throws IOException {
        new ImageGrid()
                .row(Pictures.joined(result.content, result.style, result.painted))
                .write(folder.resolve("images.png"));
        XYChart curves = Charts.byEpoch("Style transfer", "loss", Map.of("loss", result.losses));
        curves.setXAxisTitle("step");
        Charts.write(curves, folder.resolve("curves.png"));
    }

    static Result run(Scale scale, NdArray content, NdArray style) {
        int side = content.shape().size(1);
        Application vgg = Application.vgg19().includeTop(false).inputShape(side, side, 3);
        Model network = scale == Scale.SMALL ? convolution(side) : vgg.model();
        try (CompiledModel run = TensorFlowBackend.compile(network, training(), options -> options.seed(1))) {
            if (scale == Scale.SMALL) {
                return paint(run, eye(network), content, style, 60);
            }
            KerasWeights.load(run, vgg);
            return paint(run, eyeOf(vgg, network), content, style, 200);
        }
    }

    /**
     * Paints.
     *
     * @param run a compiled model with the weights of the eye
     * @param eye from a picture to its content and its textures
     * @param content (1, side, side, 3) between 0 and 1
     * @param style as large
     */
    static Result paint(CompiledModel run, Model eye, NdArray content, NdArray style, int steps) {
        CompiledModel looking = run.part(eye);
        List<NdArray> textures = looking.predict(style);
        ArrayDataset wanted = ArrayDataset.of()
                .input("index", NdArray.of(new int[1], 1, 1))
                .input("wanted_0", looking.predict(content).get(0));
        for (int i = 1; i < textures.size(); i++) {
            wanted = wanted.input("wanted_" + i, textures.get(i));
        }
        CompiledModel painting =
                run.part(painting(eye.trainable(false), content), training().optimizer(adam(0.1)));
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
                        .embeddingsInitializer(constant(logits(content)))
                        .name("picture"),
                flatten(),
                reshape(sizes[1], sizes[2], sizes[3])));
        picture = Nn.sigmoid(picture); // pixels between 0 and 1, of which none gets stuck
        List<SymbolicTensor> inputs = new ArrayList<>(List.of(index));
        SymbolicTensor rough =
                picture.minus(picture.then(averagePooling2d(3).strides(1).padding(SAME)));
        SymbolicTensor painted = addLoss(picture, mean(square(rough)).times(ROUGHNESS_WEIGHT));
        List<SymbolicTensor> seen = eye.outputsOn(picture);
        for (int i = 0; i < seen.size(); i++) {
            SymbolicTensor wanted = input(
                    "wanted_" + i, eye.outputs().list().get(i).shape().from(1).sizes());
            inputs.add(wanted);
            double weight = i == 0 ? CONTENT_WEIGHT : 1;
            SymbolicTensor error = mean(square(seen.get(i).minus(wanted))).div(mean(square(wanted)));
            painted = addLoss(painted, error.times(weight));
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

    /** What a sigmoid turns into the pixels, as one row. */
    private static NdArray logits(NdArray pixels) {
        float[] values = pixels.floats().clone();
        for (int i = 0; i < values.length; i++) {
            double pixel = Math.max(0.02, Math.min(0.98, values[i]));
            values[i] = (float) Math.log(pixel / (1 - pixel));
        }
        return NdArray.of(values, 1, values.length);
    }
}
