package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lamina.NdArray;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as real Keras reads them: {@code checks/keras/folder_golden.py}. */
final class ImageDirectoryTest {
    @TempDir
    private Path folder;

    private static Path golden(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ImageDirectoryTest.class.getResource("/images/" + name))
                .toURI());
    }

    @Test
    void readsWhatKerasReads() throws URISyntaxException {
        ImageDirectory images = ImageDirectory.of(golden("folder"));
        assertThat(images.classes()).containsExactly("cat", "dog");
        Map<String, NdArray> expected = Npz.read(golden("folder.npz"));
        int compared = 0;
        for (Map.Entry<String, NdArray> each : expected.entrySet()) {
            String[] parts = each.getKey().split("_");
            if (parts.length < 4) {
                continue;
            }
            ImageDirectory sized = images.size(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))
                    .channels(Integer.parseInt(parts[3]));
            try (BatchStream batches = sized.dataset().epoch(EpochOptions.of(4))) {
                assertThat(batches.next()).isTrue();
                assertThat(batches.arrays().get(1)).isEqualTo(expected.get("y"));
                NdArray found = batches.arrays().get(0);
                assertThat(found.shape()).isEqualTo(each.getValue().shape());
                for (int i = 0; i < found.size(); i++) {
                    // Shades of grey are made of colours before, with a rounding of their own.
                    assertThat(found.getDouble(i))
                            .as("%s, pixel %s", each.getKey(), i)
                            .isCloseTo(each.getValue().getDouble(i), within(parts[3].equals("1") ? 1.0 : 1e-4));
                }
                assertThat(batches.next()).isFalse();
            }
            compared++;
        }
        assertThat(compared).isEqualTo(6);
    }

    @Test
    void namesAnImageThatDoesNotDecode() throws IOException, URISyntaxException {
        Files.createDirectories(folder.resolve("cat"));
        byte[] whole = Files.readAllBytes(golden("folder/cat/a.png"));
        Files.write(folder.resolve("cat/a.png"), whole);
        Files.writeString(folder.resolve("cat/b.jpg"), "no image");
        try (BatchStream batches =
                ImageDirectory.of(folder).size(2, 2).dataset().epoch(EpochOptions.of(1))) {
            assertThat(batches.next()).isTrue();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("an image does not decode")
                    .hasMessageContaining("b.jpg")
                    .hasMessageContaining("an image as BMP, GIF, JPEG or PNG");
        }
        Files.write(folder.resolve("cat/a.png"), java.util.Arrays.copyOf(whole, whole.length / 2));
        try (BatchStream batches = ImageDirectory.of(folder).dataset().epoch(EpochOptions.of(1))) {
            assertThatThrownBy(batches::next)
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("an image does not decode")
                    .hasMessageContaining("a.png");
        }
    }

    @Test
    void saysWhatAFolderLacks() throws IOException {
        assertThatThrownBy(() -> ImageDirectory.of(folder)).hasMessageContaining("no folders");
        Files.createDirectories(folder.resolve("cat"));
        assertThatThrownBy(() -> ImageDirectory.of(folder)).hasMessageContaining("no such files in cat");
        assertThatThrownBy(() -> ImageDirectory.of(folder.resolve("missing")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("could not be listed");
    }
}
