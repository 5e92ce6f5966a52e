package dev.lamina.layers;

import dev.lamina.Arithmetic;
import dev.lamina.Index;
import dev.lamina.NdArray;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.ops.Convolutions;
import dev.lamina.ops.Elementwise;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Padding;
import dev.lamina.ops.Rearranging;
import dev.lamina.ops.Reductions;
import dev.lamina.ops.Selection;
import dev.lamina.ops.Shapes;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Blurs each image by a bell in training, with a random probability; gives its input back in inference. As in Keras the widths of the bell
 * are the same for all images of a batch.
 *
 * <p>Shapes: x (batch, height, width, channels) -> (batch, height, width, channels). Source: {@code keras.layers.RandomGaussianBlur}.
 *
 * <pre>{@code
 * SymbolicTensor x = input("x", 28, 28, 3);
 * SymbolicTensor y = x.then(randomGaussianBlur(0.5).kernelSize(5)); // (?, 28, 28, 3)
 * }</pre>
 */
public final class RandomGaussianBlur extends RandomImageLayer<RandomGaussianBlur> {
    static final Schema<RandomGaussianBlur> SCHEMA = images("RandomGaussianBlur", RandomGaussianBlur::new);
    private static final Factor.Key FACTOR = Factor.Key.bounded("factor", 0, 1).orElse(1);

    static {
        SCHEMA.add(FACTOR.field());
    }

    private static final Field<List<Integer>> KERNEL_SIZE = SCHEMA.add(
            Fields.perAxis("kernel_size", 2, 1, "an odd positive integer, or two of them", size -> size % 2 == 1)
                    .orElse(List.of(3, 3)));
    private static final Factor.Key SIGMA = Factor.Key.bounded("sigma", 0, 1).orElse(1);

    static {
        SCHEMA.add(SIGMA.field());
    }

    private static final Field<List<Double>> VALUE_RANGE = SCHEMA.add(ValueRange.FIELD);

    static {
        SCHEMA.add(SEED);
    }

    private RandomGaussianBlur(Config config) {
        super(SCHEMA, config);
    }

    static RandomGaussianBlur of(double... factor) {
        return SCHEMA.create(Config.empty().set(FACTOR.field(), FACTOR.given(factor)));
    }

    /** The height and the width of the kernel, odd; 3 by default. */
    public RandomGaussianBlur kernelSize(int... size) {
        return with(KERNEL_SIZE, PerAxis.sizes(2, size));
    }

    /** The standard deviations of the bell, in elements: up to one number, or between two; up to 1 by default. */
    public RandomGaussianBlur sigma(double... sigma) {
        return with(SIGMA.field(), SIGMA.given(sigma));
    }

    /** The least and the greatest value that pixels have; 0 and 255 by default. */
    public RandomGaussianBlur valueRange(double... range) {
        return with(VALUE_RANGE, ValueRange.given(range));
    }

    @Override
    UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws) {
        SymbolicTensor happens = draws.happens(images, FACTOR.of(get(FACTOR.field())));
        Factor sigma = SIGMA.of(get(SIGMA.field()));
        SymbolicTensor widths = draws.of(sigma.lower(), sigma.upper(), 2).plus(1e-6);
        int channels = new ImageSides(images, dataFormat()).channels();
        List<Integer> size = get(KERNEL_SIZE);
        SymbolicTensor first = bell(size.get(0), widths.get(Index.at(0)));
        SymbolicTensor second = bell(size.get(1), widths.get(Index.at(1)));
        SymbolicTensor product = Shapes.reshape(second, -1, 1).times(first);
        SymbolicTensor kernel =
                Rearranging.tile(Shapes.reshape(product, size.get(0), size.get(1), 1, 1), 1, 1, channels, 1);
        Config same = Config.empty().set(Convolutions.PADDING, Padding.SAME).set(Nn.DATA_FORMAT, dataFormat());
        ValueRange range = ValueRange.of(get(VALUE_RANGE));
        return x -> range.clip(Selection.where(happens, Convolutions.depthwiseConv(x, kernel, same), x));
    }

    private static SymbolicTensor bell(int size, SymbolicTensor sigma) {
        float[] offsets = new float[size];
        for (int i = 0; i < size; i++) {
            offsets[i] = i - (size - 1) / 2f;
        }
        SymbolicTensor relative = Arithmetic.literal(NdArray.of(offsets, size)).div(sigma);
        SymbolicTensor weights = Elementwise.exp(Elementwise.square(relative).times(-0.5));
        return weights.div(Reductions.sum(weights));
    }
}
