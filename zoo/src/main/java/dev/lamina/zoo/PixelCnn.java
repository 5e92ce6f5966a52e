package dev.lamina.zoo;

import static dev.lamina.Lamina.chain;
import static dev.lamina.Lamina.input;
import static dev.lamina.activations.Activations.RELU;
import static dev.lamina.layers.Layers.activation;
import static dev.lamina.layers.Layers.add;
import static dev.lamina.layers.Layers.conv2d;
import static dev.lamina.layers.Layers.cropping2d;
import static dev.lamina.layers.Layers.maskedConv2d;
import static dev.lamina.layers.Layers.zeroPadding2d;
import static dev.lamina.losses.Losses.sparseCategoricalCrossentropy;
import static dev.lamina.ops.Padding.SAME;
import static dev.lamina.optimizers.Optimizers.adam;
import static dev.lamina.training.Training.training;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import dev.lamina.SymbolicTensor;
import dev.lamina.layers.MaskType;
import dev.lamina.ops.Joining;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Trigonometry;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * How likely each code of a map is, given those before it in the order of reading: what new maps are drawn by. The prior of a {@link
 * VqVae}.
 *
 * <p>Recipe: crossentropy of the codes, Adam at 0.0003, batches of 128, 30 epochs. Published for {@link #keras} on MNIST's codes of {@link
 * VqVae#keras}: a validation loss of 1.055 nats a code after 10 epochs and of 1.034 after 30, right in 67 %.
 *
 * <p>Shapes: codes (batch, rows, columns), int32 -> logits (batch, rows, columns, codes). Source: van den Oord, Kalchbrenner,
 * Kavukcuoglu 2016: Pixel Recurrent Neural Networks; keras-io {@code examples/generative/vq_vae.py}.
 *
 * <pre>{@code
 * Model model = PixelCnn.keras().model(); // 1,049,728 parameters
 * }</pre>
 *
 * @param rows of a map
 * @param columns of a map
 * @param codes how many different ones there are
 * @param filters of the convolutions
 * @param blocks how many residual blocks, or gated layers, there are
 * @param kind of these
 */
public record PixelCnn(int rows, int columns, int codes, int filters, int blocks, Kind kind) {
    /** What the net is built of. */
    public enum Kind {
        /** Masked convolutions in residual blocks. A place does not see all that is above it, to the right. */
        MASKED,
        /**
         * Two stacks, of the rows above and of what is to the left, with gates (van den Oord and others 2016: Conditional Image Generation
         * with PixelCNN Decoders). A place sees all before it.
         */
        GATED
    }

    /** The net of the Keras tutorial, for 7 by 7 of 128 codes. */
    public static PixelCnn keras() {
        return new PixelCnn(7, 7, 128, 128, 2, Kind.MASKED);
    }

    /** The net that {@link Pretrained#PIXEL_CNN} has the weights of: of the codes of {@link VqVae#glyphs}, with gates. */
    public static PixelCnn glyphs() {
        return new PixelCnn(7, 7, 64, 32, 3, Kind.GATED);
    }

    /** The model, with new layers each time. */
    public Model model() {
        SymbolicTensor map = input("codes", DType.INT32, rows, columns);
        SymbolicTensor x = Nn.oneHot(map, codes);
        SymbolicTensor y = kind == Kind.GATED ? gated(x) : masked(x);
        return Model.of("pixel_cnn", map, y.then(conv2d(codes, 1)));
    }

    private SymbolicTensor masked(SymbolicTensor x) {
        SymbolicTensor y =
                x.then(maskedConv2d(MaskType.A, filters, 7).padding(SAME).activation(RELU));
        for (int i = 0; i < blocks; i++) {
            SymbolicTensor inner = y.then(chain(
                    conv2d(filters, 1).activation(RELU),
                    maskedConv2d(MaskType.B, filters / 2, 3).padding(SAME).activation(RELU),
                    conv2d(filters, 1).activation(RELU)));
            y = add().on(y, inner);
        }
        return y.then(chain(
                maskedConv2d(MaskType.B, filters, 1).activation(RELU),
                maskedConv2d(MaskType.B, filters, 1).activation(RELU)));
    }

    private SymbolicTensor gated(SymbolicTensor x) {
        SymbolicTensor above = x;
        SymbolicTensor left = x;
        for (int i = 0; i < blocks; i++) {
            int side = i == 0 ? 7 : 3;
            int reach = side / 2;
            SymbolicTensor upTo =
                    above.then(chain(zeroPadding2d(reach, 0, reach, reach), conv2d(2 * filters, reach + 1, side)));
            // A row later, so that a place sees the rows above alone.
            SymbolicTensor strictly = upTo.then(chain(zeroPadding2d(1, 0, 0, 0), cropping2d(0, 1, 0, 0)));
            SymbolicTensor own = i == 0
                    ? left.then(chain(
                            zeroPadding2d(0, 0, reach + 1, 0),
                            conv2d(2 * filters, 1, reach + 1),
                            cropping2d(0, 0, 0, 1)))
                    : left.then(chain(zeroPadding2d(0, 0, reach, 0), conv2d(2 * filters, 1, reach + 1)));
            SymbolicTensor next =
                    gate(add().on(own, strictly.then(conv2d(2 * filters, 1)))).then(conv2d(filters, 1));
            left = i == 0 ? next : add().on(left, next);
            above = gate(upTo);
        }
        return left.then(chain(activation(RELU), conv2d(filters, 1).activation(RELU)));
    }

    private static SymbolicTensor gate(SymbolicTensor x) {
        List<SymbolicTensor> halves = Joining.split(x, 2, -1);
        return Trigonometry.tanh(halves.get(0)).times(Nn.sigmoid(halves.get(1)));
    }

    /**
     * Draws new maps, code after code.
     *
     * @param logits what the trained model makes of maps, such as {@code maps -> run.predict(maps).get(0)}
     * @param count how many maps
     * @param temperature 1 draws as the model says; less, likelier maps of less variety
     * @param seed of the draws
     * @return int32 (count, rows, columns)
     */
    public NdArray sample(UnaryOperator<NdArray> logits, int count, double temperature, long seed) {
        return sample(model(), logits, count, temperature, seed);
    }

    /** The same for a model that was read from a file. See {@link #sample(UnaryOperator, int, double, long)}. */
    public static NdArray sample(Model prior, UnaryOperator<NdArray> logits, int count, double temperature, long seed) {
        Shape predictions = prior.outputs().list().get(0).shape();
        int rows = predictions.size(1);
        int columns = predictions.size(2);
        int codes = predictions.last();
        SplittableRandom random = new SplittableRandom(seed);
        int places = rows * columns;
        int[] maps = new int[count * places];
        for (int place = 0; place < places; place++) {
            float[] predicted =
                    logits.apply(NdArray.of(maps, count, rows, columns)).floats();
            for (int map = 0; map < count; map++) {
                int at = map * places + place;
                maps[at] = Draw.byLogits(predicted, at * codes, codes, temperature, random);
            }
        }
        return NdArray.of(maps, count, rows, columns);
    }

    /** Adam at 0.0003, batches of 128, 30 epochs; crossentropy of the codes themselves. */
    public Recipe recipe() {
        return Recipe.of(
                training()
                        .optimizer(adam(3e-4))
                        .loss(sparseCategoricalCrossentropy().fromLogits(true))
                        .metrics("accuracy"),
                30,
                128,
                "keras-io examples/generative/vq_vae.py");
    }
}
