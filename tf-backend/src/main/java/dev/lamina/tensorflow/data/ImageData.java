package dev.lamina.tensorflow.data;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled images in two parts, one to train on and one to test with.
 *
 * @param name of the data set, such as "mnist"
 * @param classes what the labels mean: label i is {@code classes.get(i)}
 * @param trainImages uint8 of shape (examples, height, width), 0 to 255
 * @param trainLabels uint8 of shape (examples,)
 * @param testImages uint8 of shape (examples, height, width), 0 to 255
 * @param testLabels uint8 of shape (examples,)
 */
public record ImageData(
        String name,
        List<String> classes,
        NdArray trainImages,
        NdArray trainLabels,
        NdArray testImages,
        NdArray testLabels) {

    /**
     * Checks that images and labels fit together.
     *
     * @throws DataException if a type, a shape or a label is not as described above
     */
    public ImageData {
        classes = List.copyOf(classes);
        check(name, "train", trainImages, trainLabels, classes.size());
        check(name, "test", testImages, testLabels, classes.size());
    }

    private static void check(String name, String part, NdArray images, NdArray labels, int classes) {
        int count = images.shape().rank() == 3 ? images.shape().size(0) : 0;
        boolean fit = count > 0 && labels.shape().rank() == 1 && labels.shape().size(0) == count;
        if (!fit || images.dtype() != DType.UINT8 || labels.dtype() != DType.UINT8) {
            throw DataException.of(
                    "the " + part + " images and labels of " + name + " do not fit together",
                    "expected",
                    "images uint8 (n, height, width), labels uint8 (n,)",
                    "found",
                    "images " + Batch.describe(images) + ", labels " + Batch.describe(labels));
        }
        byte[] values = (byte[]) labels.storage();
        for (int i = 0; i < values.length; i++) {
            if (Byte.toUnsignedInt(values[i]) >= classes) {
                throw DataException.of(
                        "a " + part + " label of " + name + " is no class",
                        "position",
                        Integer.toString(i),
                        "expected",
                        "0 to " + (classes - 1),
                        "found",
                        Integer.toString(Byte.toUnsignedInt(values[i])));
            }
        }
    }

    /**
     * MNIST: 70,000 handwritten digits of 28x28, from {@code $LAMINA_DATA/mnist}, else from Keras's cache, else
     * downloaded to there.
     *
     * <p>Source: LeCun, Bottou, Bengio, Haffner, "Gradient-based learning applied to document recognition" (1998).
     *
     * @throws DataException if it is nowhere and cannot be downloaded, saying where to put which file, or if a file is
     *     broken
     */
    public static ImageData mnist() {
        return ImageFiles.MNIST.load(ImageFolders.ofThisMachine());
    }

    /**
     * MNIST from a folder, which holds the four IDX files by their usual names (gzipped or not), or Keras's {@code
     * mnist.npz}.
     *
     * @throws DataException if a file is missing or broken
     */
    public static ImageData mnist(Path folder) {
        return ImageFiles.MNIST.load(folder);
    }

    /**
     * Fashion-MNIST: 70,000 articles of clothing of 28x28, from {@code $LAMINA_DATA/fashion-mnist}, else from Keras's
     * cache, else downloaded to there.
     *
     * <p>Source: Xiao, Rasul, Vollgraf, "Fashion-MNIST" (2017), arXiv:1708.07747.
     *
     * @throws DataException if it is nowhere and cannot be downloaded, saying where to put which file, or if a file is
     *     broken
     */
    public static ImageData fashionMnist() {
        return ImageFiles.FASHION_MNIST.load(ImageFolders.ofThisMachine());
    }

    /**
     * Fashion-MNIST from a folder, which holds the four IDX files by their usual names, gzipped or not.
     *
     * @throws DataException if a file is missing or broken
     */
    public static ImageData fashionMnist(Path folder) {
        return ImageFiles.FASHION_MNIST.load(folder);
    }

    /** All images, the training ones first. */
    public NdArray images() {
        byte[] train = (byte[]) trainImages.storage();
        byte[] test = (byte[]) testImages.storage();
        byte[] all = Arrays.copyOf(train, train.length + test.length);
        System.arraycopy(test, 0, all, train.length, test.length);
        int[] sizes = trainImages.shape().sizes();
        sizes[0] += testImages.shape().size(0);
        return NdArray.wrap(DType.UINT8, Shape.of(sizes), all);
    }

    /** The training examples: "x" float32 (examples, height, width, 1) from 0 to 1, "y" int32 (examples,). */
    public ArrayDataset train() {
        return dataset(trainImages, trainLabels);
    }

    /** The test examples: "x" float32 (examples, height, width, 1) from 0 to 1, "y" int32 (examples,). */
    public ArrayDataset test() {
        return dataset(testImages, testLabels);
    }

    private static ArrayDataset dataset(NdArray images, NdArray labels) {
        NdArray channels = NdArray.wrap(images.dtype(), images.shape().plus(1), images.storage());
        return ArrayDataset.of(channels, labels).scale("x", 1 / 255.0).cast("y", DType.INT32);
    }

    /** The training images as float32 (examples, height, width, 1) from 0 to 1. */
    public NdArray trainPixels() {
        return pixels(trainImages);
    }

    /** The test images as float32 (examples, height, width, 1) from 0 to 1. */
    public NdArray testPixels() {
        return pixels(testImages);
    }

    private static NdArray pixels(NdArray images) {
        byte[] levels = (byte[]) images.storage();
        float[] pixels = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            pixels[i] = Byte.toUnsignedInt(levels[i]) / 255f;
        }
        return NdArray.wrap(DType.FLOAT32, images.shape().plus(1), pixels);
    }

    /** The first examples only, for a quick try. */
    public ImageData first(int train, int test) {
        return new ImageData(
                name,
                classes,
                trainImages.rows(0, train),
                trainLabels.rows(0, train),
                testImages.rows(0, test),
                testLabels.rows(0, test));
    }

    /** Name, sizes and classes. */
    @Override
    public String toString() {
        return name + ": train " + trainImages.shape() + ", test " + testImages.shape() + ", " + classes.size()
                + " classes";
    }
}
