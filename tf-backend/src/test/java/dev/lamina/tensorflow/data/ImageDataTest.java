package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.net.httpserver.HttpServer;
import dev.lamina.DType;
import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class ImageDataTest {
    private static final List<String> DIGITS = ImageFiles.MNIST.classes();

    @TempDir
    Path folder;

    private final ImageData made = Glyphs.load(30, 10, 3);

    @Test
    void pixelsAreLevelsBetweenZeroAndOne() {
        byte[] levels = (byte[]) made.testImages().storage();
        float[] pixels = made.testPixels().floats();
        assertThat(made.testPixels().shape()).isEqualTo(Shape.of(10, 28, 28, 1));
        assertThat(made.trainPixels().shape()).isEqualTo(Shape.of(30, 28, 28, 1));
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pixels[i]).isEqualTo(Byte.toUnsignedInt(levels[i]) / 255f);
        }
    }

    private void writeIdx(Path to, String suffix) throws IOException {
        Files.createDirectories(to);
        Idx.write(to.resolve("train-images-idx3-ubyte" + suffix), made.trainImages());
        Idx.write(to.resolve("train-labels-idx1-ubyte" + suffix), made.trainLabels());
        Idx.write(to.resolve("t10k-images-idx3-ubyte" + suffix), made.testImages());
        Idx.write(to.resolve("t10k-labels-idx1-ubyte" + suffix), made.testLabels());
    }

    private void writeNpz(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Npz.writeCompressed(
                file,
                Map.of(
                        "x_train", made.trainImages(),
                        "y_train", made.trainLabels(),
                        "x_test", made.testImages(),
                        "y_test", made.testLabels()));
    }

    private void assertIsMade(ImageData data, String name) {
        assertThat(data.name()).isEqualTo(name);
        assertThat(data.trainImages()).isEqualTo(made.trainImages());
        assertThat(data.trainLabels()).isEqualTo(made.trainLabels());
        assertThat(data.testImages()).isEqualTo(made.testImages());
        assertThat(data.testLabels()).isEqualTo(made.testLabels());
    }

    @Test
    void readsTheFourFilesOfAFolder() throws IOException {
        writeIdx(folder.resolve("a"), ".gz");
        writeIdx(folder.resolve("b"), "");
        assertIsMade(ImageData.mnist(folder.resolve("a")), "mnist");
        assertIsMade(ImageData.mnist(folder.resolve("b")), "mnist");
        assertIsMade(ImageData.fashionMnist(folder.resolve("a")), "fashion-mnist");
        writeNpz(folder.resolve("c/mnist.npz"));
        assertIsMade(ImageData.mnist(folder.resolve("c")), "mnist");
    }

    @Test
    void aFolderWithoutTheFilesIsAnErrorThatNamesThem() throws IOException {
        writeIdx(folder, ".gz");
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThatThrownBy(() -> ImageData.mnist(folder))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                mnist is not in the folder
                  folder     %s
                  expected   train-images-idx3-ubyte.gz
                             train-labels-idx1-ubyte.gz
                             t10k-images-idx3-ubyte.gz
                             t10k-labels-idx1-ubyte.gz
                             or mnist.npz
                  missing    t10k-labels-idx1-ubyte.gz""".formatted(folder));
    }

    @Test
    void laminasFolderComesBeforeKerassCache() throws IOException {
        ImageFolders both =
                ImageFolders.of(Map.of("LAMINA_DATA", folder.resolve("lamina").toString()), folder);
        assertThat(both.keras()).isEqualTo(folder.resolve(".keras/datasets"));
        writeNpz(folder.resolve(".keras/datasets/mnist.npz"));
        assertIsMade(ImageFiles.MNIST.load(both), "mnist");
        writeIdx(folder.resolve(".keras/datasets/fashion-mnist"), ".gz");
        assertIsMade(ImageFiles.FASHION_MNIST.load(both), "fashion-mnist");
        writeIdx(folder.resolve("lamina/mnist"), ".gz");
        Files.write(folder.resolve(".keras/datasets/mnist.npz"), new byte[] {1});
        assertIsMade(ImageFiles.MNIST.load(both), "mnist");
        assertThatThrownBy(() -> ImageFiles.MNIST.load(ImageFolders.of(Map.of("LAMINA_DATA", ""), folder)))
                .as("a broken file is an error, not a reason to look elsewhere")
                .hasMessageStartingWith("mnist.npz could not be read");
        assertThat(ImageFolders.of(Map.of("KERAS_HOME", "elsewhere"), folder))
                .isEqualTo(new ImageFolders(null, Path.of("elsewhere", "datasets")));
    }

    @Test
    void anArchiveThatLacksAnArrayIsNamed() throws IOException {
        Npz.write(folder.resolve("mnist.npz"), Map.of("x_train", made.trainImages()));
        assertThatThrownBy(() -> ImageData.mnist(folder)).hasMessage("""
                mnist.npz lacks an array
                  file       %s
                  expected   x_train, y_train, x_test, y_test
                  found      x_train""".formatted(folder.resolve("mnist.npz")));
    }

    private static byte[] bytesOf(Path file) throws IOException {
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Files.copy(file, out);
            return out.toByteArray();
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static HttpServer server(byte[] file) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean known = exchange.getRequestURI().getPath().equals("/mnist.npz");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? file.length : -1);
            if (known) {
                exchange.getResponseBody().write(file);
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private static ImageFiles mnistFrom(String base, String path, String sha256) {
        return new ImageFiles("mnist", DIGITS, "", Map.of("mnist.npz", new Download(URI.create(base + path), sha256)));
    }

    @Test
    void whatIsNowhereIsDownloadedOnceToKerassCache() throws Exception {
        writeNpz(folder.resolve("source.npz"));
        byte[] file = bytesOf(folder.resolve("source.npz"));
        ImageFolders folders = new ImageFolders(folder.resolve("none"), folder.resolve("cache"));
        HttpServer server = server(file);
        String base = "http://localhost:" + server.getAddress().getPort();
        ImageFiles files = mnistFrom(base, "/mnist.npz", sha256(file));
        try {
            assertThatThrownBy(() -> mnistFrom(base, "/other", sha256(file)).load(folders))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining(base + "/other\n")
                    .hasMessageContaining("java.io.IOException: HTTP status 404");
            assertThatThrownBy(() -> mnistFrom(base, "/mnist.npz", "00ff").load(folders))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("SHA-256 is " + sha256(file) + ", not 00ff");
            assertThat(list(folder.resolve("cache")))
                    .as("nothing that failed stays")
                    .isEmpty();
            assertIsMade(files.load(folders), "mnist");
            assertThat(list(folder.resolve("cache"))).containsExactly(folder.resolve("cache/mnist.npz"));
        } finally {
            server.stop(0);
        }
        assertIsMade(files.load(folders), "mnist");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void offlineTheErrorSaysWhatToPutWhere() throws IOException {
        HttpServer server = server(new byte[0]);
        int port = server.getAddress().getPort();
        server.stop(0);
        ImageFiles files = mnistFrom("http://localhost:" + port, "/mnist.npz", "00");
        assertThatThrownBy(() -> files.load(new ImageFolders(null, folder)))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        mnist is not on this machine and could not be downloaded
                          looked in   LAMINA_DATA, which is not set
                                      %2$s
                          download    http://localhost:%1$d/mnist.npz
                                      java.net.ConnectException
                          try         put http://localhost:%1$d/mnist.npz
                                      to  %2$s/mnist.npz
                                      or put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, \
                        t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz
                                      to  a folder mnist, and set LAMINA_DATA to the folder that it is in""".formatted(port, folder));
    }

    @Test
    void imagesAndLabelsMustFitTogether() {
        NdArray images = made.trainImages();
        NdArray labels = made.trainLabels();
        assertThatThrownBy(() -> new ImageData("x", DIGITS, images, labels.rows(0, 29), images, labels))
                .isInstanceOf(DataException.class)
                .hasMessage("""
                        the train images and labels of x do not fit together
                          expected   images uint8 (n, height, width), labels uint8 (n,)
                          found      images uint8 (30, 28, 28), labels uint8 (29,)""");
        NdArray wrong = NdArray.of(new byte[] {0, 1, 10}, 3);
        assertThatThrownBy(() -> new ImageData("x", DIGITS, images, labels, images.rows(0, 3), wrong))
                .hasMessage("""
                        a test label of x is no class
                          position   2
                          expected   0 to 9
                          found      10""");
    }

    @Test
    void examplesAreScaledImagesAndLabels() {
        ArrayDataset train = made.first(20, 5).train();
        assertThat(train.size()).isEqualTo(20);
        assertThat(made.test().size()).isEqualTo(10);
        assertThat(train.specs())
                .containsExactly(
                        ArraySpec.input("x", DType.FLOAT32, -1, 28, 28, 1), ArraySpec.target("y", DType.INT32, -1));
        try (BatchStream batches = train.epoch(EpochOptions.of(20))) {
            assertThat(batches.next()).isTrue();
            float[] x = batches.arrays().get(0).floats();
            for (int i = 0; i < x.length; i++) {
                assertThat(x[i]).isEqualTo((float) (made.trainImages().getDouble(i) / 255));
            }
            assertThat(batches.arrays().get(1))
                    .isEqualTo(made.trainLabels().rows(0, 20).cast(DType.INT32));
        }
    }

    /** The real files, where they are; the code that reads them is tested above on made ones. */
    @Test
    @EnabledIfEnvironmentVariable(named = "LAMINA_DATA", matches = ".+")
    void theRealDataSetsAreTheFamousOnes() {
        ImageData mnist = ImageData.mnist();
        assertThat(mnist.trainImages().shape()).isEqualTo(Shape.of(60_000, 28, 28));
        assertThat(mnist.testImages().shape()).isEqualTo(Shape.of(10_000, 28, 28));
        assertThat(mnist.trainLabels().rows(0, 5)).isEqualTo(NdArray.of(new byte[] {5, 0, 4, 1, 9}, 5));
        assertThat(mean(mnist.trainImages())).isEqualTo(33.3184, offset(1e-4));
        ImageData fashion = ImageData.fashionMnist();
        // No order of the examples: copies of this data set in another order are about.
        int[] counts = new int[10];
        for (byte label : (byte[]) fashion.trainLabels().storage()) {
            counts[label]++;
        }
        assertThat(counts).containsOnly(6000);
        assertThat(mean(fashion.trainImages())).isEqualTo(72.9404, offset(1e-4));
        assertThat(fashion.classes().get(9)).isEqualTo("Ankle boot");
    }

    private static double mean(NdArray images) {
        long sum = 0;
        for (byte pixel : (byte[]) images.storage()) {
            sum += Byte.toUnsignedInt(pixel);
        }
        return sum / (double) images.size();
    }
}
