package dev.lamina.tensorflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KerasCacheTest {
    private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";

    @TempDir
    Path folder;

    private HttpServer server;
    private int requests;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/models/abc.h5", exchange -> {
            requests++;
            exchange.sendResponseHeaders(200, 3);
            try (var body = exchange.getResponseBody()) {
                body.write(new byte[] {'a', 'b', 'c'});
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path fetch(String name, String checksum) {
        URI from = URI.create("http://localhost:" + server.getAddress().getPort() + "/models/" + name);
        return KerasCache.fetch(folder.resolve("cache"), new Download(from, checksum));
    }

    @Test
    void downloadsOnce() {
        for (int i = 0; i < 2; i++) {
            assertThat(fetch("abc.h5", MD5_OF_ABC)).hasFileName("abc.h5").hasContent("abc");
        }
        assertThat(fetch("abc.h5", "")).hasContent("abc");
        assertThat(requests).isEqualTo(1);
    }

    @Test
    void replacesAFileThatIsAnother() throws IOException {
        Files.createDirectories(folder.resolve("cache"));
        Files.writeString(folder.resolve("cache/abc.h5"), "half of it");
        assertThat(fetch("abc.h5", MD5_OF_ABC)).hasContent("abc");
    }

    @Test
    void keepsNothingThatIsWrong() {
        assertThatThrownBy(() -> fetch("abc.h5", MD5_OF_ABC.replace('9', '8')))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("MD5 is " + MD5_OF_ABC);
        assertThatThrownBy(() -> fetch("none.h5", ""))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.h5 is not on this machine and could not be downloaded")
                .hasMessageContaining("HTTP status 404");
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }
}
