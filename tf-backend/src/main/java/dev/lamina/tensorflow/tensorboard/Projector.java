package dev.lamina.tensorflow.tensorboard;

import dev.lamina.NdArray;
import dev.lamina.Operation;
import dev.lamina.config.Plain;
import dev.lamina.errors.LaminaException;
import dev.lamina.layers.Embedding;
import dev.lamina.tensorflow.train.TrainedModel;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the tables of embedding layers for TensorBoard's projector: one file of numbers each, and {@code projector_config.pbtxt}.
 *
 * <p>Source: {@code tensorboard.plugins.projector}.
 */
final class Projector {
    private Projector() {}

    static void write(Path folder, TrainedModel trained, Map<String, Path> metadata) throws IOException {
        List<String> layers = new ArrayList<>();
        for (Operation operation : trained.model().operations()) {
            if (operation instanceof Embedding) {
                layers.add(trained.model().nameOf(operation));
            }
        }
        for (String name : metadata.keySet()) {
            if (!layers.contains(name)) {
                throw new LaminaException("model \"" + trained.model().name() + "\" has no embedding layer \"" + name
                        + "\"; " + Plain.suggestion(name, layers));
            }
        }
        Files.createDirectories(folder);
        StringBuilder config = new StringBuilder();
        Map<String, NdArray> weights = trained.weights();
        for (String layer : layers) {
            NdArray table = weights.get(layer + "/embeddings");
            if (table == null) {
                continue;
            }
            String file = layer.replace('/', '_') + ".tsv";
            writeTable(folder.resolve(file), table);
            config.append("embeddings {\n  tensor_name: ").append(quoted(layer));
            config.append("\n  tensor_path: ").append(quoted(file));
            Path labels = metadata.get(layer);
            if (labels != null) {
                config.append("\n  metadata_path: ").append(quoted(labels.toString()));
            }
            config.append("\n}\n");
        }
        Files.writeString(folder.resolve("projector_config.pbtxt"), config);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void writeTable(Path file, NdArray table) throws IOException {
        int columns = table.shape().last();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < table.size(); i++) {
                out.write(String.valueOf((float) table.getDouble(i)));
                out.write((i + 1) % columns == 0 ? '\n' : '\t');
            }
        }
    }
}
