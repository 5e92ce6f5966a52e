package dev.lamina.tensorflow;

import dev.lamina.Model;
import dev.lamina.tensorflow.files.SavedModelFolder;
import dev.lamina.tensorflow.runtime.Executor;
import dev.lamina.tensorflow.runtime.GraphRuntime;
import dev.lamina.tensorflow.train.Trainer;
import dev.lamina.training.Training;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/** Compiles models to TensorFlow graphs. */
public final class TensorFlowBackend {
    private TensorFlowBackend() {}

    /**
     * Begins to load TensorFlow's native library in a thread of its own, and returns at once. That takes a third of a second, for which
     * a program waits at its first model, unless it has called this beforehand and done something else meanwhile.
     *
     * @return done when the library is there, or failed as the first model will fail; a process that ends by {@code System.exit} waits
     *     for it first
     */
    public static CompletableFuture<Void> preload() {
        return CompletableFuture.runAsync(TensorFlow::version, task -> {
            Thread thread = new Thread(task, "lamina-preload");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Compiles a model for prediction, with fresh weights. */
    public static CompiledModel compile(Model model) {
        return compile(model, null, CompileOptions.DEFAULT);
    }

    /** Compiles a model for training and prediction, with fresh weights. */
    public static CompiledModel compile(Model model, Training training) {
        return compile(model, training, CompileOptions.DEFAULT);
    }

    /**
     * Compiles a model with options.
     *
     * @param options from the defaults, such as {@code options -> options.seed(7)}
     */
    public static CompiledModel compile(Model model, Training training, UnaryOperator<CompileOptions> options) {
        return compile(model, training, options.apply(CompileOptions.DEFAULT));
    }

    /** Loads a saved model. See {@link #load(Path, UnaryOperator)}. */
    public static CompiledModel load(Path file) {
        return load(file, options -> options);
    }

    /**
     * Loads a model that Keras 3, {@link CompiledModel#save} or {@link CompiledModel#export} saved: with its weights, and compiled for training where it was, so
     * that training goes on where it stopped.
     *
     * @param file a {@code .keras} archive, or the folder of one, or a SavedModel that was exported here; any other SavedModel has no
     *     layers, and {@link dev.lamina.tensorflow.serving.SavedModel#open} runs it
     * @param options from the defaults, such as {@code load -> load.catalog(Catalog.installed().plus(MyLayer.SCHEMA))}
     * @throws dev.lamina.tensorflow.files.ModelFileException if it cannot be read, names classes that the catalog lacks, or holds
     *     weights that are not the model's
     */
    public static CompiledModel load(Path file, UnaryOperator<LoadOptions> options) {
        LoadOptions chosen = options.apply(LoadOptions.defaults());
        Path whole = SavedModelFolder.modelFile(file);
        try (SavedFile saved = SavedFile.open(whole, chosen)) {
            CompiledModel compiled = compile(saved.model(), saved.training(), chosen.compile());
            try {
                compiled.restore(whole, saved.weights());
                return compiled;
            } catch (RuntimeException e) {
                compiled.close();
                throw e;
            }
        }
    }

    private static CompiledModel compile(Model model, @Nullable Training training, CompileOptions options) {
        GraphRuntime runtime = new GraphRuntime(options.seed(), options.bfloat16(), options.optimizesGraph());
        Executor executor = options.executor();
        if (executor != null) {
            runtime.use(executor);
        }
        Trainer trainer = training == null ? null : new Trainer(runtime, model, training.of(model), executor == null);
        return new CompiledModel(model, trainer, runtime, executor == null, true);
    }
}
