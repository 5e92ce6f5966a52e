package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.chain;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.dense;
import static dev.lamina.layers.Layers.flatten;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.ops.Padding.SAME;

import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.List;
import java.util.Optional;

/**
 * Blocks of 3 by 3 convolutions, each followed by pooling. Source: {@code keras.applications.vgg16} and {@code vgg19}.
 *
 * @param convolutions how many each block has
 */
record Vgg(String name, List<Integer> convolutions, String md5, String md5WithoutTop) implements Network {
    private static final List<Integer> FILTERS = List.of(64, 128, 256, 512, 512);

    static Vgg of16() {
        return new Vgg(
                "vgg16",
                List.of(2, 2, 3, 3, 3),
                "64373286793e3c8b2b4e3219cbf3544b",
                "6d6bbae143d832006294945121d1f1fc");
    }

    static Vgg of19() {
        return new Vgg(
                "vgg19",
                List.of(2, 2, 4, 4, 4),
                "cbe5617147190e668d6c5d5026f83318",
                "253f8cb515780f3b799900260a226db6");
    }

    @Override
    public String name(Shape image) {
        return name;
    }

    @Override
    public int size() {
        return 224;
    }

    @Override
    public int smallestSize() {
        return 32;
    }

    @Override
    public Preprocessing preprocessing() {
        return Preprocessing.CAFFE;
    }

    @Override
    public Optional<PublishedWeights> weights(boolean includeTop, Shape image) {
        return Optional.of(PublishedWeights.of(name, includeTop, md5, md5WithoutTop));
    }

    @Override
    public SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = image;
        for (int block = 1; block <= convolutions.size(); block++) {
            for (int i = 1; i <= convolutions.get(block - 1); i++) {
                x = x.then(conv2d(FILTERS.get(block - 1), 3)
                        .padding(SAME)
                        .activation(RELU)
                        .name("block" + block + "_conv" + i));
            }
            x = x.then(maxPooling2d(2).strides(2).name("block" + block + "_pool"));
        }
        return x;
    }

    @Override
    public SymbolicTensor top(SymbolicTensor features) {
        return features.then(chain(
                flatten().name("flatten"),
                dense(4096).activation(RELU).name("fc1"),
                dense(4096).activation(RELU).name("fc2")));
    }
}
