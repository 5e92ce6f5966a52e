package dev.lamina.tensorflow.emit;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Filters;
import dev.lamina.ops.Interpolation;
import dev.lamina.ops.Nn;
import dev.lamina.ops.Warps;
import java.util.List;
import java.util.Objects;
import org.tensorflow.Output;

/** Emits ops that blur, distort and scale images. */
final class FilterEmitters {
    private FilterEmitters() {}

    static void addTo(Emitters table) {
        table.add(Filters.GAUSSIAN_BLUR, FilterEmitters::blur);
        table.add(Filters.ELASTIC_TRANSFORM, FilterEmitters::elastic);
        table.add(Filters.SCALE_AND_TRANSLATE, ScaleAndTranslate::emit);
    }

    private static Output<?> blur(Emission e) {
        ImageLayout layout = ImageLayout.of(e);
        int channels = e.inputShape(0).size(e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_LAST ? -1 : -3);
        return layout.back(blurred(
                e.tf(), layout.toImages(e.input(0)), channels, e.param(Filters.KERNEL_SIZE), e.param(Filters.SIGMA)));
    }

    /** Each channel of images (batch, height, width, channels) by a bell, with zeros beyond the borders. */
    private static Output<?> blurred(Tf tf, Output<?> images, int channels, List<Integer> size, List<Double> sigma) {
        double[] first = bell(size.get(0), sigma.get(0));
        double[] second = bell(size.get(1), sigma.get(sigma.size() - 1));
        double[] kernel = new double[first.length * second.length * channels];
        for (int i = 0; i < kernel.length; i++) {
            // Keras multiplies the second by the first and reshapes: where the two differ in size, this is no plain
            // product.
            int place = i / channels;
            kernel[i] = second[place / first.length] * first[place % first.length];
        }
        NdArray weights = NdArray.of(kernel, size.get(0), size.get(1), channels, 1);
        return tf.op("DepthwiseConv2dNative")
                .input(images, tf.constant(weights.cast(DTypes.of(images.dataType()))))
                .attr("strides", List.of(1, 1, 1, 1))
                .attr("padding", "SAME")
                .out();
    }

    static double[] bell(int size, double sigma) {
        double[] values = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = (i - (size - 1) / 2.0) / sigma;
            values[i] = Math.exp(-0.5 * distance * distance);
            sum += values[i];
        }
        for (int i = 0; i < size; i++) {
            values[i] /= sum;
        }
        return values;
    }

    /** Keras draws the same field for both directions, since it gives both draws one seed. */
    private static Output<?> elastic(Emission e) {
        Tf tf = e.tf();
        Calc calc = Calc.of(e);
        ImageLayout layout = ImageLayout.of(e);
        Output<?> images = layout.toImages(e.input(0));
        DType type = DTypes.of(images.dataType());
        Output<?> height = calc.size(images, 1);
        Output<?> width = calc.size(images, 2);
        double sigma = e.param(Filters.SMOOTHNESS);
        long seed = Objects.requireNonNull(e.param(Filters.SEED));
        Output<?> normal = tf.op("StatelessRandomNormal")
                .input(
                        calc.pack(List.of(calc.size(images, 0), height, width)),
                        tf.constant(NdArray.of(new long[] {seed, 0}, 2)))
                .attr("dtype", type)
                .out();
        int size = 6 * (int) sigma | 1;
        Output<?> field = calc.expand(calc.mul(calc.stop(normal), sigma), -1);
        Output<?> smooth = tf.op("Squeeze")
                .input(blurred(tf, field, 1, List.of(size, size), List.of(sigma, sigma)))
                .attr("squeeze_dims", List.of(3))
                .out();
        Output<?> moved = calc.mul(smooth, e.param(Filters.ALPHA));
        Output<?> x = calc.reshape(tf.cast(calc.range(width), type), 1, 1, -1);
        Output<?> y = calc.reshape(tf.cast(calc.range(height), type), 1, -1, 1);
        Output<?> sampled = WarpEmitters.sample(
                tf,
                images,
                List.of(calc.add(y, moved), calc.add(x, moved)),
                Sampler.ofCoordinates(tf, e.param(Filters.ELASTIC_FILL_MODE), e.param(Warps.FILL_VALUE)),
                e.param(Warps.INTERPOLATION) == Interpolation.NEAREST);
        return layout.back(sampled);
    }
}
