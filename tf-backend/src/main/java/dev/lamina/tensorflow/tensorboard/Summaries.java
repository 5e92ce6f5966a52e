package dev.lamina.tensorflow.tensorboard;

import com.google.protobuf.ByteString;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What TensorBoard's plugins read.
 *
 * <p>Source: {@code tensorboard.plugins.{histogram,image,text}.summary_v2}, {@code keras.callbacks.tensorboard.keras_model_summary}.
 */
final class Summaries {
    private static final int BUCKETS = 30;

    static final SummaryMetadata HISTOGRAM = kind("histograms");
    static final SummaryMetadata IMAGES = kind("images");
    static final SummaryMetadata TEXT = kind("text");
    static final SummaryMetadata MODEL = SummaryMetadata.newBuilder()
            .setPluginData(SummaryMetadata.PluginData.newBuilder()
                    .setPluginName("graph_keras_model")
                    .setContent(ByteString.copyFromUtf8("1")))
            .build();

    private Summaries() {}

    static SummaryMetadata kind(String plugin) {
        return SummaryMetadata.newBuilder()
                .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName(plugin))
                .build();
    }

    /** Rows of lower bound, upper bound and number. Elements that are not finite are left out. */
    static TensorProto histogram(NdArray values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        long finite = 0;
        for (int i = 0; i < values.size(); i++) {
            double value = values.getDouble(i);
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
                finite++;
            }
        }
        TensorProto.Builder rows = TensorProto.newBuilder()
                .setDtype(DataType.DT_DOUBLE)
                .setTensorShape(shape(finite == 0 ? 0 : BUCKETS, 3));
        if (finite == 0) {
            return rows.build();
        }
        long[] counts = new long[BUCKETS];
        double width = (most - least) / BUCKETS;
        for (int i = 0; i < values.size(); i++) {
            double value = values.getDouble(i);
            if (Double.isFinite(value)) {
                counts[width == 0 ? BUCKETS - 1 : (int) Math.min(BUCKETS - 1, (value - least) / width)]++;
            }
        }
        for (int i = 0; i < BUCKETS; i++) {
            double upper = i == BUCKETS - 1 ? most : least + (i + 1) * width;
            rows.addDoubleVal(least + i * width).addDoubleVal(upper).addDoubleVal((double) counts[i]);
        }
        return rows.build();
    }

    /** Width, height, and each picture as a PNG. */
    static TensorProto images(NdArray images) {
        Shape shape = images.shape();
        boolean pictures = shape.rank() == 4 && List.of(1, 3, 4).contains(shape.last());
        if (!pictures) {
            throw new IllegalArgumentException(
                    "pictures are of shape (images, height, width, channels) with 1, 3 or 4 channels; received "
                            + shape);
        }
        List<ByteString> strings = new ArrayList<>();
        strings.add(ByteString.copyFromUtf8(String.valueOf(shape.size(2))));
        strings.add(ByteString.copyFromUtf8(String.valueOf(shape.size(1))));
        for (int i = 0; i < shape.size(0); i++) {
            strings.add(png(images, i));
        }
        return strings(strings);
    }

    private static ByteString png(NdArray images, int number) {
        int height = images.shape().size(1);
        int width = images.shape().size(2);
        int channels = images.shape().size(3);
        int type = channels == 1
                ? BufferedImage.TYPE_BYTE_GRAY
                : channels == 3 ? BufferedImage.TYPE_3BYTE_BGR : BufferedImage.TYPE_4BYTE_ABGR;
        BufferedImage image = new BufferedImage(width, height, type);
        double scale = images.dtype().isFloating() ? 255.999 : 1;
        int at = number * height * width * channels;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    double value = images.getDouble(at++) * scale;
                    image.getRaster().setSample(x, y, c, (int) Math.max(0, Math.min(255, value)));
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail as a file does", e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** One string. */
    static TensorProto string(String text) {
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(shape())
                .addStringVal(ByteString.copyFromUtf8(text))
                .build();
    }

    /** A vector of strings. */
    static TensorProto strings(List<ByteString> strings) {
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(shape(strings.size()))
                .addAllStringVal(strings)
                .build();
    }

    private static TensorShapeProto shape(int... sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int size : sizes) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return shape.build();
    }

    /**
     * A weight as pictures, its least element black and its greatest white: a vector as a line, a matrix lying on its longer side, of
     * three axes one picture for each index of the last. Null where it has more axes that are not 1.
     */
    static @Nullable NdArray ofWeight(NdArray weight) {
        int[] sizes =
                Arrays.stream(weight.shape().sizes()).filter(size -> size != 1).toArray();
        if (sizes.length > 3 || weight.size() == 0 || !weight.dtype().isFloating()) {
            return null;
        }
        int images = sizes.length == 3 ? sizes[2] : 1;
        int rows = sizes.length < 2 ? 1 : sizes[0];
        int columns = sizes.length == 0 ? 1 : sizes.length == 1 ? sizes[0] : sizes[1];
        boolean turned = sizes.length == 2 && rows > columns;
        float[] pixels = new float[weight.size()];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < pixels.length; i++) {
            least = Math.min(least, weight.getDouble(i));
            most = Math.max(most, weight.getDouble(i));
        }
        for (int i = 0; i < pixels.length; i++) {
            int image = i % images;
            int row = i / images / columns;
            int column = i / images % columns;
            int at = turned ? column * rows + row : (image * rows + row) * columns + column;
            pixels[at] = most > least ? (float) ((weight.getDouble(i) - least) / (most - least)) : 0;
        }
        return NdArray.of(pixels, images, turned ? columns : rows, turned ? rows : columns, 1);
    }
}
