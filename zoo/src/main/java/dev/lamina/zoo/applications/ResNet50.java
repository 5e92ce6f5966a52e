package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.chain;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.globalMaxPooling2d;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.layers.Layers.zeroPadding2d;
import static dev.lamina.ops.Padding.SAME;

import dev.lamina.Block;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.BatchNormalization;
import java.util.Optional;

/** Bottlenecks of three convolutions with shortcuts around them. Source: {@code keras.applications.resnet}. */
record ResNet50() implements Network {
    @Override
    public String name(Shape image) {
        return "resnet50";
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
        return Optional.of(PublishedWeights.of(
                "resnet50", includeTop, "2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626"));
    }

    @Override
    public SymbolicTensor features(SymbolicTensor image) {
        return image.then(chain(
                zeroPadding2d(3).name("conv1_pad"),
                conv2d(64, 7).strides(2).name("conv1_conv"),
                normalized("conv1_bn"),
                activation(RELU).name("conv1_relu"),
                zeroPadding2d(1).name("pool1_pad"),
                maxPooling2d(3).strides(2).name("pool1_pool"),
                stack("conv2", 64, 3, 1),
                stack("conv3", 128, 4, 2),
                stack("conv4", 256, 6, 2),
                stack("conv5", 512, 3, 2)));
    }

    private static BatchNormalization normalized(String name) {
        return batchNormalization().axis(3).epsilon(1.001e-5).name(name);
    }

    private static Block stack(String name, int filters, int blocks, int stride) {
        return x -> {
            SymbolicTensor y = bottleneck(x, name + "_block1", filters, stride, true);
            for (int i = 2; i <= blocks; i++) {
                y = bottleneck(y, name + "_block" + i, filters, 1, false);
            }
            return y;
        };
    }

    private static SymbolicTensor bottleneck(SymbolicTensor x, String name, int filters, int stride, boolean projects) {
        SymbolicTensor shortcut = projects
                ? x.then(conv2d(4 * filters, 1).strides(stride).name(name + "_0_conv"))
                        .then(normalized(name + "_0_bn"))
                : x;
        SymbolicTensor y = x.then(chain(
                conv2d(filters, 1).strides(stride).name(name + "_1_conv"),
                normalized(name + "_1_bn"),
                activation(RELU).name(name + "_1_relu"),
                conv2d(filters, 3).padding(SAME).name(name + "_2_conv"),
                normalized(name + "_2_bn"),
                activation(RELU).name(name + "_2_relu"),
                conv2d(4 * filters, 1).name(name + "_3_conv"),
                normalized(name + "_3_bn")));
        return add().name(name + "_add").on(shortcut, y).then(activation(RELU).name(name + "_out"));
    }

    @Override
    public SymbolicTensor pooled(SymbolicTensor features, Pooling pooling) {
        return switch (pooling) {
            case NONE -> features;
            case AVG -> features.then(globalAveragePooling2d().name("avg_pool"));
            case MAX -> features.then(globalMaxPooling2d().name("max_pool"));
        };
    }
}
