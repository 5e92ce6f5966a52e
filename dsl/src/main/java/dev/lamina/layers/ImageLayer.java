package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.DType;
import dev.lamina.Layer;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import dev.lamina.errors.ShapeException;
import dev.lamina.ops.Axes;
import dev.lamina.ops.Core;
import dev.lamina.ops.DataFormat;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What layers that change images have in common: where the channels are, and that one image without a batch is an image too.
 * Keras's layers also take dictionaries of images with labels and boxes; these take the images.
 */
abstract class ImageLayer<S extends ImageLayer<S>> extends Layer<S> {
    static final Field<DataFormat> DATA_FORMAT = Fields.choice("data_format", DataFormat.class)
            .orElse(DataFormat.CHANNELS_LAST)
            .nullMeansDefault();
    private static final Field<@Nullable String> BOUNDING_BOX_FORMAT =
            Fields.string("bounding_box_format").orNull().omittedByDefault();

    ImageLayer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** A schema with the keys of all. */
    static <S extends ImageLayer<S>> Schema<S> images(String className, Function<Config, S> constructor) {
        Schema<S> schema = schema(className, constructor);
        schema.add(DATA_FORMAT);
        schema.add(BOUNDING_BOX_FORMAT);
        return schema;
    }

    /** Where the channels are; {@link DataFormat#CHANNELS_LAST} by default. */
    public final S dataFormat(DataFormat dataFormat) {
        return with(DATA_FORMAT, dataFormat);
    }

    final DataFormat dataFormat() {
        return get(DATA_FORMAT);
    }

    /** How Keras shall read boxes that it gives to the layer; kept for files, images do not depend on it. */
    public final S boundingBoxFormat(String format) {
        return with(BOUNDING_BOX_FORMAT, format);
    }

    @Override
    protected final int inputCount() {
        return -1;
    }

    @Override
    protected final List<SymbolicTensor> call(Call call, List<SymbolicTensor> inputs) {
        if (inputs.size() != 1) {
            throw ShapeException.because("changes images alone; received " + inputs.size() + " inputs")
                    .remedy("one tensor of images; what happens to labels, boxes and masks, write in ops");
        }
        SymbolicTensor x = inputs.get(0);
        return switch (x.shape().rank()) {
            case 3 -> List.of(Axes.squeeze(computed(call, Axes.expandDims(x, 0)), 0));
            case 4 -> List.of(computed(call, x));
            default ->
                throw ShapeException.because("needs images: height, width, channels, and perhaps a batch")
                        .differs("the input has rank " + x.shape().rank());
        };
    }

    /** Formulas are computed in float32; what comes out has the type in which the layer computes. */
    private SymbolicTensor computed(Call call, SymbolicTensor images) {
        SymbolicTensor result = changed(call, images);
        return result.dtype() == DType.FLOAT32 ? Core.cast(result, dtype().computeDType()) : result;
    }

    /** What the layer makes of images of rank 4. */
    abstract SymbolicTensor changed(Call call, SymbolicTensor images);

    /** The numbers to compute with, in float32 whatever the policy. */
    static SymbolicTensor floats(SymbolicTensor images) {
        return Core.cast(images, DType.FLOAT32);
    }
}
