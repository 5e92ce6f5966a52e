package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.chain;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.layers.Layers.separableConv2d;
import static dev.lamina.ops.Padding.SAME;

import dev.lamina.Block;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.Optional;

/** Separable convolutions with shortcuts around them. Source: {@code keras.applications.xception}. */
record Xception() implements Network {
    @Override
    public String name(Shape image) {
        return "xception";
    }

    @Override
    public int size() {
        return 299;
    }

    @Override
    public int smallestSize() {
        return 71;
    }

    @Override
    public Preprocessing preprocessing() {
        return Preprocessing.TF;
    }

    @Override
    public Optional<PublishedWeights> weights(boolean includeTop, Shape image) {
        return Optional.of(PublishedWeights.of(
                "xception", includeTop, "0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97"));
    }

    @Override
    public SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = image.then(chain(
                conv2d(32, 3).strides(2).useBias(false).name("block1_conv1"),
                normalized("block1_conv1"),
                relu("block1_conv1"),
                conv2d(64, 3).useBias(false).name("block1_conv2"),
                normalized("block1_conv2"),
                relu("block1_conv2")));
        SymbolicTensor shortcut = projected(x, 128);
        x = x.then(chain(
                separable("block2_sepconv1", 128),
                relu("block2_sepconv2"),
                separable("block2_sepconv2", 128),
                pool("block2")));
        x = add().on(x, shortcut);
        x = narrowing(x, "block3", 256, 256);
        x = narrowing(x, "block4", 728, 728);
        for (int block = 5; block <= 12; block++) {
            x = middle(x, "block" + block);
        }
        return narrowing(x, "block13", 728, 1024)
                .then(chain(
                        separable("block14_sepconv1", 1536),
                        relu("block14_sepconv1"),
                        separable("block14_sepconv2", 2048),
                        relu("block14_sepconv2")));
    }

    private static SymbolicTensor middle(SymbolicTensor x, String name) {
        SymbolicTensor y = x;
        for (int i = 1; i <= 3; i++) {
            String part = name + "_sepconv" + i;
            y = y.then(chain(relu(part), separable(part, 728)));
        }
        return add().on(y, x);
    }

    private static SymbolicTensor narrowing(SymbolicTensor x, String name, int first, int second) {
        SymbolicTensor shortcut = projected(x, second);
        SymbolicTensor y = x.then(chain(
                relu(name + "_sepconv1"),
                separable(name + "_sepconv1", first),
                relu(name + "_sepconv2"),
                separable(name + "_sepconv2", second),
                pool(name)));
        return add().on(y, shortcut);
    }

    private static SymbolicTensor projected(SymbolicTensor x, int filters) {
        return x.then(conv2d(filters, 1).strides(2).padding(SAME).useBias(false))
                .then(batchNormalization());
    }

    private static Block separable(String name, int filters) {
        return chain(separableConv2d(filters, 3).padding(SAME).useBias(false).name(name), normalized(name));
    }

    private static Block pool(String block) {
        return maxPooling2d(3).strides(2).padding(SAME).name(block + "_pool");
    }

    private static Block normalized(String name) {
        return batchNormalization().name(name + "_bn");
    }

    private static Block relu(String name) {
        return activation(RELU).name(name + "_act");
    }
}
