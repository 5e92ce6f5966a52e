package dev.lamina.tensorflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A file on the web with the checksum it must have.
 *
 * @param sha256 in hexadecimal
 */
record Download(URI from, String sha256) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Fetches the file to {@code target}, which appears only when it is whole and right.
     *
     * @throws IOException if the server does not give it, or gives something else
     */
    void to(Path target) throws IOException {
        Files.createDirectories(target.toAbsolutePath().getParent());
        // Not closed: a client of Java 17 cannot be, and its threads end by themselves.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(from).timeout(PATIENCE).build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("HTTP status " + response.statusCode());
                }
                save(body, target);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void save(InputStream body, Path target) throws IOException {
        MessageDigest digest = sha256Digest();
        WholeFile.replace(target, out -> {
            body.transferTo(new DigestOutputStream(out, digest));
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new IOException("SHA-256 is " + found + ", not " + sha256);
            }
        });
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
