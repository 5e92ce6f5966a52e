package dev.lamina.tensorflow.saved;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lamina.NdArray;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.tensorflow.TensorFlowBackend;
import dev.lamina.tensorflow.data.Npz;
import dev.lamina.tensorflow.files.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What layers of real Keras learned comes from its files: vocabularies from assets, their weights and statistics from beside the
 * weights. What is written here stays in target/keras-roundtrip, where checks/keras/roundtrip.py opens it in real Keras.
 */
final class VocabularyFilesTest {
    private static final Path FILE = Path.of("src/test/resources/files/vocabularies.keras");
    private static final Map<String, NdArray> ARRAYS = Npz.read(Path.of("src/test/resources/files/vocabularies.npz"));
    private static final List<NdArray> INPUTS = SavedArrays.numbered(ARRAYS, "input_");
    private static final double ROUNDING = 1e-5;

    private static List<NdArray> predict(CompiledModel model) {
        return model.predictOnBatch(INPUTS.toArray(NdArray[]::new));
    }

    @Test
    void whatKerasLearnedPredictsTheSameAndComesBack() throws IOException {
        List<NdArray> expected = SavedArrays.numbered(ARRAYS, "output_");
        Path folder = Files.createDirectories(Path.of("target/keras-roundtrip/vocabularies"));
        Map<String, NdArray> written = new LinkedHashMap<>();
        try (CompiledModel model = TensorFlowBackend.load(FILE)) {
            List<NdArray> outputs = predict(model);
            SavedArrays.assertClose(outputs, expected, ROUNDING);
            model.save(folder.resolve("model.keras"));
            for (int i = 0; i < INPUTS.size(); i++) {
                written.put("input_" + i, INPUTS.get(i));
            }
            for (int i = 0; i < outputs.size(); i++) {
                written.put("output_" + i, outputs.get(i));
            }
        }
        Npz.write(folder.resolve("arrays.npz"), written);
        try (CompiledModel again = TensorFlowBackend.load(folder.resolve("model.keras"))) {
            SavedArrays.assertClose(predict(again), expected, ROUNDING);
        }
    }

    @Test
    void aFileWithoutItsVocabularySaysSo(@TempDir Path folder) throws IOException {
        Path broken = folder.resolve("broken.keras");
        copy(broken, "assets/layers/string_lookup/", new byte[0], true);
        assertThatThrownBy(() -> TensorFlowBackend.load(broken))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("string_lookup \"string_lookup_2\" has no vocabulary");
    }

    @Test
    void aVocabularyOfTheWrongKindSaysWhere(@TempDir Path folder) throws IOException {
        Path broken = folder.resolve("broken.keras");
        copy(broken, "assets/layers/sequential/layers/integer_lookup/", new byte[] {'-', '1', '\n', 'x'}, false);
        assertThatThrownBy(() -> TensorFlowBackend.load(broken))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(
                        "vocabulary[1]: IntegerLookup \"integer_lookup\": expected a list of integers; received \"x\"");
        Path garbled = folder.resolve("garbled.keras");
        copy(garbled, "assets/layers/string_lookup/", new byte[] {(byte) 0xff}, false);
        assertThatThrownBy(() -> TensorFlowBackend.load(garbled))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("it is not UTF-8");
    }

    /** The file with other bytes in, or without, the members under a path. */
    private static void copy(Path to, String path, byte[] bytes, boolean without) throws IOException {
        int changed = 0;
        try (InputStream in = Files.newInputStream(FILE);
                ZipInputStream from = new ZipInputStream(in);
                OutputStream out = Files.newOutputStream(to);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                boolean meant = entry.getName().startsWith(path);
                changed += meant ? 1 : 0;
                if (!(meant && without)) {
                    zip.putNextEntry(new ZipEntry(entry.getName()));
                    zip.write(meant ? bytes : from.readAllBytes());
                    zip.closeEntry();
                }
            }
        }
        assertThat(changed).isEqualTo(1);
    }
}
