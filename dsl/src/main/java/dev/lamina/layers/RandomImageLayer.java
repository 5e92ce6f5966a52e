package dev.lamina.layers;

import dev.lamina.Call;
import dev.lamina.SymbolicTensor;
import dev.lamina.config.Config;
import dev.lamina.config.Field;
import dev.lamina.config.Fields;
import dev.lamina.config.Schema;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What layers have in common that change images at random in training, and give them back in inference. */
abstract class RandomImageLayer<S extends RandomImageLayer<S>> extends ImageLayer<S> {
    static final Field<@Nullable Integer> SEED = Fields.integer("seed").orNull();

    RandomImageLayer(Schema<S> schema, Config config) {
        super(schema, config);
    }

    /** A seed that makes the draws of a step the same in every run, whatever the seed of the run. */
    public final S seed(int seed) {
        return with(SEED, seed);
    }

    @Override
    final SymbolicTensor changed(Call call, SymbolicTensor images) {
        SymbolicTensor x = prepared(images);
        return call.training() ? drawn(x, Draws.of(call, get(SEED))).apply(x) : unchanged(x);
    }

    /** The images in the type to compute in. */
    SymbolicTensor prepared(SymbolicTensor images) {
        return floats(images);
    }

    /** What inference makes of the images. */
    SymbolicTensor unchanged(SymbolicTensor images) {
        return images;
    }

    /**
     * Draws a change, which may be made to several tensors of the images' shape.
     *
     * @param images of rank 4, float32
     */
    abstract UnaryOperator<SymbolicTensor> drawn(SymbolicTensor images, Draws draws);
}
