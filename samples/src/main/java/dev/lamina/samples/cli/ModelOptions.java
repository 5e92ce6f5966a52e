package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.tensorflow.CompiledModel;
import dev.lamina.zoo.Pretrained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a model. */
final class ModelOptions {
    static final String KINDS =
            "A .keras archive, its folder, a whole .h5 model, a SavedModel folder that Lamina wrote, or one that comes"
                    + " trained: vq-vae:glyphs, dense-vae:glyphs, conv-vae:glyphs";

    @Parameters(
            paramLabel = "MODEL",
            index = "0",
            converter = Converter.class,
            description = KINDS + "; or a .json architecture with --weights.")
    private Path model;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            order = 1,
            description = "The weights (.weights.h5), if not those in MODEL.")
    private @Nullable Path weights;

    /** Made by picocli, which fills the fields. */
    @SuppressWarnings("NullAway.Init")
    ModelOptions() {}

    ModelSource source() throws IOException {
        return ModelSource.of(model);
    }

    boolean hasWeights() throws IOException {
        return weights != null || source().kind() != ModelSource.Kind.JSON;
    }

    /** The layers alone. */
    Model architecture() throws IOException {
        return source().architecture();
    }

    /** The model with its weights, and compiled for training where it was when it was saved. */
    CompiledModel load(Verb verb) throws IOException {
        if (!hasWeights()) {
            throw verb.misuse("\"" + model + "\" is an architecture without weights; --weights says where they are");
        }
        return loadOrBegin(0);
    }

    /**
     * The same, with fresh weights where there are none.
     *
     * @param seed decides the fresh weights
     */
    CompiledModel loadOrBegin(int seed) throws IOException {
        CompiledModel compiled = source().load(seed);
        try {
            if (weights != null) {
                compiled.loadWeights(weights);
            }
            return compiled;
        } catch (RuntimeException e) {
            compiled.close();
            throw e;
        }
    }

    /** Reads the name of a file, or of a trained model that comes with the zoo. */
    static final class Converter implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            return Arrays.stream(Pretrained.values())
                    .filter(each -> each.id().equals(value))
                    .findFirst()
                    .map(Pretrained::file)
                    .orElseGet(() -> Path.of(value));
        }
    }
}
