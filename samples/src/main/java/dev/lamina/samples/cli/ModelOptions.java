package dev.lamina.samples.cli;

import dev.lamina.Model;
import dev.lamina.tensorflow.CompiledModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a model. */
final class ModelOptions {
    static final String KINDS =
            "A .keras archive, its folder, a whole .h5 model, or a SavedModel folder that Lamina wrote";

    @Parameters(paramLabel = "MODEL", index = "0", description = KINDS + "; or a .json architecture with --weights.")
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
}
