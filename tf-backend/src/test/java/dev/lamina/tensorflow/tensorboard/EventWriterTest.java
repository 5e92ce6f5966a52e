package dev.lamina.tensorflow.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventWriterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC);

    /** Length, its checksum, time and version, their checksum. */
    private static final String VERSION =
            "1800000000000000a37f4b220900000040fc54d9411a0d627261696e2e4576656e743a32eced8f9d";

    /** Length, its checksum, time, step, tag, value and kind, their checksum. */
    private static final String SCALAR =
            "34000000000000005e33175c0900000040fc54d94110032a270a250a0a65706f63685f6c6f7373420a080112002a0400"
                    + "00003f4a0b0a090a077363616c617273bf416d24";

    @TempDir
    private Path folder;

    /** The bytes were read by {@code tf.compat.v1.train.summary_iterator}: version, then epoch_loss = 0.5 at step 3. */
    @Test
    void writesWhatTensorFlowReads() throws IOException {
        try (EventWriter writer = EventWriter.create(folder, CLOCK)) {
            writer.scalar("epoch_loss", 3, 0.5);
        }

        assertThat(files()).hasSize(1);
        assertThat(files().get(0).getFileName().toString()).startsWith("events.out.tfevents.1700000000.lamina.");
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(files().get(0)))).isEqualTo(VERSION + SCALAR);
    }

    @Test
    void aSecondWriterOfTheSameSecondBeginsItsOwnFile() throws IOException {
        EventWriter.create(folder, CLOCK).close();
        EventWriter.create(folder, CLOCK).close();

        assertThat(files()).hasSize(2);
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
