package dev.lamina.zoo.applications;

import static dev.lamina.Lamina.chain;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.averagePooling2d;
import static dev.lamina.layers.Layers.batchNormalization;
import static dev.lamina.layers.Layers.concatenate;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.maxPooling2d;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.ops.Padding.VALID;

import dev.lamina.Block;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.ops.Padding;
import java.util.Optional;

/** Branches of convolutions side by side, joined again. Source: {@code keras.applications.inception_v3}. */
record InceptionV3() implements Network {
    @Override
    public String name(Shape image) {
        return "inception_v3";
    }

    @Override
    public int size() {
        return 299;
    }

    @Override
    public int smallestSize() {
        return 75;
    }

    @Override
    public Preprocessing preprocessing() {
        return Preprocessing.TF;
    }

    @Override
    public Optional<PublishedWeights> weights(boolean includeTop, Shape image) {
        return Optional.of(PublishedWeights.of(
                "inception_v3", includeTop, "9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63"));
    }

    @Override
    public SymbolicTensor features(SymbolicTensor image) {
        SymbolicTensor x = image.then(chain(
                conv(32, 3, 3, 2, VALID),
                conv(32, 3, 3, 1, VALID),
                conv(64, 3, 3),
                halved(),
                conv(80, 1, 1, 1, VALID),
                conv(192, 3, 3, 1, VALID),
                halved()));
        x = wide(x, "mixed0", 32);
        x = wide(x, "mixed1", 64);
        x = wide(x, "mixed2", 64);
        x = join(
                "mixed3",
                x.then(conv(384, 3, 3, 2, VALID)),
                x.then(chain(conv(64, 1, 1), conv(96, 3, 3), conv(96, 3, 3, 2, VALID))),
                x.then(halved()));
        x = factorized(x, "mixed4", 128);
        x = factorized(x, "mixed5", 160);
        x = factorized(x, "mixed6", 160);
        x = factorized(x, "mixed7", 192);
        x = join(
                "mixed8",
                x.then(chain(conv(192, 1, 1), conv(320, 3, 3, 2, VALID))),
                x.then(chain(conv(192, 1, 1), conv(192, 1, 7), conv(192, 7, 1), conv(192, 3, 3, 2, VALID))),
                x.then(halved()));
        return expanded(expanded(x, 0), 1);
    }

    /** Windows of 1, 5 and twice 3. */
    private static SymbolicTensor wide(SymbolicTensor x, String name, int pooled) {
        return join(
                name,
                x.then(conv(64, 1, 1)),
                x.then(chain(conv(48, 1, 1), conv(64, 5, 5))),
                x.then(chain(conv(64, 1, 1), conv(96, 3, 3), conv(96, 3, 3))),
                x.then(chain(averaged(), conv(pooled, 1, 1))));
    }

    /** Windows of 7 as rows and columns. */
    private static SymbolicTensor factorized(SymbolicTensor x, String name, int n) {
        return join(
                name,
                x.then(conv(192, 1, 1)),
                x.then(chain(conv(n, 1, 1), conv(n, 1, 7), conv(192, 7, 1))),
                x.then(chain(conv(n, 1, 1), conv(n, 7, 1), conv(n, 1, 7), conv(n, 7, 1), conv(192, 1, 7))),
                x.then(chain(averaged(), conv(192, 1, 1))));
    }

    /** Rows and columns side by side. */
    private static SymbolicTensor expanded(SymbolicTensor x, int index) {
        SymbolicTensor one = x.then(conv(320, 1, 1));
        SymbolicTensor three = x.then(conv(384, 1, 1));
        SymbolicTensor rows = three.then(conv(384, 1, 3));
        three = join("mixed9_" + index, rows, three.then(conv(384, 3, 1)));
        SymbolicTensor twice = x.then(chain(conv(448, 1, 1), conv(384, 3, 3)));
        SymbolicTensor twiceRows = twice.then(conv(384, 1, 3));
        twice = concatenate().axis(3).on(twiceRows, twice.then(conv(384, 3, 1)));
        SymbolicTensor pooled = x.then(chain(averaged(), conv(192, 1, 1)));
        return join("mixed" + (9 + index), one, three, twice, pooled);
    }

    private static SymbolicTensor join(String name, SymbolicTensor first, SymbolicTensor... more) {
        return concatenate().axis(3).name(name).on(first, more);
    }

    private static Block halved() {
        return maxPooling2d(3).strides(2);
    }

    private static Block averaged() {
        return averagePooling2d(3).strides(1).padding(SAME);
    }

    private static Block conv(int filters, int rows, int columns) {
        return conv(filters, rows, columns, 1, SAME);
    }

    private static Block conv(int filters, int rows, int columns, int stride, Padding padding) {
        return chain(
                conv2d(filters, rows, columns).strides(stride).padding(padding).useBias(false),
                batchNormalization().axis(3).scale(false),
                activation(RELU));
    }
}
