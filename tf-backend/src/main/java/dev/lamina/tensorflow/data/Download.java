package dev.lamina.tensorflow.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * @param checksum SHA-256 or, where it is shorter, MD5, in hexadecimal; empty where none is known
 */
record Download(URI from, String checksum) {
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
        MessageDigest digest = digest();
        WholeFile.replace(target, out -> {
            body.transferTo(new DigestOutputStream(out, digest));
            check(digest);
        });
    }

    /** Whether a file is what is to be fetched. */
    boolean isAt(Path file) throws IOException {
        if (checksum.isEmpty() || !Files.isRegularFile(file)) {
            return Files.isRegularFile(file);
        }
        MessageDigest digest = digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return HexFormat.of().formatHex(digest.digest()).equals(checksum);
    }

    private void check(MessageDigest digest) throws IOException {
        String found = HexFormat.of().formatHex(digest.digest());
        if (!checksum.isEmpty() && !found.equals(checksum)) {
            throw new IOException(digest.getAlgorithm() + " is " + found + ", not " + checksum);
        }
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(checksum.length() == 32 ? "MD5" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5 and SHA-256", e);
        }
    }
}
