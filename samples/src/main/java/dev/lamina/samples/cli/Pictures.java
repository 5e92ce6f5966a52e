package dev.lamina.samples.cli;

import dev.lamina.DType;
import dev.lamina.Model;
import dev.lamina.NdArray;
import dev.lamina.samples.ImageGrid;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.zoo.Autoencoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Draws what an autoencoder learned. */
final class Pictures {
    private static final int COLUMNS = 16;
    private static final int RECONSTRUCTED_ROWS = 3;
    private static final int SIDE = 12;
    /** The outermost lines of the latent plane: 95 % of the distribution lie within. */
    private static final double EDGE = 1.96;

    private final CompiledModel trained;

    Pictures(CompiledModel trained) {
        this.trained = trained;
    }

    /**
     * Rows of originals, each over the row of what the model makes of them.
     *
     * @param images uint8 (n, 28, 28)
     */
    void reconstructions(Path file, Autoencoder autoencoder, NdArray images) throws IOException {
        int count = Math.min(images.shape().size(0), COLUMNS * RECONSTRUCTED_ROWS);
        NdArray originals = images.rows(0, count);
        ArrayDataset inputs = ArrayDataset.of(ZooModel.inputs(autoencoder.model(), originals))
                .scale("x", 1 / 255.0, autoencoder.recipe().offset());
        NdArray restored;
        try (CompiledModel reconstruction = trained.part(autoencoder.reconstruction())) {
            restored = reconstruction
                    .predict(inputs, options -> options.batchSize(count))
                    .get(0);
        }
        NdArray shown = shown(originals);
        ImageGrid grid = new ImageGrid();
        for (int from = 0; from < count; from += COLUMNS) {
            int to = Math.min(count, from + COLUMNS);
            grid.row(shown.rows(from, to)).row(restored.rows(from, to));
        }
        grid.write(file);
    }

    /** Pixels (n, 28, 28) of 0 to 255 as images (n, 28, 28, 1) of 0 to 1. */
    private static NdArray shown(NdArray pixels) {
        float[] values = pixels.cast(DType.FLOAT32).floats();
        for (int i = 0; i < values.length; i++) {
            values[i] /= 255;
        }
        return NdArray.wrap(DType.FLOAT32, pixels.shape().plus(1), values);
    }

    /** New images: all over the plane where the middle is one, else of normally distributed vectors. */
    void samples(Path file, Model generator, long seed) throws IOException {
        int latent = generator.inputs().list().get(0).shape().last();
        NdArray points = latent == 2 ? plane() : normal(SIDE * SIDE, latent, seed);
        try (CompiledModel compiled = trained.part(generator)) {
            new ImageGrid()
                    .wrapped(compiled.predictOnBatch(points).get(0), SIDE)
                    .write(file);
        }
    }

    private static NdArray plane() {
        float[] points = new float[SIDE * SIDE * 2];
        for (int row = 0; row < SIDE; row++) {
            for (int column = 0; column < SIDE; column++) {
                points[(row * SIDE + column) * 2] = at(column);
                points[(row * SIDE + column) * 2 + 1] = -at(row);
            }
        }
        return NdArray.of(points, SIDE * SIDE, 2);
    }

    private static float at(int line) {
        return (float) (EDGE * (2.0 * line / (SIDE - 1) - 1));
    }

    /** Normally distributed vectors (count, size). */
    static NdArray normal(int count, int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[count * size];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return NdArray.of(values, count, size);
    }
}
