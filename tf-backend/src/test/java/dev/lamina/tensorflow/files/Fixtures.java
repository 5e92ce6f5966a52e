package dev.lamina.tensorflow.files;

import dev.lamina.NdArray;
import dev.lamina.Shape;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The files that checks/keras/make_files.py has real Keras write, and small trees. */
final class Fixtures {
    private Fixtures() {}

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/files/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    static WeightTree small() {
        return WeightTree.of(List.of(
                entry("", "model"),
                entry("layers/dense", "first", NdArray.of(new float[] {1, 2, 3, 4}, 2, 2), NdArray.of(new float[2], 2)),
                entry("optimizer", "adam", NdArray.wrap(dev.lamina.DType.INT64, Shape.scalar(), new long[] {7}))));
    }

    static WeightTree.Entry entry(String path, String name, NdArray... variables) {
        return new WeightTree.Entry(path, Optional.of(name), List.of(variables));
    }
}
