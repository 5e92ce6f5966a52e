package dev.lamina.backend;

import dev.lamina.Model;
import dev.lamina.errors.Facts;
import dev.lamina.errors.LaminaException;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Runs models: found by {@link ServiceLoader}, so that a library of definitions can give out models that predict at once and does not
 * choose who runs them. The file {@code META-INF/services/dev.lamina.backend.Backend} of a backend names its class.
 */
public interface Backend {
    /**
     * A model with its weights, ready to predict.
     *
     * @param weights a file that holds them, such as a {@code .keras} archive of the same model
     * @throws LaminaException if the file cannot be read, or its weights are not the model's
     */
    Predictor open(Model model, Path weights);

    /**
     * The backend on the class path or module path; the first, where there are several.
     *
     * @throws LaminaException if there is none
     */
    static Backend installed() {
        return ServiceLoader.load(Backend.class)
                .findFirst()
                .orElseThrow(() -> new LaminaException(Facts.of("there is nothing that runs models")
                        .and("expected", "an implementation of " + Backend.class.getName() + " beside the definitions")
                        .and("try", "dev.lamina:lamina-tf-backend among the dependencies")
                        .toString()));
    }
}
