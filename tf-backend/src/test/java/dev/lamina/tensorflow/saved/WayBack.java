package dev.lamina.tensorflow.saved;

import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.data.ArrayDataset;
import dev.lamina.tensorflow.data.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Keras trained and Lamina trained on goes back, for Keras to train on: in target/keras-roundtrip, where checks/keras/roundtrip.py
 * opens it.
 */
final class WayBack {
    private static final int STEPS = 10;
    private static final long SHARD_BYTES = 200;

    private WayBack() {}

    /**
     * Saves a model in each format that Lamina writes, and what it does in further steps.
     *
     * @param arrays the batch of Keras, and the tolerance where it has one
     */
    static void write(String name, CompiledModel model, Map<String, NdArray> arrays) throws IOException {
        Path folder = Files.createDirectories(Path.of("target/keras-roundtrip").resolve("back_" + name));
        List<NdArray> inputs = SavedArrays.numbered(arrays, "input_");
        Map<String, NdArray> written = new LinkedHashMap<>(arrays);
        written.keySet().removeIf(key -> !key.matches("(input|target)_\\d+|tolerance"));
        model.save(folder.resolve("model.keras"));
        model.save(folder.resolve("model.h5"));
        model.saveWeights(folder.resolve("weights.h5"));
        model.saveWeights(folder.resolve("model.weights.h5"));
        model.saveWeights(folder.resolve("model.weights.json"), SHARD_BYTES);
        put(written, "output_", model.predictOnBatch(inputs.toArray(NdArray[]::new)));
        ArrayDataset batch = SavedArrays.batch(inputs, SavedArrays.numbered(arrays, "target_"));
        double[] losses = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            losses[i] = model.trainOnBatch(batch).get("loss");
        }
        written.put("next_losses", NdArray.of(losses, STEPS));
        put(written, "next_output_", model.predictOnBatch(inputs.toArray(NdArray[]::new)));
        Npz.write(folder.resolve("arrays.npz"), written);
    }

    private static void put(Map<String, NdArray> arrays, String prefix, List<NdArray> values) {
        for (int i = 0; i < values.size(); i++) {
            NdArray value = values.get(i);
            arrays.put(prefix + i, value.dtype() == DType.BFLOAT16 ? value.cast(DType.FLOAT32) : value);
        }
    }
}
