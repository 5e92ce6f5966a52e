package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.chain;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.depthwiseConv2d;
import static dev.lamina.layers.Layers.globalAveragePooling2d;
import static dev.lamina.layers.Layers.reLU;
import static dev.lamina.layers.Layers.zeroPadding2d;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.ops.Padding.VALID;

import dev.lamina.Block;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Thin layers, widened for each depthwise convolution. Source: {@code keras.applications.mobilenet_v2}.
 *
 * @param alpha what numbers of filters are multiplied by
 */
record MobileNetV2(double alpha) implements Network {
    private static final List<Integer> SIZES = List.of(96, 128, 160, 192, 224);
    private static final List<Double> ALPHAS = List.of(0.35, 0.5, 0.75, 1.0, 1.3, 1.4);

    /** Equal blocks in a row, of which the first has the stride. */
    private record Stage(int filters, int blocks, int stride) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(24, 2, 2),
            new Stage(32, 3, 2),
            new Stage(64, 4, 2),
            new Stage(96, 3, 1),
            new Stage(160, 3, 2),
            new Stage(320, 1, 1));

    @Override
    public String name(Shape image) {
        String rows = image.size(0) == Shape.UNKNOWN ? "None" : Integer.toString(image.size(0));
        return String.format(Locale.ROOT, "mobilenetv2_%.2f_%s", alpha, rows);
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
        return Preprocessing.TF;
    }

    /** Of the nearest published size; Keras gives these files no checksum. */
    @Override
    public Optional<PublishedWeights> weights(boolean includeTop, Shape image) {
        int rows = image.size(0);
        boolean known = rows == image.size(1) && SIZES.contains(rows);
        if (!ALPHAS.contains(alpha) || (includeTop && !known)) {
            return Optional.empty();
        }
        String file = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_" + alpha + "_" + (known ? rows : size())
                + (includeTop ? "" : "_no_top") + ".h5";
        return Optional.of(PublishedWeights.of("mobilenet_v2/" + file, ""));
    }

    @Override
    public SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = image.then(chain(
                conv2d(divisible(32 * alpha), 3)
                        .strides(2)
                        .padding(SAME)
                        .useBias(false)
                        .name("Conv1"),
                normalized("bn_Conv1"),
                relu6("Conv1_relu")));
        x = projected(x, "expanded_conv_", 16, 1, x);
        int block = 1;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks; i++) {
                x = inverted(x, "block_" + block++ + "_", stage.filters, i == 0 ? stage.stride : 1);
            }
        }
        int last = alpha > 1 ? divisible(1280 * alpha) : 1280;
        return x.then(chain(conv2d(last, 1).useBias(false).name("Conv_1"), normalized("Conv_1_bn"), relu6("out_relu")));
    }

    @Override
    public SymbolicTensor top(SymbolicTensor features) {
        return features.then(globalAveragePooling2d());
    }

    private SymbolicTensor inverted(SymbolicTensor x, String prefix, int filters, int stride) {
        SymbolicTensor wide = x.then(chain(
                conv2d(6 * x.shape().last(), 1).padding(SAME).useBias(false).name(prefix + "expand"),
                normalized(prefix + "expand_BN"),
                relu6(prefix + "expand_relu")));
        return projected(wide, prefix, filters, stride, x);
    }

    /** A depthwise convolution and the way back to few filters, with a shortcut where the shapes allow it. */
    private SymbolicTensor projected(SymbolicTensor wide, String prefix, int filters, int stride, SymbolicTensor x) {
        SymbolicTensor y = stride == 2 ? wide.then(padded(wide).name(prefix + "pad")) : wide;
        int projected = divisible(Math.floor(filters * alpha));
        y = y.then(chain(
                depthwiseConv2d(3)
                        .strides(stride)
                        .padding(stride == 1 ? SAME : VALID)
                        .useBias(false)
                        .name(prefix + "depthwise"),
                normalized(prefix + "depthwise_BN"),
                relu6(prefix + "depthwise_relu"),
                conv2d(projected, 1).padding(SAME).useBias(false).name(prefix + "project"),
                normalized(prefix + "project_BN")));
        boolean same = stride == 1 && x.shape().last() == projected;
        return same ? add().name(prefix + "add").on(x, y) : y;
    }

    /** So that a valid convolution of stride 2 sees what TensorFlow's same padding would show it. */
    private static dev.lamina.layers.ZeroPadding2D padded(SymbolicTensor x) {
        int top = before(x.shape().size(1));
        int left = before(x.shape().size(2));
        return zeroPadding2d(top, 1, left, 1);
    }

    private static int before(int side) {
        return side == Shape.UNKNOWN || side % 2 == 0 ? 0 : 1;
    }

    private static Block normalized(String name) {
        return batchNormalization().epsilon(1e-3).momentum(0.999).name(name);
    }

    private static Block relu6(String name) {
        return reLU().maxValue(6).name(name);
    }

    /** The multiple of 8 that is nearest, but no less than nine tenths. */
    private static int divisible(double filters) {
        int near = Math.max(8, (int) (filters + 4) / 8 * 8);
        return near < 0.9 * filters ? near + 8 : near;
    }
}
