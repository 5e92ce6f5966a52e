package dev.lamina.tensorflow.emit;

import dev.lamina.ops.DataFormat;
import dev.lamina.ops.Nn;
import java.util.List;
import org.tensorflow.Output;

/** Images as TensorFlow takes them, (batch, height, width, channels), and back as they came. */
final class ImageLayout {
    private final Tf tf;
    private final boolean single;
    private final boolean channelsFirst;

    private ImageLayout(Tf tf, boolean single, boolean channelsFirst) {
        this.tf = tf;
        this.single = single;
        this.channelsFirst = channelsFirst;
    }

    /** The layout of an op's first input, by its {@link Nn#DATA_FORMAT}. */
    static ImageLayout of(Emission e) {
        return new ImageLayout(
                e.tf(), e.inputShape(0).rank() == 3, e.param(Nn.DATA_FORMAT) == DataFormat.CHANNELS_FIRST);
    }

    Output<?> toImages(Output<?> x) {
        Output<?> batch = single ? tf.op("ExpandDims", x, tf.constant(0)) : x;
        return channelsFirst ? tf.op("Transpose", batch, tf.constant(List.of(0, 2, 3, 1))) : batch;
    }

    Output<?> back(Output<?> images) {
        Output<?> batch = channelsFirst ? tf.op("Transpose", images, tf.constant(List.of(0, 3, 1, 2))) : images;
        return single
                ? tf.op("Squeeze").input(batch).attr("squeeze_dims", List.of(0)).out()
                : batch;
    }
}
