package dev.lamina.tensorflow.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that save over the same file are killed at any moment: the file is then what one of them wrote last, whole.
 * {@code -Dlamina.kills=200} kills more of them.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("lamina.kills", 8);
    private static final int TOGETHER = 2;
    private static final int LONGEST_WAIT = 300;
    private static final int ROUND = 1_000_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"model.keras", "model.weights.h5"})
    void aKilledProcessLeavesAWholeFile(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        save(file, 0);
        Random random = new Random();
        int killed = 0;
        for (int round = 1; killed < KILLS / 2; round++) {
            List<Process> savers = new ArrayList<>();
            for (int i = 0; i < TOGETHER; i++) {
                savers.add(start(file, round * ROUND + i * ROUND / TOGETHER));
            }
            for (Process saver : savers) {
                assertThat(saver.getInputStream().read())
                        .as("the process saves")
                        .isEqualTo('s');
            }
            Thread.sleep(random.nextInt(LONGEST_WAIT));
            savers.forEach(Process::destroyForcibly);
            for (Process saver : savers) {
                saver.waitFor();
                killed++;
            }
            assertThat(value(file) / ROUND)
                    .as("the round of %s after %d kills", name, killed)
                    .isLessThanOrEqualTo(round);
        }
        long left = unfinished();
        System.out.println(name + ": " + killed + " kills, " + left + " of them in the middle of a file, "
                + value(file) / ROUND + " the round of the last whole file");
        save(file, 1);
        assertThat(value(file)).isEqualTo(1);
    }

    private long unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().matches("\\.model\\..*\\.tmp"))
                    .count();
        }
    }

    private static Process start(Path file, int first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTest.class.getName(),
                        file.toString(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Saves over a file until it is killed. */
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        for (int value = Integer.parseInt(arguments[1]); ; value++) {
            save(file, value);
            System.out.print('s');
            System.out.flush();
        }
    }

    /** A model all of whose numbers are the same. */
    private static void save(Path file, int value) {
        int[] numbers = new int[200_000];
        Arrays.fill(numbers, value);
        WeightTree tree = WeightTree.of(List.of(
                Fixtures.entry("layers/dense", "first", NdArray.of(numbers, 1000, 200), NdArray.of(new int[] {value})),
                Fixtures.entry("layers/dense_1", "second", NdArray.of(numbers, 200, 1000))));
        if (file.toString().endsWith(".keras")) {
            KerasArchive.write(file, Integer.toString(value), tree, Clock.systemUTC());
        } else {
            tree.write(file);
        }
    }

    /** The number that a file is full of. */
    private static int value(Path file) {
        if (file.toString().endsWith(".weights.h5")) {
            return value(WeightTree.read(file));
        }
        try (KerasArchive archive = KerasArchive.open(file)) {
            archive.metadata();
            int value = value(archive.weights());
            assertThat(archive.config()).isEqualTo(Integer.toString(value));
            return value;
        }
    }

    private static int value(WeightTree tree) {
        int[] all = tree.entries().stream()
                .flatMap(entry -> entry.variables().stream())
                .flatMapToInt(array -> Arrays.stream((int[]) array.storage()))
                .distinct()
                .toArray();
        assertThat(all).as("the file is of one piece").hasSize(1);
        return all[0];
    }
}
