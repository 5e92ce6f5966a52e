package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.SOFTMAX;
import static dev.lamina.layers.Layers.dense;

import dev.lamina.Model;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.activations.Activation;
import dev.lamina.errors.ConfigException;
import java.util.Optional;

/**
 * An image classifier of {@code keras.applications}: what {@link #model} gives is what real Keras makes with {@code weights=None},
 * down to the names of the layers, so that the weights Keras publishes fit. Immutable; each setter gives a changed copy.
 *
 * <p>Shapes: images (batch, height, width, 3) of the range that {@link #preprocessing} makes -> probabilities (batch, classes);
 * without the top, features (batch, rows, columns, channels), or (batch, channels) where they are pooled.
 *
 * <pre>{@code
 * Model classifier = Application.resNet50().model();
 * Model features = Application.mobileNetV2()
 *         .includeTop(false)
 *         .inputShape(96, 96, 3)
 *         .pooling(Pooling.AVG)
 *         .model();
 * }</pre>
 *
 * <p>Source: {@code keras.applications}.
 */
public final class Application {
    private final Network network;
    private final Shape inputShape;
    private final boolean includeTop;
    private final Pooling pooling;
    private final int classes;
    private final Activation classifierActivation;

    private Application(
            Network network,
            Shape inputShape,
            boolean includeTop,
            Pooling pooling,
            int classes,
            Activation classifierActivation) {
        this.network = network;
        this.inputShape = inputShape;
        this.includeTop = includeTop;
        this.pooling = pooling;
        this.classes = classes;
        this.classifierActivation = classifierActivation;
    }

    private static Application of(Network network) {
        Shape image = Shape.of(network.size(), network.size(), 3);
        return new Application(network, image, true, Pooling.NONE, 1000, SOFTMAX);
    }

    /** Simonyan and Zisserman 2014: Very Deep Convolutional Networks for Large-Scale Image Recognition; 138,357,544 parameters. */
    public static Application vgg16() {
        return of(Vgg.of16());
    }

    /** As {@link #vgg16}, with 19 layers of weights; 143,667,240 parameters. */
    public static Application vgg19() {
        return of(Vgg.of19());
    }

    /** He, Zhang, Ren, Sun 2015: Deep Residual Learning for Image Recognition; 25,636,712 parameters. */
    public static Application resNet50() {
        return of(new ResNet50());
    }

    /** Szegedy and others 2015: Rethinking the Inception Architecture for Computer Vision; 23,851,784 parameters. */
    public static Application inceptionV3() {
        return of(new InceptionV3());
    }

    /** Chollet 2016: Xception, Deep Learning with Depthwise Separable Convolutions; 22,910,480 parameters. */
    public static Application xception() {
        return of(new Xception());
    }

    /** Sandler and others 2018: MobileNetV2, Inverted Residuals and Linear Bottlenecks; 3,538,984 parameters. */
    public static Application mobileNetV2() {
        return mobileNetV2(1);
    }

    /**
     * As {@link #mobileNetV2()}, of another width.
     *
     * @param alpha what the number of filters of each layer is multiplied by; weights are published for 0.35, 0.5, 0.75, 1, 1.3 and
     *     1.4
     */
    public static Application mobileNetV2(double alpha) {
        if (!(alpha > 0)) {
            throw new ConfigException("mobileNetV2: alpha must be positive; received " + alpha);
        }
        return of(new MobileNetV2(alpha));
    }

    /** This for images of another shape; {@link Shape#UNKNOWN} for sides that vary, where the top is left out. */
    public Application inputShape(int height, int width, int channels) {
        Shape changed = Shape.of(height, width, channels);
        return new Application(network, changed, includeTop, pooling, classes, classifierActivation);
    }

    /**
     * This with the layers that classify, or without them, which ends in features. As in Keras, images of features may have any size
     * unless {@link #inputShape} is called behind this.
     */
    public Application includeTop(boolean changed) {
        int side = changed ? network.size() : Shape.UNKNOWN;
        return new Application(network, Shape.of(side, side, 3), changed, pooling, classes, classifierActivation);
    }

    /** This with features that are reduced to one number per channel; for use without the top. */
    public Application pooling(Pooling changed) {
        return new Application(network, inputShape, includeTop, changed, classes, classifierActivation);
    }

    /** This with another number of classes; 1000 by default. */
    public Application classes(int changed) {
        return new Application(network, inputShape, includeTop, pooling, changed, classifierActivation);
    }

    /** This with another activation of the last layer; softmax by default, linear gives logits. */
    public Application classifierActivation(Activation changed) {
        return new Application(network, inputShape, includeTop, pooling, classes, changed);
    }

    /** What pixels from 0 to 255 must go through on their way into the model. */
    public Preprocessing preprocessing() {
        return network.preprocessing();
    }

    /** Where Keras publishes weights that were trained on ImageNet for this model; empty where none are. */
    public Optional<PublishedWeights> publishedWeights() {
        boolean published = inputShape.size(2) == 3 && (!includeTop || classes == 1000);
        return published ? network.weights(includeTop, inputShape) : Optional.empty();
    }

    /**
     * The model, with new layers each time.
     *
     * @throws ConfigException if images are too small for it, or have no known size where the top needs one
     */
    public Model model() {
        checkInput();
        SymbolicTensor image = input("", inputShape.sizes());
        SymbolicTensor features = image.then(network::features);
        SymbolicTensor output = includeTop
                ? features.then(network::top)
                        .then(dense(classes).activation(classifierActivation).name("predictions"))
                : network.pooled(features, pooling);
        return Model.of(network.name(inputShape), image, output);
    }

    private void checkInput() {
        String name = network.name(inputShape);
        for (int axis = 0; axis < 2; axis++) {
            int side = inputShape.size(axis);
            if (side == Shape.UNKNOWN ? includeTop : side < network.smallestSize()) {
                throw new ConfigException(name + ": images must be at least " + network.smallestSize() + " by "
                        + network.smallestSize() + (includeTop ? ", of a known size with the top" : "") + "; received "
                        + inputShape);
            }
        }
    }
}
