package dev.lamina.tensorflow.files;

import static dev.lamina.tensorflow.files.Fixtures.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KerasArchiveTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-01-02T03:04:06Z"), ZoneOffset.UTC);
    private static final String METADATA = "{\"keras_version\": \"3.15.1\", \"date_saved\": \"2025-01-02@03:04:06\"}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"nested.keras", "deflated.keras"})
    void readsWhatKerasSaves(String name) {
        WeightTree alone = WeightTree.read(file("nested.weights.h5"));
        try (KerasArchive archive = KerasArchive.open(file(name))) {
            assertThat(archive.metadata().kerasVersion()).isEqualTo("3.15.1");
            assertThat(archive.metadata().dateSaved()).matches("\\d{4}-\\d\\d-\\d\\d@\\d\\d:\\d\\d:\\d\\d");
            assertThat(archive.config()).startsWith("{\"module\": \"keras.src.models.functional\"");
            assertThat(archive.weights().entries()).isEqualTo(alone.entries());
        }
    }

    @Test
    void readsAFolder() throws IOException {
        try (ZipFile zip = new ZipFile(file("nested.keras").toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                Files.copy(zip.getInputStream(entry), folder.resolve(entry.getName()));
            }
        }
        try (KerasArchive archive = KerasArchive.open(folder)) {
            assertThat(archive.weights().entries()).hasSize(11);
            Files.delete(folder.resolve("config.json"));
            assertThatThrownBy(archive::config).hasMessageContaining("the folder has no such file");
        }
    }

    @Test
    void writesMembersInKerassOrderStoredAndTheSameEachTime() throws IOException {
        Path first = write("first.keras");
        Path second = write("second.keras");
        assertThat(first).hasSameBinaryContentAs(second);
        try (ZipFile zip = new ZipFile(first.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .containsExactly("metadata.json", "config.json", "model.weights.h5");
            assertThat(zip.stream()).allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
            assertThat(zip.getInputStream(zip.getEntry("metadata.json"))).hasContent(METADATA);
        }
        try (KerasArchive archive = KerasArchive.open(first)) {
            assertThat(archive.metadata()).isEqualTo(new KerasMetadata("3.15.1", "2025-01-02@03:04:06"));
            assertThat(archive.config()).isEqualTo("{\"ä\": 1}");
            assertThat(archive.weights().entries())
                    .containsExactlyInAnyOrderElementsOf(Fixtures.small().entries());
        }
    }

    @Test
    void replacesAFileWhileItIsOpen() {
        Path file = write("model.keras");
        try (KerasArchive archive = KerasArchive.open(file)) {
            WeightTree weights = archive.weights();
            KerasArchive.write(file, "{}", weights, CLOCK);
            assertThat(archive.config()).isEqualTo("{\"ä\": 1}");
        }
    }

    @Test
    void tellsAnHdf5FileApart() throws IOException {
        Path file = Files.copy(file("legacy.h5"), folder.resolve("model.keras"));
        assertThatThrownBy(() -> KerasArchive.open(file)).hasMessage("""
                cannot read "%s"
                  problem   it is an HDF5 file in spite of its name, not an archive
                  try       reading it as .h5 (a whole model) or .weights.h5 (weights)""".formatted(file));
    }

    @Test
    void saysWhichMemberIsMissing() throws IOException {
        Path file = zip(new TreeMap<>(Map.of("config.json", "{}", "other", "")));
        try (KerasArchive archive = KerasArchive.open(file)) {
            assertThatThrownBy(archive::weights).hasMessage("""
                    cannot read "%s"
                      place     model.weights.h5
                      problem   the archive has only config.json, other
                      try       a file that model.save("….keras") wrote""".formatted(file));
        }
    }

    @Test
    void saysWhyNumpysWeightsAreNotRead() throws IOException {
        try (KerasArchive archive = KerasArchive.open(zip(new TreeMap<>(Map.of("model.weights.npz", ""))))) {
            assertThatThrownBy(archive::weights).hasMessageContaining("Keras pickled the weights for NumPy");
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            delimiter = '!',
            value = {
                "[]!it is not a JSON object",
                "{}!it is not a JSON object of texts: character 2",
                "{\"date_saved\": \"x\"}!it has no keras_version",
                "{\"keras_version\": \"3\",}!it is not a JSON object of texts: character 23",
                "{\"keras_version\": 3}!it has no keras_version",
                "{\"keras_version\": \"3\" \"a\": 1}!it is not a JSON object of texts: character 2",
            })
    void saysWhatIsWrongWithMetadata(String json, String problem) throws IOException {
        try (KerasArchive archive = KerasArchive.open(zip(new TreeMap<>(Map.of("metadata.json", json))))) {
            assertThatThrownBy(archive::metadata).isInstanceOfSatisfying(ModelFileException.class, e -> {
                assertThat(e.place()).isEqualTo("metadata.json");
                assertThat(e.problem()).isEqualTo(problem);
            });
        }
    }

    @Test
    void refusesWhatExpandsOutOfProportion() throws IOException {
        Path file = folder.resolve("bomb.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
            zip.putNextEntry(new ZipEntry("metadata.json"));
            zip.write(new byte[2 << 20]);
        }
        try (KerasArchive archive = KerasArchive.open(file)) {
            assertThatThrownBy(archive::weights).hasMessageContaining("would become 314572800");
            assertThatThrownBy(archive::metadata).hasMessageContaining("it has 2097152 bytes; no model needs more");
        }
    }

    @Test
    void noticesAChangedByteInTheWeights() throws IOException {
        byte[] bytes = Fixtures.bytes("nested.keras");
        bytes[bytes.length / 2] ^= 1;
        Path file = Files.write(folder.resolve("changed.keras"), bytes);
        try (KerasArchive archive = KerasArchive.open(file)) {
            assertThatThrownBy(archive::weights).hasMessageContaining("its checksum is wrong");
        }
    }

    private Path write(String name) {
        Path file = folder.resolve(name);
        KerasArchive.write(file, "{\"ä\": 1}", Fixtures.small(), CLOCK);
        return file;
    }

    private Path zip(Map<String, String> members) throws IOException {
        Path file = folder.resolve("made.keras");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
